"""The limits of a funnel plot: how far from the average an area of its size strays by chance.

As England's public health statistics draw it (Fingertips technical guidance, and PHEindicatormethods that
works it out): limits of 95% and of 99.8% (Spiegelhalter, Statistics in Medicine 24, 2005), of proportions
by the normal distribution about the average, of rates by the exact Poisson interval.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldthread.measures.intervals import TAIL, Z, exact_count
from goldthread.measures.values import KEPT_PLACES, rounded

# The point below which 99.9% of a normal distribution lies, and how much lies above it.
OUTER_Z = Decimal("3.090232306167813")
OUTER_TAIL = 0.001


class Standing(StrEnum):
    """Where an area stands to the funnel; the value is what stands on the screen."""

    FAR_ABOVE = "above the 99.8% limit"
    ABOVE = "above the 95% limit"
    WITHIN = "within the limits: as chance would have it"
    BELOW = "below the 95% limit"
    FAR_BELOW = "below the 99.8% limit"


@dataclass(frozen=True)
class FunnelLimits:
    """The four limits at one size of area, in the unit of the value, kept to 6 places."""

    low: Decimal
    high: Decimal
    outer_low: Decimal
    outer_high: Decimal

    def standing(self, value: Decimal) -> Standing:
        """Where a value of an area of this size stands."""
        if value > self.outer_high:
            return Standing.FAR_ABOVE
        if value < self.outer_low:
            return Standing.FAR_BELOW
        if value > self.high:
            return Standing.ABOVE
        return Standing.BELOW if value < self.low else Standing.WITHIN


def average(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """All that was counted ÷ all that it was counted among: the line in the middle of a funnel."""
    pairs = list(parts)
    below = sum((each for _, each in pairs), Decimal(0))
    return sum((each for each, _ in pairs), Decimal(0)) / below


def proportion_limits(middle: Decimal, denominator: Decimal, multiplier: int = 100) -> FunnelLimits:
    """The limits of a proportion about an average (from 0 to 1), never below 0 nor above 1."""
    spread = (middle * (1 - middle) / denominator).sqrt()

    def at(distance: Decimal) -> Decimal:
        end = min(max(middle + distance * spread, Decimal(0)), Decimal(1))
        return rounded(end * multiplier, KEPT_PLACES)

    return FunnelLimits(at(-Z), at(Z), at(-OUTER_Z), at(OUTER_Z))


def rate_standing(count: Decimal, expected: Decimal) -> Standing:
    """Where an area stands by its count, beside the count that the average would give its population."""
    inner, outer = exact_count(count, TAIL), exact_count(count, OUTER_TAIL)
    if outer.low > expected:
        return Standing.FAR_ABOVE
    if outer.high < expected:
        return Standing.FAR_BELOW
    if inner.low > expected:
        return Standing.ABOVE
    return Standing.BELOW if inner.high < expected else Standing.WITHIN


@dataclass(frozen=True)
class Turning:
    """The population from which on a count is below (or up to which it is above) a limit, and its rate."""

    population: Decimal
    rate: Decimal


def rate_turnings(
    middle: Decimal, count: Decimal, tail: float = TAIL, multiplier: int = 100_000
) -> tuple[Turning, Turning]:
    """Where a count touches the lower and the upper limit; `middle` is the average per one person."""
    found = exact_count(count, tail)
    low, high = (
        Turning(
            rounded(end / middle, KEPT_PLACES),
            rounded(count * middle / end * multiplier, KEPT_PLACES),
        )
        for end in (found.high, found.low)
    )
    return low, high


Curves = tuple[tuple[tuple[Decimal, Decimal], ...], tuple[tuple[Decimal, Decimal], ...]]
_COUNTS = tuple(sorted({round(1.28**step) for step in range(45)}))  # 1 to 52,000, dense where few


def proportion_curves(
    middle: Decimal, largest: Decimal, multiplier: int = 100
) -> tuple[Curves, Curves]:
    """The lower and upper 95% limit, then the 99.8% limit, as points of size and value, up to a size."""
    return curves_of(largest, lambda size: proportion_limits(middle, size, multiplier))


def curves_of(
    largest: Decimal, limits_at: Callable[[Decimal], FunnelLimits]
) -> tuple[Curves, Curves]:
    """The same of whatever limits are known at each size."""
    sizes = [max(largest * step * step / 3600, Decimal(1)) for step in range(1, 61)]
    found = [(size, limits_at(size)) for size in sizes]
    inner = tuple((s, f.low) for s, f in found), tuple((s, f.high) for s, f in found)
    outer = tuple((s, f.outer_low) for s, f in found), tuple((s, f.outer_high) for s, f in found)
    return inner, outer


def rate_curves(
    middle: Decimal, largest: Decimal, multiplier: int = 100_000
) -> tuple[Curves, Curves]:
    """The same of a rate whose average per one person is `middle`: where counts touch their limits."""
    inner, outer = (_touched(middle, largest, tail, multiplier) for tail in (TAIL, OUTER_TAIL))
    return inner, outer


def _touched(middle: Decimal, largest: Decimal, tail: float, multiplier: int) -> Curves:
    turnings = [rate_turnings(middle, Decimal(count), tail, multiplier) for count in _COUNTS]
    low, high = (
        tuple((each.population, each.rate) for each in side if each.population <= largest)
        for side in zip(*turnings, strict=True)
    )
    return low, high
