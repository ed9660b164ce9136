"""How much areas differ beyond chance altogether, and the limits of a funnel widened by it.

The additive random effects of Spiegelhalter (Handling over-dispersion of performance indicators, Quality and
Safety in Health Care 14, 2005; with others, Statistical methods for healthcare regulation, 2012), as the NHS-R
community's FunnelPlotR works them out: proportions on the scale of the arc sine of the root, rates on that of
the root of counted ÷ expected, the outermost scores drawn in, and the variance between areas by the method of
DerSimonian and Laird. Plain floats: what is estimated here is no exact figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import asin, pi, sin, sqrt
from statistics import quantiles

from goldthread.measures.funnel import OUTER_Z, FunnelLimits
from goldthread.measures.intervals import Z
from goldthread.measures.values import KEPT_PLACES, rounded

FEWEST = 10  # areas, below which the variance between them is not estimated


@dataclass(frozen=True)
class Spread:
    """`ratio` is 1 where areas differ by chance alone; `between` is the variance that chance leaves over."""

    ratio: float
    between: float

    @property
    def widens(self) -> bool:
        """Whether anything is left over."""
        return self.between > 0


def spread_of(scores: Sequence[float], errors: Sequence[float]) -> Spread:
    """The spread of areas by their scores (in standard errors from the average) and standard errors."""
    count = len(scores)
    ratio = sum(score * score for score in scores) / count
    weights = [1 / (error * error) for error in errors]
    left = sum(weights) - sum(weight * weight for weight in weights) / sum(weights)
    return Spread(ratio, max(0.0, (count * ratio - (count - 1)) / left))


def drawn_in(scores: Sequence[float], percent: int) -> list[float]:
    """The scores with those beyond a share at each end moved to where it begins (winsorised)."""
    if not percent:
        return list(scores)
    steps = quantiles(scores, n=100, method="inclusive")
    low, high = steps[percent - 1], steps[99 - percent]
    return [min(max(score, low), high) for score in scores]


def spread_of_proportions(
    parts: Sequence[tuple[Decimal, Decimal]], middle: Decimal, percent: int
) -> Spread:
    """The spread of proportions, each as what was counted and among how many, about an average from 0 to 1."""
    target = asin(sqrt(middle))
    errors = [1 / (2 * sqrt(below)) for _, below in parts]
    scores = [
        (asin(sqrt(min(above / below, Decimal(1)))) - target) / error
        for (above, below), error in zip(parts, errors, strict=True)
    ]
    return spread_of(drawn_in(scores, percent), errors)


def spread_of_rates(
    parts: Sequence[tuple[Decimal, Decimal]], middle: Decimal, percent: int
) -> Spread:
    """The same of rates whose average per one person is `middle`."""
    expected = [float(middle * below) for _, below in parts]
    errors = [1 / (2 * sqrt(each)) for each in expected]
    scores = [
        (sqrt(float(above) / each) - 1) / error
        for (above, _), each, error in zip(parts, expected, errors, strict=True)
    ]
    return spread_of(drawn_in(scores, percent), errors)


def wide_proportion_limits(
    middle: Decimal, size: Decimal, spread: Spread, multiplier: int = 100
) -> FunnelLimits:
    """The limits of a proportion at a size of area, about an average from 0 to 1."""
    target, error = asin(sqrt(middle)), sqrt(1 / (4 * float(size)) + spread.between)

    def at(distance: Decimal) -> Decimal:
        angle = min(max(target + float(distance) * error, 0.0), pi / 2)
        return rounded(Decimal(sin(angle) ** 2 * multiplier), KEPT_PLACES)

    return FunnelLimits(at(-Z), at(Z), at(-OUTER_Z), at(OUTER_Z))


def wide_rate_limits(
    middle: Decimal, size: Decimal, spread: Spread, multiplier: int = 100_000
) -> FunnelLimits:
    """The limits of a rate at a size of area; `middle` is the average per one person."""
    error = sqrt(1 / (4 * float(middle * size)) + spread.between)

    def at(distance: Decimal) -> Decimal:
        root = max(1 + float(distance) * error, 0.0)
        return rounded(Decimal(float(middle) * root * root * multiplier), KEPT_PLACES)

    return FunnelLimits(at(-Z), at(Z), at(-OUTER_Z), at(OUTER_Z))
