"""The four rules by which a point of an individuals chart is no noise."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from goldthread.measures.control import RULES, ControlRules, Limits


class Signal(StrEnum):
    """Why a point is a special cause; the value is what stands on the screen."""

    OUTSIDE = "outside the limits"
    RUN = "part of a run on one side of the mean"
    TREND = "part of a trend"
    NEAR = "one of two out of three near a limit"


Signals = frozenset[Signal]


def signals(
    values: Sequence[Decimal], limits: Limits, rules: ControlRules = RULES
) -> list[Signals]:
    """The signals of each of the values of one stretch, in their order."""
    sides = [side(value, limits.mean) for value in values]
    found = {
        Signal.OUTSIDE: [not limits.low <= value <= limits.high for value in values],
        Signal.RUN: _runs(sides, rules.run),
        Signal.TREND: _trends(values, rules.trend),
        Signal.NEAR: _near(values, sides, limits, rules),
    }
    return [
        frozenset(signal for signal, flags in found.items() if flags[at])
        for at in range(len(values))
    ]


def side(value: Decimal, mean: Decimal) -> int:
    """1 above the mean, -1 below it, 0 on it."""
    return (value > mean) - (value < mean)


def _runs(sides: Sequence[int], length: int) -> list[bool]:
    return _covered(
        len(sides), length, lambda first: abs(sum(sides[first : first + length])) == length
    )


def _trends(values: Sequence[Decimal], length: int) -> list[bool]:
    steps = [side(later, earlier) for earlier, later in pairwise(values)]
    return _covered(
        len(values), length, lambda first: abs(sum(steps[first : first + length - 1])) == length - 1
    )


def _near(
    values: Sequence[Decimal], sides: Sequence[int], limits: Limits, rules: ControlRules
) -> list[bool]:
    """Only the near ones are signals, and only where the whole few lie on one side of the mean."""
    near = [
        limits.low <= value < limits.near_low or limits.near_high < value <= limits.high
        for value in values
    ]
    span = rules.near_of
    covered = _covered(
        len(values),
        span,
        lambda first: (
            sum(near[first : first + span]) >= rules.near
            and abs(sum(sides[first : first + span])) == span
        ),
    )
    return [is_near and is_covered for is_near, is_covered in zip(near, covered, strict=True)]


def _covered(count: int, span: int, holds: Callable[[int], bool]) -> list[bool]:
    """Which of `count` places lie in some span that holds, told by its first place."""
    found = [False] * count
    for first in range(count - span + 1):
        if holds(first):
            found[first : first + span] = [True] * span
    return found
