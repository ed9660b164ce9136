"""The cells of a release set, the numbers behind them, and the sums that hold between these."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from goldthread.measures.catalogue import Kind


class CellName(NamedTuple):
    """Where a cell stands; `origin` tells apart the same figure from a return and from a document."""

    key: str
    area: str
    period: str
    breakdown: str = ""
    origin: str = ""


class Quantity(NamedTuple):
    """One number of a cell: its `value`, `numerator` or `denominator`.

    `once` is what a number was that has been revised since: to a reader that is another number.
    """

    cell: CellName
    part: str
    once: str = ""


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
class Reading:
    """Cells that somebody reads side by side, and what adds up among them.

    `shown` names those that the public was shown, of a set that has been published, and `kept_back` those
    that it named and did not show. `is_guess` where numbers of different times are put together that may
    never have stood side by side.
    """

    cells: Mapping[CellName, Cell]
    relations: tuple[Relation, ...] = ()
    shown: frozenset[CellName] = frozenset()
    kept_back: frozenset[CellName] = frozenset()
    is_guess: bool = False

    def __post_init__(self) -> None:
        named = {name for each in self.relations for name in (each.total, *each.parts)}
        if missing := named - self.cells.keys():
            raise ValueError(f"a relation names {', '.join(map(str, missing))}, not in the set")

    @property
    def numbers(self) -> dict[Quantity, Decimal]:
        """Every number behind the cells; of one that two cells give, what the first says."""
        found: dict[Quantity, Decimal] = {}
        for cell in self.cells.values():
            for quantity, number in cell.quantities.items():
                found.setdefault(quantity, number)
        return found

    def is_off(self, relation: Relation) -> bool:
        """Whether the numbers of all cells of a relation are there and do not add up."""
        every = [
            list(self.cells[name].quantities.values()) for name in (relation.total, *relation.parts)
        ]
        if not all(every):
            return False
        total, *parts = (column[0] for column in every)
        return total != sum(parts)

    def equations(self, numbers: Mapping[Quantity, Decimal]) -> Iterator[Equation]:
        """What each relation says of the numbers; denominators only where they add up."""
        for relation in self.relations:
            total = list(self.cells[relation.total].quantities)
            every = [list(self.cells[part].quantities) for part in relation.parts]
            parts = [part for part in every if len(part) == len(total)]
            for position, quantity in enumerate(total):
                equation = Counter({quantity: 1})
                equation.subtract(part[position] for part in parts)
                left = sum(factor * numbers[each] for each, factor in equation.items())
                if position == 0 or not left:
                    yield dict(equation)
