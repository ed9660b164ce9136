"""Small numbers are kept from the public, in a whole release set at once: a table, a report.

The rule is that of the Department for Education's children in need release (2020 edition): counts of 1 to
5 are not shown, nor what would give them away. Percentages and rates go with their parts.

What is promised. Take everything that is shown in the set, the sums that hold between its cells, that no
number is negative, and that no part is larger than its whole. Then each number for whose sake a cell was
kept back could still be anything within a range of at least `protection`. What a decision has already made
public can break this; those cells are named in `exposed`.

What is not promised. That whole numbers alone fit is not held against the range (in tables of two ways it
makes no difference). Other sets, earlier releases and what a reader knows from life are not looked at. A
percentage without parts that a decision shows lets a reader guess its numerator. A change, a chart or a
sentence drawn from a cell that is kept back must be kept back with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldthread.measures.bounds import Bounds
from goldthread.measures.catalogue import Kind

SYMBOL = "c"  # confidential: the Department's sign for a number kept back


class CellName(NamedTuple):
    """Where a cell stands; `origin` tells apart the same figure from a return and from a document."""

    key: str
    area: str
    period: str
    breakdown: str = ""
    origin: str = ""


class Quantity(NamedTuple):
    """One number of a cell: its `value`, `numerator` or `denominator`."""

    cell: CellName
    part: str


Equation = dict[Quantity, int]  # factors by number; with them the numbers add up to what is known


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure of a release set, as it is.

    `numerator_is` and `denominator_is` name the number elsewhere that a part repeats: a rate's numerator
    is the value of the count that it was derived from. `decision` says why the cell may be shown whatever
    it holds: "" for no reason. `about_people` is false for meetings, page views and the like: those are
    never small. `release_set.cell_for` makes a cell from the catalogue's row.
    """

    name: CellName
    value: Decimal | None
    kind: Kind = Kind.COUNT
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    numerator_is: Quantity | None = None
    denominator_is: Quantity | None = None
    decision: str = ""
    about_people: bool = True

    @property
    def quantities(self) -> dict[Quantity, Decimal]:
        """The numbers that this cell gives away where it is shown; parts of 0 also without a value."""
        if self.kind is Kind.COUNT:
            return {} if self.value is None else {Quantity(self.name, "value"): self.value}
        if self.numerator is None or self.denominator is None:
            return {}
        above, below = self.part("numerator"), self.part("denominator")
        return {above: self.numerator, below: self.denominator}

    def part(self, part: str) -> Quantity:
        """The number that stands for a part: its own, or the one elsewhere that it repeats."""
        repeated = self.numerator_is if part == "numerator" else self.denominator_is
        return repeated or Quantity(self.name, part)


@dataclass(frozen=True)
class Relation:
    """Cells that add up to another: areas to a partnership, quarters to a year, items to a whole.

    Of percentages and means it is the numerators that add up, and the denominators where they do. A stock
    of the last quarter is the one part of its year.
    """

    total: CellName
    parts: tuple[CellName, ...]


@dataclass(frozen=True)
class SuppressionRule:
    """The settings of the rule; a partnership may keep stricter ones.

    Counts and numerators above 0 and below `smallest_shown` are kept back, and whatever has such a
    denominator. A value whose parts nobody knows can not be tested: it is kept back unless
    `shows_untested`.
    """

    smallest_shown: int = 6
    protection: Decimal = Decimal(5)
    shows_untested: bool = False
    source: str = "DfE, Characteristics of children in need, 2020 edition: 1 to 5 are suppressed"


RULE = SuppressionRule()


class Verdict(StrEnum):
    """What becomes of a cell; to the public the last two look alike."""

    SHOWN = "shown"
    DECIDED = "shown by decision"
    PRIMARY = "kept back: small number"
    SECONDARY = "kept back: would give away a small number"

    @property
    def is_shown(self) -> bool:
        return self in (Verdict.SHOWN, Verdict.DECIDED)


@dataclass(frozen=True)
class Protected:
    """What may be shown of a release set. `exposed` can be worked out in spite of it."""

    verdicts: Mapping[CellName, Verdict]
    exposed: tuple[CellName, ...]

    def shows(self, name: CellName) -> bool:
        """Whether a cell may be shown, with its parts; KeyError for one that was not in the set."""
        return self.verdicts[name].is_shown


def is_small(cell: Cell, rule: SuppressionRule = RULE) -> bool:
    """Whether a cell is a small number by itself; for the board it is then marked, and shown."""
    if not cell.about_people:
        return False
    untested = cell.value is not None and not cell.quantities and not rule.shows_untested
    return untested or any(_small_quantities(cell, rule))


def protect(
    cells: Iterable[Cell], relations: Iterable[Relation], rule: SuppressionRule = RULE
) -> Protected:
    """Decide for each cell of a release set whether the public may see it.

    First small numbers are hidden. Then, while a hidden number could be worked out too closely, the
    smallest number that stands in its way is hidden with it. ValueError where a name comes twice or a
    relation names a cell that is not in the set. A sum that does not hold, or of which a part is missing,
    is treated as if a reader knew by how much.
    """
    release = _Release(tuple(cells), tuple(relations), rule)
    waiting = release.hide_small_numbers()
    exposed = []
    while waiting:
        quantity = waiting.pop()
        if release.is_safe(quantity):
            continue
        another = release.next_to_hide(quantity)
        if another is None:
            exposed.append(quantity)
        else:
            release.hide(another, Verdict.SECONDARY)
            waiting += [quantity, another]
    return release.protected(exposed)


def _small_quantities(cell: Cell, rule: SuppressionRule) -> Iterator[Quantity]:
    for quantity, number in cell.quantities.items():
        scores = cell.kind is Kind.MEAN and quantity == cell.part("numerator")
        if 0 < number < rule.smallest_shown and not scores:
            yield quantity


class _Release:
    """The cells of a set, the numbers behind them, and which of these are hidden so far."""

    def __init__(
        self, cells: tuple[Cell, ...], relations: tuple[Relation, ...], rule: SuppressionRule
    ) -> None:
        self.rule = rule
        self.cells = {cell.name: cell for cell in cells}
        if len(self.cells) < len(cells):
            raise ValueError("a cell stands twice in the release set")
        self.verdicts = {
            cell.name: Verdict.DECIDED if cell.decision else Verdict.SHOWN for cell in cells
        }
        self.truth: dict[Quantity, Decimal] = {}
        self.given_by: dict[Quantity, list[CellName]] = {}
        for cell in cells:
            for quantity, number in cell.quantities.items():
                self.truth.setdefault(quantity, number)
                self.given_by.setdefault(quantity, []).append(cell.name)
        self._bounds: dict[object, Bounds[Quantity]] = {}
        self.equations_of: dict[Quantity, list[Equation]] = {}
        for equation in (*self._of_wholes(), *self._of_relations(relations)):
            for quantity in equation:
                self.equations_of.setdefault(quantity, []).append(equation)

    def _of_wholes(self) -> Iterator[Equation]:
        """A percentage's denominator is its numerator and a rest, which nobody is ever shown."""
        for cell in self.cells.values():
            if cell.kind is Kind.PERCENTAGE and cell.quantities:
                above, below = cell.part("numerator"), cell.part("denominator")
                rest = Quantity(cell.name, "rest")
                self.truth[rest] = max(Decimal(0), self.truth[below] - self.truth[above])
                yield {below: 1, above: -1, rest: -1}

    def _of_relations(self, relations: tuple[Relation, ...]) -> Iterator[Equation]:
        for relation in relations:
            missing = {relation.total, *relation.parts} - self.cells.keys()
            if missing:
                raise ValueError(f"a relation names {', '.join(map(str, missing))}, not in the set")
            total = list(self.cells[relation.total].quantities)
            every = [list(self.cells[part].quantities) for part in relation.parts]
            parts = [part for part in every if len(part) == len(total)]
            for position, quantity in enumerate(total):
                equation = Counter({quantity: 1})
                equation.subtract(part[position] for part in parts)
                left = sum(factor * self.truth[each] for each, factor in equation.items())
                if position == 0 or not left:
                    yield dict(equation)

    def is_hidden(self, quantity: Quantity) -> bool:
        return not any(self.verdicts[name].is_shown for name in self.given_by.get(quantity, ()))

    def hide(self, quantity: Quantity, verdict: Verdict) -> None:
        """Keep back every cell that gives a number away, except by decision."""
        for name in self.given_by[quantity]:
            if self.verdicts[name] is Verdict.SHOWN:
                self.verdicts[name] = verdict

    def hide_small_numbers(self) -> list[Quantity]:
        """Keep back what is small; the numbers that must now stay safe."""
        guarded: list[Quantity] = []
        for cell in self.cells.values():
            if not cell.decision and is_small(cell, self.rule):
                self.verdicts[cell.name] = Verdict.PRIMARY
                guarded += _small_quantities(cell, self.rule)
        for quantity in guarded:
            self.hide(quantity, Verdict.SECONDARY)
        return list(dict.fromkeys(reversed(guarded)))

    def is_safe(self, quantity: Quantity) -> bool:
        """Whether a number is hidden, and can not be worked out more closely than the rule allows."""
        return self.is_hidden(quantity) and self._is_wide(quantity, *self._linked(quantity))

    def next_to_hide(self, quantity: Quantity) -> Quantity | None:
        """The number to hide next for the sake of this one; None where there is none.

        It is looked for in the equations that pin this number by themselves, else in all that are
        linked to it. A number is preferred whose other equations have something hidden already, so that
        nothing further need be hidden for its sake; then the smallest above 0.
        """
        if not self.is_hidden(quantity):
            return None
        tight = [
            equation
            for equation in self.equations_of.get(quantity, [])
            if not self._is_wide(quantity, set(filter(self.is_hidden, equation)), [equation])
        ]
        for equations in (tight, self._linked(quantity)[1]):
            shown = {each for equation in equations for each in equation if self._may_hide(each)}
            if shown:
                return min(shown, key=self._cost)
        return None

    def protected(self, exposed: list[Quantity]) -> Protected:
        names = {name for quantity in exposed for name in self.given_by[quantity]}
        kept = (name for name in sorted(names) if not self.verdicts[name].is_shown)
        return Protected(self.verdicts, tuple(kept))

    def _linked(self, quantity: Quantity) -> tuple[set[Quantity], list[Equation]]:
        """The hidden numbers that hang together with this one, and the equations between them."""
        linked, waiting = {quantity}, [quantity]
        equations: dict[int, Equation] = {}
        while waiting:
            for equation in self.equations_of.get(waiting.pop(), []):
                if id(equation) not in equations:
                    equations[id(equation)] = equation
                    new = {each for each in equation if self.is_hidden(each)} - linked
                    linked |= new
                    waiting += new
        return linked, list(equations.values())

    def _is_wide(self, quantity: Quantity, hidden: set[Quantity], known: list[Equation]) -> bool:
        """Kept from one question to the next, as most are about the same equations."""
        key = (frozenset(hidden), frozenset(map(id, known)))
        bounds = self._bounds.get(key)
        if bounds is None:
            truth = {each: self.truth[each] for each in sorted(hidden)}
            sums = [
                {each: f for each, f in equation.items() if each in hidden} for equation in known
            ]
            bounds = self._bounds[key] = Bounds(truth, sums)
        return bounds.is_wide(quantity, self.rule.protection)

    def _may_hide(self, quantity: Quantity) -> bool:
        verdicts = [self.verdicts[name] for name in self.given_by.get(quantity, ())]
        return not self.is_hidden(quantity) and Verdict.DECIDED not in verdicts

    def _cost(self, quantity: Quantity) -> tuple[int, bool, Decimal, Quantity]:
        untouched = [
            equation
            for equation in self.equations_of[quantity]
            if not any(self.is_hidden(each) for each in equation)
        ]
        number = self.truth[quantity]
        return (len(untouched), not number, number, quantity)
