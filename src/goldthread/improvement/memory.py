"""Memory: earlier findings that are like one, by the themes and words that they share."""

import re
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
    acts = Action.objects.visible_to(principal).prefetch_related("tests")
    seen = Finding.objects.visible_to(principal)
    if before is not None:
        seen = seen.filter(written_at__lte=before.written_at).exclude(pk=before.pk)
    rows = seen.prefetch_related(
        "themes", Prefetch("recommendations__actions", queryset=acts)
    ).order_by("-pk")[:MOST_READ]
    told = [_compared(finding, wanted, asked) for finding in rows]
    likely = sorted(
        (each for each in told if each[0] >= LEAST), key=lambda each: (-each[0], -each[1].pk)
    )
    return [Earlier(finding, shared, came_of(finding)) for _, finding, shared in likely[:MOST_TOLD]]


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
    finding: Finding, wanted: frozenset[str], asked: set[int]
) -> tuple[int, Finding, tuple[str, ...]]:
    themes = [theme.name for theme in finding.themes.all() if theme.pk in asked]
    words = wanted & words_of(f"{finding.title} {finding.text}")
    return THEME * len(themes) + len(words), finding, (*themes, *sorted(words))


def came_of(finding: Finding) -> str:
    """What was done about a finding and how it tested, in a sentence; its lines are prefetched."""
    acts = [act for each in finding.recommendations.all() for act in each.actions.all()]
    if finding.no_recommendation_because:
        return f"Nothing was recommended: {finding.no_recommendation_because}"
    if not acts:
        return "No action came of it."
    tests = [test for act in acts for test in act.tests.all() if test.verdict]
    many = "1 action" if len(acts) == 1 else f"{len(acts)} actions"
    if not tests:
        return f"{many}; never tested."
    last = max(tests, key=lambda test: (test.tested_at, test.pk))
    return f"{many}; last tested: {LookBack.Verdict(last.verdict).label.lower()}. {last.words}"
