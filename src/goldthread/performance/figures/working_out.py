"""From facts on the shelf to values: stored ones, and those worked out from others.

Values are light, since a scorecard's small lines take thousands of them; `dressing` makes the few that
are shown into figures with their words and their whole road.
"""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from goldthread.house import Basis, OriginKind
from goldthread.measures.catalogue import Indicator, Kind, Nature, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.roll import year_from_quarters
from goldthread.measures.values import Measured
from goldthread.performance.figures.facts import Fact, Place, Speaker
from goldthread.performance.figures.shelf import Shelf

NOTHING = "Nothing has been returned or published."
NOBODY: frozenset[Speaker] = frozenset()


class Worked(NamedTuple):
    """A value and how it came to be: stored as a `fact`, or worked out from those at `parents`, or neither.

    `speakers` are those whose values it rests on in the end: what may be compared with what.
    """

    place: Place
    measured: Measured
    basis: Basis
    fact: Fact | None = None
    parents: tuple[Place, ...] = ()
    speakers: frozenset[Speaker] = NOBODY

    @property
    def value(self) -> Decimal | None:
        return self.measured.value


period_of = cache(Period.parse)


@cache
def _only(kind: OriginKind, publisher: str) -> frozenset[Speaker]:
    """One speaker, always the same set of one, so that it is quickly compared."""
    return frozenset({Speaker(kind, publisher)})


@cache
def _quarters_of(year: str) -> tuple[tuple[Period, str], ...]:
    return tuple((quarter, str(quarter)) for quarter in period_of(year).quarters())


@cache
def _year_of(period: str) -> str:
    return str(period_of(period).in_year())


class Workshop:
    """Answers for any value of a shelf; what was worked out once is not worked out again."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._rows = catalogue()
        self._made: dict[Place, tuple[Worked, ...]] = {}

    def best(self, place: Place) -> Worked:
        """The best value there is; or none, and why.

        Tried in turn: a stored value; worked out from two other indicators; from the areas that make
        up this one; from the quarters of the year.
        """
        return self.all(place)[0]

    def all(self, place: Place) -> tuple[Worked, ...]:
        """The best value and those that other origins give for the same, in their order."""
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._make(place)
        return made

    def like(self, worked: Worked, period: str) -> Worked | None:
        """The value of another period in which the same speak; None where there is none."""
        key, area, _, breakdown = worked.place
        for other in self.all(Place(key, area, period, breakdown)):
            if other.value is not None and other.speakers == worked.speakers:
                return other
        return None

    def _make(self, place: Place) -> tuple[Worked, ...]:
        row = self._rows[place.indicator]
        facts = self.shelf.at(place)
        if facts:
            return tuple([_stored(row, place, fact) for fact in facts])
        found = None
        for way in (self._derived, self._added, self._rolled):
            worked = way(row, place)
            if worked is not None and worked.value is not None:
                return (worked,)
            found = found or worked
        return (found or _none(row, place, NOTHING),)

    # --- the ways to a value ---------------------------------------------------------------------
    def _derived(self, row: Indicator, place: Place) -> Worked | None:
        if not row.is_derived or place.breakdown:
            return None
        above = self.best(Place(row.numerator_key, place.area, place.period))
        below = self._population(Place(row.denominator_key, place.area, place.period))
        if above.value is None or below.value is None:
            lacking = above if above.value is None else below
            title = catalogue()[lacking.place.indicator].title
            return _none(row, place, f"{title} is missing: {lacking.measured.missing}".strip())
        measured = Measured.from_parts(above.value, below.value, row.multiplier)
        worked = _worked_out(
            place, measured, (above.place, below.place), above.speakers | below.speakers
        )
        # Who estimated the population does not make two rates unlike: who counted the children does.
        return worked._replace(speakers=above.speakers) if row.kind is Kind.RATE else worked

    def _population(self, place: Place) -> Worked:
        """The denominator of a rate: of the same period, else of the year that the quarter is in."""
        below = self.best(place)
        if below.value is None and period_of(place.period).kind is not PeriodKind.YEAR:
            return self.best(place._replace(period=_year_of(place.period)))
        return below

    def _added(self, row: Indicator, place: Place) -> Worked | None:
        areas = self.shelf.parts.get(place.area)
        if not areas or row.is_derived or row.kind is Kind.RATE:
            return None
        key, _, period, breakdown = place
        parts = tuple([self.best(Place(key, area, period, breakdown)) for area in areas])
        if not any(is_known(part.measured) for part in parts):
            return None
        lacking = [
            self.shelf.names[part.place.area] for part in parts if not is_known(part.measured)
        ]
        if lacking:
            return _none(row, place, f"No value from {' and '.join(lacking)}.")
        measured = _sum(row, [part.measured for part in parts])
        if measured is None:
            return _none(row, place, "A total cannot be made: the parts were never given.")
        speakers = _together([part.speakers for part in parts])
        return _worked_out(place, measured, tuple([part.place for part in parts]), speakers)

    def _rolled(self, row: Indicator, place: Place) -> Worked | None:
        year = period_of(place.period)
        if year.kind is not PeriodKind.YEAR or row.is_derived or row.kind is Kind.RATE:
            return None
        key, area, _, breakdown = place
        known: dict[Period, Measured] = {}
        made_of: dict[Period, Place] = {}
        speakers: list[frozenset[Speaker]] = []
        for quarter, text in _quarters_of(place.period):
            at = Place(key, area, text, breakdown)
            measured, speak = self._number(at)
            if is_known(measured):
                known[quarter], made_of[quarter] = measured, at
                speakers.append(speak)
        if not known:
            return None
        last = year.quarters()[-1]
        used = made_of.values() if row.nature is not Nature.STOCK else [made_of.get(last)]
        parents = tuple([at for at in used if at is not None])
        return _worked_out(
            place, year_from_quarters(row, year, known), parents, _together(speakers)
        )

    def _number(self, place: Place) -> tuple[Measured, frozenset[Speaker]]:
        """A value as a year needs it: without all that only its own card tells."""
        facts = self.shelf.at(place)
        if facts:
            fact = facts[0]
            return Measured(fact.value, fact.numerator, fact.denominator), _only(
                fact.kind, fact.publisher
            )
        worked = self.best(place)
        return worked.measured, worked.speakers


def is_known(measured: Measured) -> bool:
    """Whether there is a value, or parts of 0 that leave none."""
    return measured.value is not None or measured.denominator is not None


def _sum(row: Indicator, parts: list[Measured]) -> Measured | None:
    """Counts added up, or the parts of percentages; None where those were never given."""
    if row.kind is Kind.COUNT:
        return Measured.counted(sum((part.value or Decimal(0) for part in parts), Decimal(0)))
    above = [part.numerator for part in parts if part.numerator is not None]
    below = [part.denominator for part in parts if part.denominator is not None]
    if len(above) < len(parts) or len(below) < len(parts):
        return None
    return Measured.from_parts(sum(above), sum(below), row.multiplier)


def _stored(row: Indicator, place: Place, fact: Fact) -> Worked:
    missing = "" if fact.value is not None else fact.missing or "No value can be worked out."
    # A count that a release or document states is a count all the same.
    stated_count = row.kind is Kind.COUNT and fact.basis is Basis.STATED
    return Worked(
        place=place,
        measured=Measured(fact.value, fact.numerator, fact.denominator, missing),
        basis=Basis.COUNTED if stated_count else fact.basis,
        fact=fact,
        speakers=_only(fact.kind, fact.publisher),
    )


def _worked_out(
    place: Place, measured: Measured, parents: tuple[Place, ...], speakers: frozenset[Speaker]
) -> Worked:
    return Worked(place, measured, Basis.DERIVED, parents=parents, speakers=speakers)


def _together(speakers: list[frozenset[Speaker]]) -> frozenset[Speaker]:
    """All of them; mostly they are the same."""
    first = speakers[0]
    return first if all(each is first for each in speakers) else NOBODY.union(*speakers)


def _none(row: Indicator, place: Place, why: str) -> Worked:
    basis = Basis.COUNTED if row.kind is Kind.COUNT else Basis.DERIVED
    return Worked(place, Measured.none(why), basis)
