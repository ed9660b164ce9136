"""The individuals chart (XmR) as the NHS draws it: its limits, and the numbers that it goes by.

Making Data Count (NHS England) and the package of the NHS-R community that follows it,
NHSRplotthedots, are the sources of the rules; what each number rests on stands beside it in `SHIPPED`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class ControlRules:
    """The numbers of the chart; `SHIPPED` tells where each comes from."""

    limit_multiple: Decimal = Decimal("2.66")
    range_multiple: Decimal = Decimal("3.267")
    screens_ranges: bool = False
    run: int = 7
    trend: int = 7
    near_of: int = 3
    near: int = 2
    enough: int = 12


@dataclass(frozen=True)
class Shipped:
    """One number of the rules with its source; `confirmed` where it was read in the source itself."""

    name: str
    meaning: str
    source: str
    confirmed: bool


_NHSR = "NHSRplotthedots (NHS-R community)"

RULES = ControlRules()
SHIPPED = (
    Shipped(
        "limit_multiple",
        "Limits lie this many mean moving ranges from the mean",
        f"Wheeler, Understanding Variation, page 60; {_NHSR}",
        True,
    ),
    Shipped(
        "range_multiple",
        "A moving range above this many mean moving ranges is outlying",
        f"{_NHSR}, where outlying ranges are screened; Wheeler rounds to 3.27",
        True,
    ),
    Shipped(
        "screens_ranges",
        "Outlying moving ranges are left out before the limits are worked out",
        f"{_NHSR}, vignette on deviations: the Making Data Count spreadsheets screen none, the"
        " package does",
        True,
    ),
    Shipped("run", "Points in a row on one side of the mean", _NHSR, True),
    Shipped("trend", "Points in a row that rise, or that fall", _NHSR, True),
    Shipped(
        "near",
        "Points, of `near_of` in a row on one side of the mean, beyond two thirds of the way to the"
        " limit and inside it",
        _NHSR,
        True,
    ),
    Shipped("near_of", "Points in a row that `near` is counted among", _NHSR, True),
    Shipped(
        "enough",
        "Points that a stretch needs before anything is judged",
        f"{_NHSR}, vignette on the number of points: below 12 its limits are on trial. Making Data"
        " Count's own number was not found in a text that could be read",
        False,
    ),
)


@dataclass(frozen=True)
class Limits:
    """A mean, its limits, and the mean moving range with its own upper limit; none is cut at 0."""

    mean: Decimal
    low: Decimal
    high: Decimal
    mean_range: Decimal
    high_range: Decimal

    @property
    def near_low(self) -> Decimal:
        """Two thirds of the way from the mean to the lower limit."""
        return self.mean - (self.mean - self.low) * 2 / 3

    @property
    def near_high(self) -> Decimal:
        """Two thirds of the way from the mean to the upper limit."""
        return self.mean + (self.high - self.mean) * 2 / 3


def moving_ranges(values: Sequence[Decimal | None]) -> list[Decimal]:
    """What each value differs by from the one before; none beside a value that is missing."""
    return [
        abs(later - earlier)
        for earlier, later in pairwise(values)
        if earlier is not None and later is not None
    ]


def limits(values: Sequence[Decimal | None], rules: ControlRules = RULES) -> Limits:
    """The limits of values in order of time, None where one is missing.

    ValueError where no two stand beside one another.
    """
    known = [value for value in values if value is not None]
    ranges = moving_ranges(values)
    if not ranges:
        raise ValueError("no two values stand beside one another")
    mean, mean_range = _mean(known), _mean(ranges)
    if rules.screens_ranges and mean_range:
        ranges = [each for each in ranges if each < rules.range_multiple * mean_range]
        mean_range = _mean(ranges)
    reach = rules.limit_multiple * mean_range
    return Limits(mean, mean - reach, mean + reach, mean_range, rules.range_multiple * mean_range)


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)
