from decimal import Decimal as D

from goldthread.measures.control import Limits
from goldthread.measures.special_causes import Signal, signals

# A mean of 10, limits 1 and 19, so that beyond 4 and 16 a point is near one.
LIMITS = Limits(D(10), D(1), D(19), D(3), D(10))


def said(*values):
    return [set(found) for found in signals([D(value) for value in values], LIMITS)]


def test_only_what_lies_beyond_a_limit_is_outside():
    assert said(19, "19.1", 1, "0.9")[:1] == [set()]
    assert said("19.1", 10, "0.9") == [{Signal.OUTSIDE}, set(), {Signal.OUTSIDE}]


def test_two_of_three_near_a_limit_are_signals_and_the_third_is_not():
    assert said(17, 12, 18) == [{Signal.NEAR}, set(), {Signal.NEAR}]


def test_near_both_limits_is_no_signal():
    assert said(17, 12, 2) == [set(), set(), set()]
    assert said(17, 9, 18) == [set(), set(), set()]


def test_a_point_outside_is_not_near():
    assert said(17, 12, 20) == [set(), set(), {Signal.OUTSIDE}]


def test_a_point_on_the_mean_ends_a_run():
    assert said(*[11] * 6, 10, *[11] * 6) == [set()] * 13


def test_seven_on_one_side_are_a_run_whole():
    assert said(9, 11, 12, 11, 12, 11, 12, 11, 9)[1:8] == [{Signal.RUN}] * 7


def test_seven_that_fall_are_a_trend_whole():
    assert said(13, 12, 11, 10, 9, 8, 7) == [{Signal.TREND}] * 7
