"""Cases side by side, over those that one reader is named to: plain counts by financial year.

A year is that in which the council became aware. Every question is asked once for all cases.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from django.utils import timezone

from goldthread.access.principal import Principal
from goldthread.improvement.models import Finding
from goldthread.measures.periods import Period, PeriodKind
from goldthread.publication.models import Publication
from goldthread.reviews.facts import NOT_RECORDED, ChildFact, choices_of, fact_of, plans
from goldthread.reviews.models import ChildFacts, Incident
from goldthread.vault.models import Identity

NOT_ANSWERED = "Not answered yet"
OF_A_CASE = ("reviews.incident", "reviews.rapidreview", "reviews.practicereview")
WENT_OUT = (
    *(Publication.Status.PUBLIC, Publication.Status.GIVEN),
    *(Publication.Status.REPLACED, Publication.Status.WITHDRAWN),
)


@dataclass(frozen=True)
class Case:
    """One case as it is counted: nothing in it is shown by itself."""

    year: str
    harm: str
    has_review: bool
    has_local: bool
    children: tuple[ChildFact, ...]
    themes: frozenset[str]
    days: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Counts by year. `adds_up`: each of `of` stands in one row; else in any number of them."""

    key: str
    title: str
    of: str  # "cases" or "children"
    adds_up: bool
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    said: str = ""

    def in_year(self, place: int) -> dict[str, int]:
        """The counts of one year, by the words of their row."""
        return {words: counts[place] for words, counts in self.rows}


@dataclass(frozen=True)
class Days:
    """How long something took, by year: (how many, shortest, median, longest), None where there is none."""

    title: str
    years: tuple[tuple[int, int, float, int] | None, ...]


@dataclass(frozen=True)
class Across:
    """What is seen across cases; `years` are the columns of every table, the latest first."""

    years: tuple[str, ...]
    cases: tuple[int, ...]
    children: tuple[int, ...]
    tables: tuple[Table, ...]
    days: tuple[Days, ...]

    @property
    def number(self) -> int:
        return sum(self.cases)


NOTIFIED, SENT, PUBLISHED = (
    "From the day on which the council became aware to the notification",
    "From the notification to the rapid review being sent",
    "From the day on which the council became aware to the first publication",
)


def across(principal: Principal, space_id: int) -> Across:
    """What the cases say side by side that this reader is named to, in a fixed number of queries."""
    return counted(cases_of(principal, space_id))


def cases_of(principal: Principal, space_id: int) -> list[Case]:
    """The cases in sight, opened for counting: six queries, however many they are."""
    rows = Incident.objects.visible_to(principal).filter(space_id=space_id)
    rows = rows.select_related("notification", "rapid_review__practice_review").defer("account")
    incidents = list(rows.order_by("pk"))
    children = _children(principal, incidents)
    owner = _owners(incidents)
    themes = _themes(principal, owner)
    went_out = _first_publications(principal, owner)
    return [_case(row, children[row.pk], themes[row.pk], went_out.get(row.pk)) for row in incidents]


def _children(principal: Principal, incidents: list[Incident]) -> dict[int, list[ChildFact]]:
    by_case = {row.compartment_id or 0: row for row in incidents}
    facts = {
        row.identity_id: row
        for row in ChildFacts.objects.visible_to(principal).filter(incident__in=incidents)
    }
    found: dict[int, list[ChildFact]] = defaultdict(list)
    people = Identity.objects.visible_to(principal).filter(
        compartment_id__in=by_case, kind=Identity.Kind.CHILD
    )
    for child in people.order_by("pk"):
        incident = by_case[child.compartment_id or 0]
        found[incident.pk].append(fact_of(incident, child, facts.get(child.pk)))
    return found


def _owners(incidents: list[Incident]) -> dict[str, int]:
    """Which case a row belongs to, by the random ids of incidents, rapid reviews and local reviews."""
    owner = {}
    for row in incidents:
        rapid = getattr(row, "rapid_review", None)
        for each in (row, rapid, getattr(rapid, "practice_review", None)):
            if each is not None:
                owner[each.public_id] = row.pk
    return owner


def _themes(principal: Principal, owner: dict[str, int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    pairs = Finding.objects.visible_to(principal).filter(
        sources__record_kind__in=OF_A_CASE, sources__record_id__in=owner, themes__isnull=False
    )
    for record_id, theme in pairs.values_list("sources__record_id", "themes__name"):
        found[owner[record_id]].add(theme)
    return found


def _first_publications(principal: Principal, owner: dict[str, int]) -> dict[int, date]:
    """When a case's paper first went out, as far as the reader may see what is at the gate."""
    rows = Publication.objects.visible_to(principal).filter(
        record_kind__in=OF_A_CASE, record_id__in=owner, status__in=WENT_OUT
    )
    found: dict[int, date] = {}
    for record_id, at in rows.order_by("-published_at").values_list("record_id", "published_at"):
        if at is not None:
            found[owner[record_id]] = at.astimezone(timezone.get_current_timezone()).date()
    return found


def _case(row: Incident, children: list[ChildFact], themes: set[str], out: date | None) -> Case:
    rapid = getattr(row, "rapid_review", None)
    sent = getattr(row, "notification", None)
    days = {}
    if sent is not None:
        days[NOTIFIED] = (sent.notified_on - row.aware_on).days
    if sent is not None and rapid is not None and rapid.sent_on is not None:
        days[SENT] = (rapid.sent_on - sent.notified_on).days
    if out is not None:
        days[PUBLISHED] = (out - row.aware_on).days
    return Case(
        year=str(Period.holding(row.aware_on, PeriodKind.YEAR)),
        harm=row.get_harm_display(),
        has_review=rapid is not None,
        has_local=getattr(rapid, "practice_review", None) is not None,
        children=tuple(children),
        themes=frozenset(themes),
        days=days,
    )


def counted(cases: Iterable[Case]) -> Across:
    """Cases counted by year, the latest first."""
    given = list(cases)
    years = tuple(sorted({case.year for case in given}, reverse=True))
    by_year = [[case for case in given if case.year == year] for year in years]
    children = [[child for case in each for child in case.children] for each in by_year]

    def table(
        key: str,
        title: str,
        words: Iterable[str],
        of: Callable[[Any], Iterable[str]],
        *,
        over: Any,
        adds_up: bool = True,
    ) -> Table:
        counts = [Counter(said for each in column for said in of(each)) for column in over]
        rows = tuple((each, tuple(column[each] for column in counts)) for each in words)
        whole = sum(len(column) for column in over)
        lacks = whole and key in ("age", "sex", "ethnicity", "disability", "plans")
        missing = [
            f"{each} in {number} of {whole}"
            for each in (NOT_RECORDED, NOT_ANSWERED)
            if lacks and (number := sum(column[each] for column in counts))
        ]
        said = f"{'; '.join(missing).capitalize()}." if missing else ""
        of_what = "cases" if over is by_year else "children"
        return Table(key, title, of_what, adds_up, rows, said)

    def list_of(breakdown: str) -> list[str]:
        return [*(words for _, words in choices_of(breakdown)), NOT_ANSWERED]

    themes = sorted({theme for case in given for theme in case.themes})
    harms = [str(label) for label in Incident.Harm.labels]
    ages = [*(words for _, words in choices_of("age")), NOT_ANSWERED]
    to_children = [*map(str, ChildFacts.Harm.labels), NOT_ANSWERED]
    tables = (
        table("harm", "What was told", harms, lambda case: [case.harm], over=by_year),
        table(
            "reviews",
            "What followed",
            ["A rapid review", "A local review or learning review"],
            _followed,
            over=by_year,
            adds_up=False,
        ),
        table("age", "Age at the incident", ages, _one("age_band"), over=children),
        table("sex", "Sex", list_of("sex"), _one("sex"), over=children),
        table("ethnicity", "Ethnicity", list_of("ethnicity"), _one("ethnicity"), over=children),
        table("disability", "Disability", list_of("disability"), _one("disability"), over=children),
        table(
            "plans",
            "Plans and orders at the time",
            [*(words for _, words in plans()), NOT_ANSWERED],
            lambda child: child.plans or [NOT_ANSWERED],
            over=children,
            adds_up=False,
        ),
        table("child_harm", "What happened to each", to_children, _one("harm"), over=children),
        table(
            "themes",
            "Themes of what was found",
            themes,
            lambda case: case.themes,
            over=by_year,
            adds_up=False,
        ),
    )
    return Across(
        years=years,
        cases=tuple(map(len, by_year)),
        children=tuple(map(len, children)),
        tables=tables,
        days=tuple(
            Days(title, tuple(_spread(title, column) for column in by_year))
            for title in (NOTIFIED, SENT, PUBLISHED)
        ),
    )


def _followed(case: Case) -> list[str]:
    said = ["A rapid review"] if case.has_review else []
    return said + (["A local review or learning review"] if case.has_local else [])


def _one(name: str) -> Callable[[ChildFact], list[str]]:
    return lambda child: [getattr(child, name) or NOT_ANSWERED]


def _spread(title: str, cases: list[Case]) -> tuple[int, int, float, int] | None:
    days = sorted(case.days[title] for case in cases if title in case.days)
    return (len(days), days[0], median(days), days[-1]) if days else None
