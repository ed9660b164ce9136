"""A reader who wants to find somebody in published tables: linear programming over all of them together.

What is known: each number shown; each share or rate as it was rounded, or its parts; what adds up; that
numbers are whole and not negative, and a part at most its whole; the population; which council sent a
year's return again, and of the cells that two tables name, shown or not, which stayed as they were. Of each
small number that is not shown: its least and greatest value.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

import numpy
from bench._attacker_family import Cell, Family, Leaf, Table, Where
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

SMALLEST_SHOWN = 6
FAR = 60  # further than this from the truth nothing is looked for
ROUNDS = 8
HALF = 0.05  # shares and rates are printed to one place


@dataclass
class Found:
    """A number that the public was not shown, and how closely a reader comes to it; one who knows what is small?"""

    where: Where
    part: str
    leaves: tuple[Leaf, ...]
    truth: int
    least: int
    most: int
    knows_small: bool = False

    @property
    def width(self) -> int:
        return self.most - self.least


class Reader:
    """Everything that a reader knows of a family, as rows over its leaves."""

    def __init__(self, family: Family, *, knows_tables: bool = True, knows_small: bool = False):
        self.family = family
        self.column = {leaf: number for number, leaf in enumerate(family.truth)}
        self.truth = numpy.array(list(family.truth.values()), dtype=float)
        self._rows: list[dict[int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []
        for part, whole in family.parts:
            self._know({part: -1, **dict.fromkeys(whole, 1)}, 0, numpy.inf)
        for table in family.tables if knows_tables else ():
            for where in table.shown:
                self._read(table.cells[where], table)
        # Which numbers stayed is told to this reader by nothing that is shown: also without the tables.
        if knows_tables or knows_small:
            for ours, theirs in _unchanged(family):
                signs = dict.fromkeys(ours, 1.0)
                for leaf in theirs:
                    signs[leaf] = signs.get(leaf, 0) - 1
                self._know(signs, 0, 0)
        if knows_small:
            for leaves, _, _ in kept_back(family):
                self._know(dict.fromkeys(leaves, 1), 1, SMALLEST_SHOWN - 1)
        self._constraint = self._made()

    def _know(self, factors: dict[Leaf, float], low: float, high: float) -> None:
        self._rows.append({self.column[leaf]: factor for leaf, factor in factors.items()})
        self._low.append(low)
        self._high.append(high)

    def _read(self, cell: Cell, table: Table) -> None:
        """What a cell that is shown says."""
        above, below = self.family.number(cell.above), self.family.below(cell)
        if below is None:
            self._know(dict.fromkeys(cell.above, 1), above, above)
            return
        if cell.below is not None and (table.gives_parts or not below):
            self._know(dict.fromkeys(cell.below, 1), below, below)
        if table.gives_parts or not below:
            self._know(dict.fromkeys(cell.above, 1), above, above)
            return
        printed = numpy.floor(above * cell.times / below * 10 + 0.5) / 10
        for sign, edge in ((1, printed - HALF), (-1, printed + HALF)):
            factors = dict.fromkeys(cell.above, sign * float(cell.times))
            if cell.below is None:
                self._know(factors, sign * edge * cell.out_of - 1e-6, numpy.inf)
                continue
            for leaf in cell.below:
                factors[leaf] = factors.get(leaf, 0) - sign * edge
            self._know(factors, -1e-6, numpy.inf)

    def _made(self) -> LinearConstraint | None:
        if not self._rows:
            return None
        places = [(row, at) for row, each in enumerate(self._rows) for at in each]
        factors = [factor for each in self._rows for factor in each.values()]
        shape = (len(self._rows), len(self.column))
        matrix = csr_array((factors, tuple(zip(*places, strict=True))), shape=shape)
        return LinearConstraint(matrix, self._low, self._high)

    def search(self, wanted: Sequence[Found], enough: int, random: Random) -> None:
        """Widen each number's range by what fits all that is known, until it is wide enough or done.

        First a few points far out for all numbers at once; then each that is still narrow by itself.
        """
        for turn in range(ROUNDS):
            narrow = [each for each in wanted if each.width < enough]
            if not narrow:
                return
            same = (-1, 1)[turn] if turn < 2 else 0
            self._go([(each, same or random.choice((-1, 1))) for each in narrow], wanted)
        for each in wanted:
            for sign in (-1, 1):
                if each.width < enough:
                    self._go([(each, sign)], wanted)

    def _go(self, aims: Iterable[tuple[Found, int]], wanted: Sequence[Found]) -> None:
        """The point furthest in a direction, in whole numbers."""
        cost = numpy.zeros(len(self.column))
        for found, sign in aims:
            for leaf in found.leaves:
                cost[self.column[leaf]] -= sign
        bounds = Bounds(numpy.maximum(0, self.truth - FAR), self.truth + FAR)
        constraints = () if self._constraint is None else self._constraint
        end = milp(cost, integrality=numpy.ones_like(cost), bounds=bounds, constraints=constraints)
        if end.x is None:
            raise AssertionError(f"the true numbers fit, and the solver says: {end.message}")
        point = numpy.round(end.x)
        for each in wanted:
            number = int(sum(point[self.column[leaf]] for leaf in each.leaves))
            each.least, each.most = min(each.least, number), max(each.most, number)


def _unchanged(family: Family) -> Iterator[tuple[tuple[Leaf, ...], tuple[Leaf, ...]]]:
    """The numbers that two tables name, and that stayed the same while the return was sent again."""
    for earlier, later in combinations(family.tables, 2):
        for where in sorted(earlier.cells.keys() & later.cells.keys()):
            pairs = [
                (each.above, each.below or ())
                for each in (earlier.cells[where], later.cells[where])
            ]
            for ours, theirs in zip(*pairs, strict=True):
                if ours != theirs and family.number(ours) == family.number(theirs):
                    yield ours, theirs


def kept_back(family: Family) -> list[tuple[tuple[Leaf, ...], Where, str]]:
    """The small numbers that a table names and does not show, each once."""
    found: dict[tuple[Leaf, ...], tuple[Where, str]] = {}
    for table in family.tables:
        for where in sorted(table.cells.keys() - table.shown):
            cell = table.cells[where]
            for part, leaves in (("above", cell.above), ("below", cell.below or ())):
                if 0 < family.number(leaves) < SMALLEST_SHOWN:
                    found.setdefault(leaves, (where, part))
    return [(leaves, where, part) for leaves, (where, part) in found.items()]


def never_named(
    family: Family, every: Iterable[Where]
) -> list[tuple[tuple[Leaf, ...], Where, str]]:
    """The small numbers that no table names as kept back, each once: shown outright they are found."""
    named = {leaves for leaves, _, _ in kept_back(family)}
    found: dict[tuple[Leaf, ...], Where] = {}
    for where in every:
        leaves = family.cell(where).above
        if 0 < family.number(leaves) < SMALLEST_SHOWN and leaves not in named:
            found.setdefault(leaves, where)
    return [(leaves, where, "above") for leaves, where in found.items()]


def as_wanted(
    family: Family, numbers: Iterable[tuple[tuple[Leaf, ...], Where, str]]
) -> list[Found]:
    """Numbers to search for, each known to be able to be what it is."""
    return [
        Found(where, part, leaves, truth := family.number(leaves), truth, truth)
        for leaves, where, part in numbers
    ]
