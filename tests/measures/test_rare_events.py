from datetime import date
from decimal import Decimal as D

import pytest

from goldthread.measures.rare_events import days_between, g_limits, t_limits


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
