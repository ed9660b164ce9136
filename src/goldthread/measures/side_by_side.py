"""What somebody reads who lays publications side by side, also where a return was sent again in between.

A number that a publication does not have is taken from the one before it, else from the one after it. Where
it was revised in between that is wrong, and sums that fail tell so. Somebody may know which council sent
its return again: so each guess at that is read by itself, without the numbers that would be of another time.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import chain, combinations

from goldthread.measures.adding_up import Areas, what_follows
from goldthread.measures.catalogue import catalogue
from goldthread.measures.cells import Cell, CellName, Reading
from goldthread.measures.periods import Period, PeriodKind

Cells = Mapping[CellName, Cell]
Sender = tuple[
    str, bool
]  # a council, and whether it sent its return again after the set, else before it

# Of more councils at once only this is looked at: that every one of them did.
AT_ONCE = 3


def read_published(
    cells: Cells, areas: Areas, elsewhere: Set[CellName], shown: frozenset[CellName]
) -> Reading:
    """One set of cells of which the public was shown some, with what follows from them."""
    reading = read(cells, areas, elsewhere)
    return replace(reading, shown=shown, kept_back=frozenset(cells) - shown)


def read(cells: Cells, areas: Areas, elsewhere: Set[CellName]) -> Reading:
    """One set of cells with what follows from them; what is not of the catalogue stands by itself.

    `elsewhere` are the cells of the other sets that it is read with.
    """
    known = {name: cell for name, cell in cells.items() if name.key in catalogue()}
    following = what_follows(known, areas, elsewhere)
    return Reading({**cells, **following.cells}, following.relations)


def side_by_side(sets: Sequence[Cells], areas: Areas) -> Iterator[Reading]:
    """Every reading of some sets together, the newest first; none of a single one.

    First all of them, each number as it stands in the newest. Then, of the years in which something was
    revised, each set as it was at its time, by each guess at who sent a return again.
    """
    if len(sets) < 2:
        return
    newest = _Then(sets, 0, areas)
    yield newest.reading(newest.kept(frozenset()))
    known = [{name: each[name] for name in each if name.key in catalogue()} for each in sets]
    for year in sorted(_years_revised(known, areas)):
        of_year = [{name: each[name] for name in each if _year(name) == year} for each in known]
        for place in range(len(of_year)):
            yield from _Then(of_year, place, areas).readings()


class _Then:
    """A set as it was at its time, and what may have stood then of the sets before and after it."""

    def __init__(self, sets: Sequence[Cells], place: int, areas: Areas) -> None:
        self.areas = areas
        self.named = frozenset(chain.from_iterable(sets))
        self.base = sets[place]
        self.before = self._added(sets[place + 1 :])
        self.after = self._added(sets[:place][::-1])

    def _added(self, others: Sequence[Cells]) -> Cells:
        """The cells of other sets, the nearest first, that contradict neither this set nor one another."""
        added: dict[CellName, Cell] = {}
        said = dict(Reading(self.base).numbers)
        for name, cell in chain.from_iterable(each.items() for each in others):
            fits = all(said.get(each, number) == number for each, number in cell.quantities.items())
            if name not in self.base and name not in added and fits:
                added[name] = cell
                said |= cell.quantities
        return added

    def readings(self) -> Iterator[Reading]:
        """What is read by each guess, each set of cells once."""
        read_already = set()
        for guess in self._guesses():
            kept = self.kept(guess)
            named = frozenset((name, cell.value, cell.numerator) for name, cell in kept.items())
            if named not in read_already:
                read_already.add(named)
                yield replace(self.reading(kept), is_guess=True)

    def _guesses(self) -> Iterator[frozenset[Sender]]:
        sides = ((self.before, False), (self.after, True))
        senders = sorted(
            {(each, is_after) for side, is_after in sides for each in self._senders(side)}
        )
        for many in sorted({*range(min(AT_ONCE, len(senders)) + 1), len(senders)}):
            yield from map(frozenset, combinations(senders, many))

    def _senders(self, side: Cells) -> set[str]:
        return {each for name in side for each in councils(name.area, self.areas)}

    def kept(self, guess: frozenset[Sender]) -> Cells:
        """This set, and the numbers of other sets that stand by a guess, those from before it first."""
        kept = dict(self.base)
        for side, is_after in ((self.before, False), (self.after, True)):
            sent = {council for council, after in guess if after is is_after}
            for name, cell in side.items():
                if not sent & councils(name.area, self.areas):
                    kept.setdefault(name, cell)
        return kept

    def reading(self, cells: Cells) -> Reading:
        """What these say together, without the sums that fail: those say that the guess is wrong."""
        reading = read(cells, self.areas, self.named)
        holding = tuple(each for each in reading.relations if not reading.is_off(each))
        return Reading(reading.cells, holding)


def councils(area: str, areas: Areas) -> frozenset[str]:
    """The smallest areas in an area: itself, where it has none."""
    return frozenset(each for part in areas.get(area, ()) for each in councils(part, areas)) or (
        frozenset([area])
    )


def _years_revised(sets: Sequence[Cells], areas: Areas) -> set[str]:
    """The years of which two sets say different things, or things that do not add up together."""
    said: dict[CellName, Cell] = {}
    years = set()
    for name, cell in chain.from_iterable(each.items() for each in sets):
        if said.setdefault(name, cell).quantities != cell.quantities:
            years.add(_year(name))
    following = what_follows(said, areas)
    reading = Reading({**said, **following.cells}, following.relations)
    off = [each for each in following.relations if reading.is_off(each)]
    return years | {_year(each.total) for each in (*off, *following.failing)}


@cache
def _year(name: CellName) -> str:
    period = Period.parse(name.period)
    return str(period if period.kind is PeriodKind.YEARS else period.in_year())
