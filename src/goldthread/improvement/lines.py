"""One line read whole, from any of its parts: what it rests on, and what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.house import Rung, registry
from goldthread.improvement.models import (
    Action,
    ActionDecision,
    Challenge,
    ChallengeEvent,
    Evidence,
    Finding,
    LookBack,
    Recommendation,
    Source,
)
from goldthread.ui import british
from goldthread.ui.components import Stop

Verdict = LookBack.Verdict
PLANNED = ChallengeEvent.Status.PLANNED


@dataclass(frozen=True)
class Line:
    """The parts of one line that its reader may see, each in the order of its making."""

    sources: list[Source]
    findings: list[Finding]
    recommendations: list[Recommendation]
    actions: list[Action]
    evidence: list[Evidence] = field(default_factory=list)
    tests: list[LookBack] = field(default_factory=list)
    decisions: list[ActionDecision] = field(default_factory=list)
    challenges: list[Challenge] = field(default_factory=list)


def line_of(principal: Principal, row: Finding | Recommendation | Action) -> Line:
    """The line through a finding, a recommendation or an action; in few queries, however long it is."""
    findings = _seen(
        principal, Finding, **_to(row, "", "recommendations", "recommendations__actions")
    )
    recommendations = _seen(principal, Recommendation, **_to(row, "findings", "", "actions"))
    acts = (
        _seen(principal, Action, **_to(row, "recommendations__findings", "recommendations", ""))
        .select_related("lead")
        .prefetch_related("agencies")
    )
    line = Line(
        sources=list(_seen(principal, Source, findings__in=[each.pk for each in findings])),
        findings=list(findings),
        recommendations=list(recommendations.select_related("decided_by")),
        actions=list(acts),
    )
    if not line.actions:
        return line
    of = {"action__in": [action.pk for action in line.actions]}
    people = {Evidence: "given_by", LookBack: "tested_by", ActionDecision: "decided_by"}
    evidence, tests, decisions = (
        list(_seen(principal, model, **of).select_related("action", person))
        for model, person in people.items()
    )
    challenges = _seen(principal, Challenge, **of).exclude(event__status="called_off")
    return Line(
        line.sources,
        line.findings,
        line.recommendations,
        line.actions,
        evidence=evidence,
        tests=tests,
        decisions=decisions,
        challenges=list(challenges.select_related("action", "event")),
    )


def _to(row: Any, of_finding: str, of_recommendation: str, of_action: str) -> dict[str, Any]:
    """How the rows of a model are found from a part of the line; "" is the way to oneself."""
    ways = {Finding: of_finding, Recommendation: of_recommendation, Action: of_action}
    return {ways[type(row)] or "pk": row.pk}


def _seen(principal: Principal, model: Any, **where: Any) -> QuerySet:
    return model.objects.visible_to(principal).filter(**where).distinct().order_by("pk")


def lines_from(principal: Principal, row: Any) -> list[Recommendation]:
    """What was recommended from a module's own row, as far as this reader sees it."""
    told = {"record_kind": row._meta.label_lower, "record_id": row.public_id}
    where = {f"findings__sources__{name}": value for name, value in told.items()}
    return list(_seen(principal, Recommendation, space=row.space_id, **where))


def thread(principal: Principal, line: Line, here: Any, *, on: date) -> list[Stop]:
    """The line as a road of stops, from where it was learnt to whether practice changed."""
    stops = [*(_of_source(principal, each) for each in line.sources)]
    stops += [_stop("Finding", each, here, each.get_kind_display()) for each in line.findings]
    if not line.recommendations:
        stops.append(_nothing_recommended(line.findings))
    stops += [_stop("Recommendation", each, here, _decision(each)) for each in line.recommendations]
    for action in line.actions:
        stops += _of_action(line, action, here, on)
    if not line.actions and any(_may_be_followed(each) for each in line.recommendations):
        stops.append(Stop("Action", "Nobody has taken one on yet", is_reached=False))
    return stops


def _may_be_followed(recommendation: Recommendation) -> bool:
    return recommendation.status != Recommendation.Status.DECLINED


def _nothing_recommended(findings: Iterable[Finding]) -> Stop:
    reasons = [each.no_recommendation_because for each in findings]
    if any(reasons):
        return Stop("No recommendation", " ".join(filter(None, reasons)))
    return Stop("Recommendation", "Nothing is recommended yet", is_reached=False)


def _stop(title: str, row: Any, here: Any, note: str) -> Stop:
    return Stop(title, str(row), url="" if row == here else row.get_absolute_url(), note=note)


def _of_source(principal: Principal, source: Source) -> Stop:
    """The source; a link to the module's own record, where its reader may open that."""
    note = ", ".join(
        filter(
            None,
            (
                source.reference,
                british.day(source.happened_on) if source.happened_on else "",
            ),
        )
    )
    return Stop(source.get_kind_display(), source.title, url=_record(principal, source), note=note)


def _record(principal: Principal, source: Source) -> str:
    for module in registry:
        find: Callable[..., Any] | None = module.sources.get(source.record_kind)
        if find is not None:
            there = find(principal, source.record_id)
            return there.url if there is not None and there.may_open else ""
    return ""


def _decision(recommendation: Recommendation) -> str:
    words = recommendation.get_status_display()
    if recommendation.decided_at is None:
        return words
    decided = (
        f"{words} by {recommendation.decided_by}, {british.day(recommendation.decided_at.date())}"
    )
    return f"{decided}: {recommendation.decided_because}"


def _of_action(line: Line, action: Action, here: Any, on: date) -> list[Stop]:
    agencies = british.listed(str(each) for each in action.agencies.all())
    note = f"{agencies}. Led by {action.led_by}. {standing_words(action, on)}."
    stops = [_stop(f"Action {action.number}", action, here, note)]
    panels = [each for each in line.challenges if each.action == action]
    before = {each.test_id: each for each in panels}
    happened: list[tuple[Any, Stop]] = [
        *((each.given_at, _of_evidence(each)) for each in line.evidence if each.action == action),
        *(
            (
                each.tested_at,
                _of_challenge(before[each.pk]) if each.pk in before else _of_test(each),
            )
            for each in line.tests
            if each.action == action and each.tested_at
        ),
        *((each.judged_at, _of_challenge(each)) for each in panels if _only_heard(each)),
        *(
            (each.decided_at, _of_decision(each))
            for each in line.decisions
            if each.action == action
        ),
    ]
    stops += [stop for _, stop in sorted(happened, key=lambda pair: pair[0])]
    stops += [_of_test(each) for each in line.tests if each.action == action and not each.verdict]
    stops += [_is_put(each) for each in panels if each.event.status == PLANNED]
    if action.status == Action.Status.OPEN and not _has_new_evidence(line, action):
        stops.append(Stop("Evidence", "None has been given yet", is_reached=False))
    return stops


def _has_new_evidence(line: Line, action: Action) -> bool:
    """Whether evidence was given since the action was last opened."""
    opened = [
        each.decided_at
        for each in line.decisions
        if each.action == action and each.kind == ActionDecision.Kind.REOPENED
    ]
    since = max(opened, default=action.written_at)
    return any(each.action == action and each.given_at >= since for each in line.evidence)


def standing_words(action: Action, on: date) -> str:
    """Where an action stands, in words."""
    if action.done_on is not None:
        achieved = "Achieved, done" if action.status == Action.Status.ACHIEVED else "Done"
        return f"{achieved} on {british.day(action.done_on)}"
    if action.status == Action.Status.WITHDRAWN:
        return str(action.get_status_display())
    late = "late: it was" if action.is_late(on) else "under way,"
    return f"{late.capitalize()} due on {british.day(action.due_on)}"


def _of_evidence(evidence: Evidence) -> Stop:
    period = f"{british.day(evidence.speaks_from)} to {british.day(evidence.speaks_until)}"
    rung = Rung(evidence.rung).label
    return Stop("Evidence", evidence.shows, note=f"{rung}; speaks of {period}. {evidence.given_by}")


def _of_test(test: LookBack) -> Stop:
    asked = test.question or "Has it changed anything?"
    if not test.verdict:
        return Stop(
            "Test again", asked, note=f"Due on {british.day(test.due_on)}", is_reached=False
        )
    assert test.rung is not None
    assert test.tested_on is not None
    seen = f"{Rung(test.rung).label}. {test.tested_by}, {british.day(test.tested_on)}"
    return Stop(f"Tested again: {test.get_verdict_display().lower()}", test.words, note=seen)


def _of_decision(decision: ActionDecision) -> Stop:
    note = f"{decision.decided_by}, {british.day(decision.decided_at.date())}"
    return Stop(decision.get_kind_display(), decision.because, note=note)


def _only_heard(challenge: Challenge) -> bool:
    """Whether a panel found something about an action that was still under way."""
    concluded = challenge.event.status == ChallengeEvent.Status.CONCLUDED
    return concluded and bool(challenge.verdict) and challenge.test_id is None


def _of_challenge(challenge: Challenge) -> Stop:
    assert challenge.rung is not None
    event = challenge.event
    return Stop(
        f"Challenged by a panel: {challenge.get_verdict_display().lower()}",
        challenge.words,
        url=event.get_absolute_url(),
        note=f"{Rung(challenge.rung).label}. {event}, {british.day(event.held_on)}",
    )


def _is_put(challenge: Challenge) -> Stop:
    event = challenge.event
    note = f"On {british.day(event.held_on)}"
    return Stop(
        "Before a panel", str(event), url=event.get_absolute_url(), note=note, is_reached=False
    )
