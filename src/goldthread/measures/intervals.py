"""95% confidence intervals of counts, rates and percentages, as England's public health statistics have them.

Methods of the technical guide Confidence Intervals (Public Health Data Science, 25 May 2018): Byar's for
counts and rates of 10 or more (Breslow and Day 1987) and the exact Poisson interval below (Garwood 1936);
Wilson's score for percentages (Wilson 1927, Newcombe 1998). Of very few the exact binomial interval can be
taken (Clopper and Pearson 1934).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldthread.measures.catalogue import Kind
from goldthread.measures.values import KEPT_PLACES, Measured, rounded

# The point below which 97.5% of a normal distribution lies, and how much lies above it.
Z = Decimal("1.959963984540054")
TAIL = 0.025

# From here on Byar's method is within 0.2% of the exact interval; the guide takes another below.
FEWEST_FOR_BYAR = 10
# Our own choice: among fewer the score interval covers less than it says for shares near 0 or 1.
FEWEST_FOR_WILSON = 10


class Method(StrEnum):
    """How an interval was worked out; the value is what stands on the screen."""

    BYAR = "Byar’s method"
    EXACT_POISSON = "exact Poisson"
    WILSON = "Wilson’s score"
    EXACT_BINOMIAL = "exact binomial"


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


def exact_count(count: Decimal, tail: float = TAIL) -> Interval:
    """The exact Poisson interval of any count, with so much left out at each end."""
    from scipy.special import gammaincinv  # half a second: only where an interval is asked for

    at = float(count)
    low = gammaincinv(at, tail) if at else 0.0
    return Interval(_kept(low), _kept(gammaincinv(at + 1, 1 - tail)))


def rate_interval(count: Decimal, population: Decimal, multiplier: int = 10_000) -> Interval:
    """The interval of a rate: that of its count, by the same population."""
    interval = count_interval(count) if count >= FEWEST_FOR_BYAR else exact_count(count)
    low, high = (end * multiplier / population for end in (interval.low, interval.high))
    return Interval(rounded(low, KEPT_PLACES), rounded(high, KEPT_PLACES))


def percentage_interval(numerator: Decimal, denominator: Decimal) -> Interval:
    """Wilson's interval of a percentage; ValueError where the denominator is 0."""
    _insist_on(denominator)
    share, square = numerator / denominator, Z * Z
    reach = Z * (square + 4 * numerator * (1 - share)).sqrt()
    low, high = (
        100 * (2 * numerator + square + sign * reach) / (2 * (denominator + square))
        for sign in (-1, 1)
    )
    return Interval(rounded(low, KEPT_PLACES), rounded(high, KEPT_PLACES))


def exact_percentage(numerator: Decimal, denominator: Decimal) -> Interval:
    """The exact binomial interval of a percentage; ValueError where the denominator is 0."""
    from scipy.special import betaincinv  # half a second: only where an interval is asked for

    _insist_on(denominator)
    of, among = float(numerator), float(denominator)
    low = betaincinv(of, among - of + 1, TAIL) if of else 0.0
    high = betaincinv(of + 1, among - of, 1 - TAIL) if of < among else 1.0
    return Interval(_kept(100 * low), _kept(100 * high))


def interval_of(
    measured: Measured, kind: Kind, multiplier: int = 1
) -> tuple[Interval, Method] | None:
    """The interval that suits a value, and its method; None where its parts are not known, or for a mean."""
    if kind is Kind.COUNT and measured.value is not None:
        return _counted(measured.value)
    above, below = measured.numerator, measured.denominator
    if above is None or not below or kind is Kind.MEAN:
        return None
    if kind is Kind.RATE:
        return rate_interval(above, below, multiplier), _counted(above)[1]
    if below < FEWEST_FOR_WILSON:
        return exact_percentage(above, below), Method.EXACT_BINOMIAL
    return percentage_interval(above, below), Method.WILSON


def _counted(count: Decimal) -> tuple[Interval, Method]:
    if count < FEWEST_FOR_BYAR:
        return exact_count(count), Method.EXACT_POISSON
    return count_interval(count), Method.BYAR


def _insist_on(denominator: Decimal) -> None:
    if not denominator:
        raise ValueError("nothing was counted: there is no interval")


def _kept(end: float) -> Decimal:
    return rounded(Decimal(float(end)), KEPT_PLACES)
