"""The impact of learning in words for the yearly report: how all stands, and one line from its lesson to its test."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.house import Passage, PassageFamily, Rung
from goldthread.improvement.lines import Line, line_of
from goldthread.improvement.models import Action, LookBack
from goldthread.ui import british

PREFIX = "improvement"
SUMMARY = f"{PREFIX}.summary"
LINE = f"{PREFIX}.line."
MOST_OFFERED = 50


def offers(principal: Principal) -> list[tuple[str, str]]:
    """(key, title): how all stands, and each action that a test found embedded, the latest first."""
    rows = _tested(principal).order_by("-done_on", "-pk")[:MOST_OFFERED]
    lines = [(f"{LINE}{row.public_id}", f"Action {row.number}: {row.title}") for row in rows]
    return [(SUMMARY, "How the actions stand, and how high their tests reached"), *lines]


def _tested(principal: Principal) -> QuerySet[Action]:
    """Outside compartments: a report is read by everybody."""
    embedded = LookBack.objects.filter(verdict=LookBack.Verdict.EMBEDDED)
    space = principal.space.id if principal.space else None
    seen = Action.objects.visible_to(principal).filter(space=space, compartment=None)
    return seen.filter(pk__in=embedded.values("action_id"))


def read(principal: Principal, keys: list[str]) -> list[Passage]:
    """The passages of these keys; KeyError for one that is not there for this reader."""
    return [_read(principal, key) for key in keys]


def _read(principal: Principal, key: str) -> Passage:
    if key == SUMMARY:
        return _summary(principal)
    action = _tested(principal).filter(public_id=key.removeprefix(LINE)).first()
    if not key.startswith(LINE) or action is None:
        raise KeyError(key)
    line = line_of(principal, action)
    last = _last_embedded(line, action)
    return Passage(
        key=key,
        title=action.title,
        text=" ".join(_told(line, action, last)),
        rung=Rung(last.rung or Rung.ACTIVITY),
        source_kind="improvement.action",
        source_id=action.public_id,
    )


def _last_embedded(line: Line, action: Action) -> LookBack:
    """The latest test of an action that found it embedded: there is one."""
    own = [each for each in line.tests if each.action_id == action.pk]
    return [each for each in own if each.verdict == LookBack.Verdict.EMBEDDED][-1]


def _told(line: Line, action: Action, last: LookBack) -> Iterable[str]:
    """One line in sentences, from where it was learnt to what was seen."""
    for source in line.sources:
        year = f" of {source.happened_on.year}" if source.happened_on else ""
        yield f"*Learnt from*: {source.title} ({source.get_kind_display().lower()}{year})."
    for finding in line.findings:
        yield f"*Found*: {_sentence(finding.title)}"
    for recommendation in line.recommendations:
        yield f"*Recommended*: {_sentence(recommendation.text)}"
    agencies = british.listed(str(each) for each in action.agencies.all())
    on = f" on {british.day(action.done_on)}" if action.done_on else ""
    yield f"*Done*{on} by {agencies}: {_sentence(action.title)}"
    failed = [each for each in line.tests if each.verdict == "not" and each.action_id == action.pk]
    for test in failed:
        yield f"*A first test failed*: {_sentence(test.words)}"
    assert last.tested_on is not None
    yield (
        f"*Tested again* on {british.day(last.tested_on)}: {_sentence(last.words)}"
        f" ({Rung(last.rung or 1).label})."
    )


def _sentence(words: str) -> str:
    return f"{words.strip().rstrip('.')}."


def _summary(principal: Principal) -> Passage:
    where = {"space": principal.space.id if principal.space else None, "compartment": None}
    rows = Action.objects.visible_to(principal).filter(**where)
    stand = Counter(rows.values_list("status", flat=True))
    tests = LookBack.objects.visible_to(principal).filter(**where).exclude(verdict="")
    reached = Counter(
        Rung(rung)
        for rung in tests.filter(verdict=LookBack.Verdict.EMBEDDED).values_list("rung", flat=True)
        if rung
    )
    ladder = british.listed(f"{rung.label.lower()}: {reached[rung]}" for rung in Rung)
    return Passage(
        key=SUMMARY,
        title="How the actions stand",
        text=(
            f"Of {sum(stand.values())} actions {stand['open']} are under way; {stand['done']} are done and"
            f" not yet known to have achieved anything; {stand['achieved']} achieved what they were for."
            f" {tests.count()} tests looked again. Those that found the change"
            f" embedded reached, by rung of the ladder: {ladder}."
        ),
        rung=max(reached, default=Rung.ACTIVITY),
    )


FAMILY = PassageFamily(prefix=PREFIX, read=read, offers=offers)
