"""Charts of what happens seldom: the cases, or the days, from one event to the next.

Of few events a chart by period is mostly nought and tells nothing. The g chart has the cases between two
events and the t chart the time (Provost and Murray, The Health Care Data Guide, 2011; Benneyan 2001). In
both a point beyond the upper limit is a longer while than chance allows: good where the event is bad.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
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


class Spacing(StrEnum):
    """How long a while between two events is; the value is what stands on the screen."""

    USUAL = "as chance would have it"
    LONG = "longer than chance allows"
    SHORT = "shorter than chance allows"


@dataclass(frozen=True)
class Event:
    """One event: its day, and the cases since the event before it, where somebody counted them."""

    on: date
    cases: int | None = None


@dataclass(frozen=True)
class Gap:
    """What lies between an event and the one before it; `size` is None where nobody counted."""

    until: date
    size: Decimal | None
    spacing: Spacing = Spacing.USUAL


@dataclass(frozen=True)
class Spaced:
    """The gaps in order of time, and their limits: None where they are too few to be judged."""

    gaps: tuple[Gap, ...]
    limits: RareLimits | None

    @property
    def known(self) -> tuple[Gap, ...]:
        """The gaps whose size is known."""
        return tuple(gap for gap in self.gaps if gap.size is not None)

    def spacing(self, size: Decimal) -> Spacing:
        """Where a while stands to the limits; as chance would have it where there are none."""
        if self.limits is None:
            return Spacing.USUAL
        if size > self.limits.high:
            return Spacing.LONG
        low = self.limits.low
        return Spacing.SHORT if low is not None and size < low else Spacing.USUAL


def spaced_by_days(events: Sequence[Event], rules: ControlRules = RULES) -> Spaced:
    """The t chart of events in whatever order: days from each to the next."""
    days = sorted(event.on for event in events)
    sizes = days_between(days)
    found = t_limits(sizes, rules) if len(sizes) >= rules.enough else None
    if found is not None and found.low is not None and found.low < 1:
        found = replace(found, low=None)  # whole days are counted: nothing but nought lies below it
    return _judged(list(zip(days[1:], sizes, strict=True)), found)


def spaced_by_cases(events: Sequence[Event], rules: ControlRules = RULES) -> Spaced:
    """The g chart of events in whatever order: cases from each to the next, as they were counted."""
    later = sorted(events, key=lambda event: event.on)[1:]
    sizes = [None if event.cases is None else Decimal(event.cases) for event in later]
    known = [size for size in sizes if size is not None]
    found = g_limits(known) if len(known) >= rules.enough else None
    return _judged([(event.on, size) for event, size in zip(later, sizes, strict=True)], found)


def _judged(gaps: Sequence[tuple[date, Decimal | None]], found: RareLimits | None) -> Spaced:
    plain = Spaced(tuple(Gap(until, size) for until, size in gaps), found)
    return Spaced(
        tuple(
            gap if gap.size is None else Gap(gap.until, gap.size, plain.spacing(gap.size))
            for gap in plain.gaps
        ),
        found,
    )
