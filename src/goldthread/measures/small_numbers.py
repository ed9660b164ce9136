"""What a small number is, and what can become of a cell for its sake."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldthread.measures.catalogue import Kind, catalogue
from goldthread.measures.cells import Cell, Quantity

SYMBOL = "c"  # confidential: the Department's sign for a number kept back


@dataclass(frozen=True)
class Stricter:
    """A stricter limit with where it comes from: `about` an indicator, all of one agency, or "" for every figure."""

    about: str
    smallest_shown: int
    source: str


@dataclass(frozen=True)
class SuppressionRule:
    """The settings of the rule; a partnership may keep stricter ones, of which for each figure the strictest holds.

    Counts and numerators above 0 and below `smallest_shown` are kept back, and whatever has such a
    denominator. `protection` and `fewest_left` are what is promised of each, see above. A value whose
    parts nobody knows can not be tested: it is kept back unless `shows_untested`.
    """

    smallest_shown: int = 6
    protection: Decimal = Decimal(5)
    fewest_left: int = 2
    shows_untested: bool = False
    source: str = "DfE, Characteristics of children in need, 2020 edition: 1 to 5 are suppressed"
    stricter: tuple[Stricter, ...] = ()

    def smallest_of(self, key: str) -> int:
        """The smallest number that is shown of an indicator; never less than `smallest_shown`."""
        row = catalogue().get(key)
        about = ("", key, row.agency.value if row else "")
        limits = (each.smallest_shown for each in self.stricter if each.about in about)
        return max((self.smallest_shown, *limits))

    def room_of(self, key: str) -> Decimal:
        """How wide a range is left for its small numbers: as wide as all of them, where the limit is stricter."""
        smallest = self.smallest_of(key)
        return self.protection if smallest == self.smallest_shown else Decimal(smallest - 1)


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


def is_small(cell: Cell, rule: SuppressionRule = RULE) -> bool:
    """Whether a cell is a small number by itself; for the board it is then marked, and shown."""
    if not cell.about_people:
        return False
    untested = cell.value is not None and not cell.quantities and not rule.shows_untested
    return untested or any(small_quantities(cell, rule))


def small_quantities(cell: Cell, rule: SuppressionRule) -> Iterator[Quantity]:
    """The numbers of a cell that are small; the sum of scores behind a mean is no number of people."""
    for quantity, number in cell.quantities.items():
        scores = cell.kind is Kind.MEAN and quantity == cell.part("numerator")
        smallest = max(rule.smallest_of(cell.name.key), rule.smallest_of(quantity.cell.key))
        if 0 < number < smallest and not scores:
            yield quantity
