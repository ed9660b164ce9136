"""Memory: earlier findings that are like one, by the themes and words that they share."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from goldthread.access.principal import Principal
from goldthread.improvement.models import Action, Finding, LookBack

MOST_READ = 2000  # the newest findings of one's own scopes
MOST_TOLD = 5
SHORTEST = 4  # letters of a word that says something
COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "also",
        "been",
        "before",
        "being",
        "between",
        "both",
        "could",
        "from",
        "have",
        "into",
        "more",
        "most",
        "only",
        "other",
        "over",
        "same",
        "should",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "under",
        "until",
        "very",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "without",
        "would",
        "child",
        "children",
        "family",
        "families",
        "agency",
        "agencies",
        "partnership",
        "practice",
        "practitioners",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
THEME = 3  # a shared theme says as much as so many shared words
LEAST = 3
WORST_FIRST = (LookBack.Verdict.NOT, LookBack.Verdict.PARTLY, LookBack.Verdict.EMBEDDED)


@dataclass(frozen=True)
class Earlier:
    """An earlier finding that is like one: what both are about, what was done, and how it tested."""

    finding: Finding
    shared: tuple[str, ...]
    came_of_it: str


def similar(
    principal: Principal, *, text: str, themes: Iterable[int], before: Finding | None = None
) -> list[Earlier]:
    """The findings in sight that share most themes and words with a text, the likest first."""
    wanted, asked = words_of(text), set(themes)
    seen = Finding.objects.visible_to(principal)
    if before is not None:
        seen = seen.filter(written_at__lte=before.written_at).exclude(pk=before.pk)
    read = seen.order_by("-pk").values_list("pk", "title", "text")[:MOST_READ]
    sharing = _sharing(asked)
    told = {
        pk: _compared(f"{title} {text}", wanted, sharing.get(pk, ())) for pk, title, text in read
    }
    likely = sorted(
        (pk for pk, (weight, _) in told.items() if weight >= LEAST),
        key=lambda pk: (-told[pk][0], -pk),
    )[:MOST_TOLD]
    acts = Action.objects.visible_to(principal).prefetch_related("tests")
    rows = seen.prefetch_related(Prefetch("recommendations__actions", queryset=acts)).in_bulk(
        likely
    )
    return [Earlier(rows[pk], told[pk][1], came_of(rows[pk])) for pk in likely]


def _sharing(themes: set[int]) -> dict[int, tuple[str, ...]]:
    """By finding, which of these themes it has, by name."""
    found: dict[int, tuple[str, ...]] = {}
    ties = Finding.themes.through.objects.filter(theme_id__in=themes).order_by("theme__name")
    for finding_id, name in ties.values_list("finding_id", "theme__name"):
        found[finding_id] = (*found.get(finding_id, ()), name)
    return found


def words_of(text: str) -> frozenset[str]:
    """The words that say something, without the endings by which the same word differs."""
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if len(word) >= SHORTEST and word not in COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


def _compared(
    told: str, wanted: frozenset[str], themes: tuple[str, ...]
) -> tuple[int, tuple[str, ...]]:
    """How much a text and its themes share with what is wanted, and what that is."""
    words = wanted & words_of(told)
    return THEME * len(themes) + len(words), (*themes, *sorted(words))


def came_of(finding: Finding) -> str:
    """What was done about a finding and how each action tested last, the worst told; its lines are prefetched."""
    acts = [act for each in finding.recommendations.all() for act in each.actions.all()]
    if finding.no_recommendation_because:
        return f"Nothing was recommended: {finding.no_recommendation_because}"
    if not acts:
        return "No action came of it."
    many = "1 action" if len(acts) == 1 else f"{len(acts)} actions"
    latest = [test for act in acts if (test := _latest_test(act)) is not None]
    if not latest:
        return f"{many}; never tested."
    stand = Counter(test.verdict for test in latest)
    told = [f"{stand[each]} {each.label.lower()}" for each in WORST_FIRST if stand[each]]
    if untested := len(acts) - len(latest):
        told.append(f"{untested} not tested")
    shown = min(latest, key=lambda test: (WORST_FIRST.index(test.verdict), -test.pk))
    return f"{many}: {', '.join(told)}. Action {shown.action.number}: {shown.words}"


def _latest_test(action: Action) -> LookBack | None:
    """The last test of an action that has a verdict; its tests are prefetched."""
    judged = [test for test in action.tests.all() if test.verdict]
    return max(judged, key=lambda test: (test.tested_at, test.pk), default=None)
