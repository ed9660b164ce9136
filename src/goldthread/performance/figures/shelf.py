"""What is known of some indicators and areas, loaded in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import F, QuerySet

from goldthread.access.principal import Principal
from goldthread.house import Basis, OriginKind
from goldthread.house.kept import Kept
from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance.figures.facts import Fact, Place
from goldthread.performance.figures.sources import Sources
from goldthread.performance.models import Observation, PublishedValue, ReleaseFile, Transcription
from goldthread.performance.published.layouts import symbols
from goldthread.register.models import Area

# Where several origins speak of one figure, the first of these is shown and the others stand beside.
BEST_FIRST = (OriginKind.RETURN, OriginKind.DOCUMENT, OriginKind.RELEASE)
# Nobody counts the people of an area but the national statisticians: of what rates are divided by, the
# release comes first. A report of 2022-23 prints one that agrees neither with them nor with itself.
OFFICIAL_FIRST = (OriginKind.RELEASE, OriginKind.RETURN, OriginKind.DOCUMENT)

# Indicators times areas from which on what was read is kept: a scorecard, and not a source card.
WORTH_KEEPING = 60

# "counts" comes before "waiting"; of one release, what counts for all before a partnership's own; of two
# of one day, the one that was taken first after the other.
NEWEST_FIRST = (
    *("file__status", "-release__dated_on", "-release_id"),
    *(F("space_id").asc(nulls_first=True), "-pk"),
)

_BASES = {basis.value: basis for basis in Basis}
_NOTHING: list[Fact] = []
_KINDS = {kind.value: kind for kind in OriginKind}


@dataclass(frozen=True)
class Shelf:
    """Facts by place, best origin first; area names; which areas make up another; and whose it is."""

    facts: dict[Place, list[Fact]]
    names: dict[str, str]
    parts: dict[str, tuple[str, ...]]
    spaces: frozenset[int] = frozenset()

    def at(self, place: Place) -> list[Fact]:
        return self.facts.get(place, _NOTHING)

    def content(self) -> tuple[Any, ...]:
        """All that lies here, to be compared with another shelf."""
        return self.facts, self.names, self.parts

    @cached_property
    def has_unchecked(self) -> bool:
        """Whether anything imported lies here that no second person has checked."""
        return any(not fact.is_checked for found in self.facts.values() for fact in found)

    @cached_property
    def sources(self) -> Sources:
        """Where all of it came in."""
        return Sources((fact for found in self.facts.values() for fact in found), self.spaces)


@dataclass(frozen=True)
class Extent:
    """How much is loaded: periods that begin from `since` to `until`, or these; None for all."""

    since: date | None = None
    until: date | None = None
    breakdowns: frozenset[str] | None = None
    periods: frozenset[str] | None = None

    def of(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.since is not None:
            rows = rows.filter(period_starts_on__gte=self.since)
        if self.until is not None:
            rows = rows.filter(period_starts_on__lte=self.until)
        if self.periods is not None:
            rows = rows.filter(period__in=self.periods)
        return rows if self.breakdowns is None else rows.filter(breakdown__in=self.breakdowns)


EVERYTHING = Extent()


def extent_of(periods: Collection[Period], breakdowns: Iterable[str]) -> Extent:
    """What the figures of these periods and breakdowns are made of.

    A quarter's rate needs the population of its year, and what is worked out from two indicators needs
    these as wholes, whatever is asked of it.
    """
    first = min(period.starts_on for period in periods)
    last = max(period.ends_on for period in periods)
    starts_on = Period.holding(first, PeriodKind.YEAR).starts_on
    return Extent(starts_on, last, frozenset(breakdowns) | {""})


def load(
    principal: Principal,
    indicators: Iterable[str],
    areas: Iterable[str],
    extent: Extent = EVERYTHING,
) -> Shelf:
    """All current facts of the indicators (and of what they are derived from) in the areas.

    Areas that are made of other areas bring those along. Four queries, whatever the number asked, two
    more where much was read before and has changed since, and at most four once somebody asks where
    they came in.
    """
    keys = with_sources(indicators)
    names, parts, codes = _areas(set(areas))
    observed = _observations(principal, keys, codes, extent)
    published = _published_values(principal, keys, codes, extent)
    if len(keys) * len(codes) < WORTH_KEEPING:
        return Shelf(_laid_out(observed, published, codes), names, parts, principal.spaces)
    # What was accepted or published is never written anew, so that the rows' own ids say all of it.
    which = (frozenset(keys), tuple(sorted(codes.items())), extent, principal.spaces)
    if _kept.holds(which):
        made_of = (
            list(observed.values_list("public_id")),
            list(published.values_list("public_id", "file__status")),
        )
    else:
        made_of = [row[-1:] for row in observed], [(row[-1], row[-2]) for row in published]
    facts = _kept.get(which, made_of, lambda: _laid_out(observed, published, codes))
    return Shelf(facts, names, parts, principal.spaces)


_kept: Kept[dict[Place, list[Fact]]] = Kept(most=16)


def _laid_out(
    observed: Iterable[tuple[Any, ...]],
    published: Iterable[tuple[Any, ...]],
    codes: dict[int, str],
) -> dict[Place, list[Fact]]:
    """The facts of some rows by place, the best origin first."""
    facts: dict[Place, list[Fact]] = defaultdict(list)
    for place, fact in (*_observed(observed, codes), *_published(published)):
        facts[place].append(fact)
    populations = {row.denominator_key for row in catalogue().values() if row.kind is Kind.RATE}
    for place, found in facts.items():
        if len(found) > 1:
            order = OFFICIAL_FIRST if place[0] in populations else BEST_FIRST
            found.sort(key=partial(_rank, order))
    return dict(facts)


def _rank(order: tuple[OriginKind, ...], fact: Fact) -> int:
    return order.index(fact.kind)


def with_sources(indicators: Iterable[str]) -> set[str]:
    """The indicators, and those that they are derived from."""
    rows = catalogue()
    keys = set(indicators)
    for key in list(keys):
        keys |= {rows[key].numerator_key, rows[key].denominator_key} - {""}
    return keys


def _areas(codes: set[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]], dict[int, str]]:
    """Names by code, what each is made of, and codes by id, of the areas and of their parts."""
    areas: dict[int, Area] = {}
    parts: dict[str, tuple[str, ...]] = {}
    waiting = list(Area.objects.filter(code__in=codes).prefetch_related("parts__parts"))
    while waiting:
        area = waiting.pop()
        areas[area.pk] = area
        # A region or country publishes its own figures, and its councils here are only some of them.
        if area.kind == Area.Kind.PARTNERSHIP and (made_of := _made_of(area)):
            parts[area.code] = tuple(sorted(part.code for part in made_of))
            waiting += [part for part in made_of if part.pk not in areas]
    names = {area.code: area.name for area in areas.values()}
    return names, parts, {pk: area.code for pk, area in areas.items()}


def _made_of(area: Area) -> list[Area]:
    """The councils of a partnership, or the partnerships that work together in a larger area."""
    within = list(area.parts.all())
    councils = [part for part in within if part.kind == Area.Kind.COUNCIL]
    return councils or [part for part in within if part.kind == Area.Kind.PARTNERSHIP]


def _observations(
    principal: Principal, keys: set[str], codes: dict[int, str], extent: Extent
) -> QuerySet[Any]:
    asked = Observation.objects.visible_to(principal).filter(
        is_current=True, indicator__in=keys, area_id__in=codes
    )
    return extent.of(asked).order_by("pk").values_list(
        *("indicator", "area_id", "period", "breakdown", "value", "numerator", "denominator"),
        *("basis", "origin", "of_return_id", "of_transcription_id"),
        *("definition_version", "row", "note", "public_id"),
    )  # fmt: skip


def _published_values(
    principal: Principal, keys: set[str], codes: dict[int, str], extent: Extent
) -> QuerySet[Any]:
    """Of one figure what somebody checked comes first, and of that the newest release."""
    asked = PublishedValue.objects.visible_to(principal).filter(
        indicator__in=keys, area_code__in=codes.values()
    )
    return extent.of(asked).order_by(*NEWEST_FIRST).values_list(
        *("indicator", "area_code", "period", "breakdown", "value", "numerator", "denominator"),
        *("basis", "file_id", "row", "note", "release_id", "source", "symbol"),
        *("file__status", "public_id"),
    )  # fmt: skip


def _observed(
    rows: Iterable[tuple[Any, ...]], codes: dict[int, str]
) -> Iterator[tuple[Place, Fact]]:
    publishers = _publishers({row[10] for row in rows} - {None})
    for row in rows:
        key, area, period, breakdown, value, above, below, basis, kind, *source = row
        return_id, transcription_id, version, line, note, _ = source
        yield (
            Place(key, codes[area], period, breakdown),
            Fact(
                value,
                above,
                below,
                _BASES[basis],
                _KINDS[kind],
                return_id or transcription_id,
                version,
                line,
                note,
                publishers.get(transcription_id, ""),
            ),
        )


def _publishers(transcriptions: set[int]) -> dict[int, str]:
    """Whose documents some values were transcribed from; no query where there are none."""
    if not transcriptions:
        return {}
    rows = Transcription.objects.filter(pk__in=transcriptions)
    return dict(rows.values_list("pk", "document__publisher"))


def _published(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Place, Fact]]:
    """What another file of a release says in the very same words is told once."""
    told: set[tuple[Any, ...]] = set()
    for row in rows:
        key, area, period, breakdown, value, above, below, basis, file, line, note, *rest = row
        release, section, symbol, status, _ = rest
        place = Place(key, area, period, breakdown)
        says = (place, release, value, above, below, symbol)
        if says in told:
            continue
        told.add(says)
        yield (
            place,
            Fact(
                value,
                above,
                below,
                _BASES[basis],
                OriginKind.RELEASE,
                file,
                "",
                line,
                note,
                "",
                release,
                section,
                symbols().get(symbol, "") if symbol else "",
                status == ReleaseFile.Status.COUNTS,
            ),
        )
