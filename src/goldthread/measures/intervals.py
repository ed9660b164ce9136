"""95% confidence intervals of counts, rates and percentages, as England's public health statistics have them.

Methods of the technical guide Confidence Intervals (Public Health Data Science, 25 May 2018): Byar's for
counts and rates (Breslow and Day 1987), Wilson's score for percentages (Wilson 1927, Newcombe 1998).
"""

from dataclasses import dataclass
from decimal import Decimal

from goldthread.measures.values import KEPT_PLACES, rounded

# The point below which 97.5% of a normal distribution lies.
Z = Decimal("1.959963984540054")

# From here on Byar's method is within 0.2% of the exact interval; the guide takes another below.
FEWEST_FOR_BYAR = 10


@dataclass(frozen=True)
class Interval:
    """The ends of an interval, in the unit of the value, kept to 6 places."""

    low: Decimal
    high: Decimal


def count_interval(count: Decimal) -> Interval:
    """Byar's interval of a count of 10 or more; ValueError below."""
    if count < FEWEST_FOR_BYAR:
        raise ValueError(f"fewer than {FEWEST_FOR_BYAR} are too few for this interval")
    low, high = (
        at * (1 - 1 / (9 * at) + sign * Z / (3 * at.sqrt())) ** 3
        for at, sign in ((count, -1), (count + 1, 1))
    )
    return Interval(rounded(low, KEPT_PLACES), rounded(high, KEPT_PLACES))


def rate_interval(count: Decimal, population: Decimal, multiplier: int = 10_000) -> Interval:
    """The interval of a rate: that of its count of 10 or more, by the same population."""
    interval = count_interval(count)
    low, high = (end * multiplier / population for end in (interval.low, interval.high))
    return Interval(rounded(low, KEPT_PLACES), rounded(high, KEPT_PLACES))


def percentage_interval(numerator: Decimal, denominator: Decimal) -> Interval:
    """Wilson's interval of a percentage; ValueError where the denominator is 0."""
    if not denominator:
        raise ValueError("nothing was counted: there is no interval")
    share, square = numerator / denominator, Z * Z
    reach = Z * (square + 4 * numerator * (1 - share)).sqrt()
    low, high = (
        100 * (2 * numerator + square + sign * reach) / (2 * (denominator + square))
        for sign in (-1, 1)
    )
    return Interval(rounded(low, KEPT_PLACES), rounded(high, KEPT_PLACES))
