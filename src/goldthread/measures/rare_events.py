"""Charts of what happens seldom: the cases, or the days, from one event to the next.

Of few events a chart by period is mostly nought and tells nothing. The g chart has the cases between two
events and the t chart the time (Provost and Murray, The Health Care Data Guide, 2011; Benneyan 2001). In
both a point beyond the upper limit is a longer while than chance allows: good where the event is bad.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from goldthread.measures.control import RULES, ControlRules, limits
from goldthread.measures.values import KEPT_PLACES, rounded

# The median of a geometric distribution is about this share of its mean: ln 2, as the book rounds it.
MEDIAN = Decimal("0.693")
# Time between events, to the power of 1 ÷ 3.6, is nearly normal (Nelson 1994).
POWER = Decimal("3.6")


@dataclass(frozen=True)
class RareLimits:
    """The middle and the upper limit, and the lower where there is one, kept to 6 places."""

    middle: Decimal
    high: Decimal
    low: Decimal | None = None


def days_between(days: Sequence[date]) -> list[Decimal]:
    """The days from each event to the next, in whatever order they are given."""
    return [Decimal((later - earlier).days) for earlier, later in pairwise(sorted(days))]


def g_limits(between: Sequence[Decimal]) -> RareLimits:
    """The limits of a g chart of cases, or whole days, between events; ValueError of none."""
    if not between:
        raise ValueError("nothing stands between fewer than two events")
    mean = sum(between, Decimal(0)) / len(between)
    high = mean + 3 * (mean * (mean + 1)).sqrt()
    return RareLimits(rounded(MEDIAN * mean, KEPT_PLACES), rounded(high, KEPT_PLACES))


def transformed(between: Decimal) -> Decimal:
    """A time between events, on the scale on which a t chart is worked out."""
    return between ** (1 / POWER) if between else Decimal(0)


def t_limits(between: Sequence[Decimal], rules: ControlRules = RULES) -> RareLimits:
    """The limits of a t chart of time between events, turned back into time; ValueError of fewer than two."""
    found = limits([transformed(each) for each in between], rules)
    middle, high = (rounded(end**POWER, KEPT_PLACES) for end in (found.mean, found.high))
    low = rounded(found.low**POWER, KEPT_PLACES) if found.low > 0 else None
    return RareLimits(middle, high, low)
