from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from goldthread.measures.rare_events import (
    Event,
    Spacing,
    days_between,
    g_limits,
    spaced_by_cases,
    spaced_by_days,
    t_limits,
)


def events(*days_apart, cases=None):
    """An event on 1 January 2020, and others so many days apart."""
    on, found = date(2020, 1, 1), [Event(date(2020, 1, 1))]
    for apart in days_apart:
        on += timedelta(days=apart)
        found.append(Event(on, cases))
    return found


def test_days_between_events_are_taken_in_order_of_time():
    days = [date(2026, 1, 11), date(2026, 1, 1), date(2026, 1, 11)]

    assert days_between(days) == [D(10), D(0)]


def test_a_g_chart_has_a_median_below_its_mean_and_no_lower_limit():
    # A mean of 8: 0.693 × 8, and 8 + 3 × √72.
    found = g_limits([D(4), D(12), D(8)])

    assert found.middle == D("5.544")
    assert found.high == D("33.455844")
    assert found.low is None


def test_a_t_chart_is_an_individuals_chart_turned_back_into_days():
    # 2 and 3 to the power of 3.6, so that the transformed mean is 2.5 and each moving range 1.
    days = [D(2) ** D("3.6"), D(3) ** D("3.6"), D(2) ** D("3.6"), D(3) ** D("3.6")]

    found = t_limits(days)

    assert float(found.middle) == pytest.approx(2.5**3.6)
    assert float(found.high) == pytest.approx(5.16**3.6)
    assert found.low is None


def test_a_steady_while_between_events_has_a_lower_limit():
    found = t_limits([D(50), D(52), D(50), D(52)])

    assert found.low is not None
    assert found.low < 50 < found.high


def test_one_event_has_nothing_between():
    with pytest.raises(ValueError, match="fewer than two events"):
        g_limits(days_between([date(2026, 1, 1)]))


def test_fewer_than_twelve_whiles_are_not_judged():
    assert spaced_by_days(events(*[30] * 11)).limits is None
    assert spaced_by_days(events(*[30] * 12)).limits is not None


def test_a_while_beyond_the_limit_is_longer_than_chance_allows():
    found = spaced_by_days(events(*[30, 34] * 6, 400))

    assert [gap.spacing for gap in found.gaps[:-1]] == [Spacing.USUAL] * 12
    assert found.gaps[-1].spacing is Spacing.LONG
    assert found.gaps[-1].size == 400


def test_events_close_together_are_told_where_there_is_a_lower_limit():
    found = spaced_by_days(events(*[50, 52] * 8, 1))

    assert found.gaps[-1].spacing is Spacing.SHORT


def test_a_while_that_still_runs_is_held_against_the_same_limits():
    found = spaced_by_days(events(*[30, 34] * 6))

    assert found.spacing(D(31)) is Spacing.USUAL
    assert found.spacing(D(400)) is Spacing.LONG


def test_cases_that_nobody_counted_leave_a_gap_and_are_no_nought():
    counted = [*events(*[30] * 12, cases=8), Event(date(2030, 1, 1))]

    found = spaced_by_cases(counted)

    assert found.gaps[-1].size is None
    assert len(found.known) == 12
    assert found.limits == g_limits([D(8)] * 12)


def test_two_events_of_one_day_are_no_days_apart():
    assert spaced_by_days(events(0, 5)).gaps[0].size == 0


def test_a_lower_limit_of_less_than_a_day_is_none():
    assert t_limits([D(each) for each in (41, 19, 58, 24, 23, 55, 9, 51, 31, 62, 17, 48)]).low
    found = spaced_by_days(events(41, 19, 58, 24, 23, 55, 9, 51, 31, 62, 17, 48))

    assert found.limits is not None
    assert found.limits.low is None
