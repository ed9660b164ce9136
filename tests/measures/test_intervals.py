"""Intervals against values that others published or worked out."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from goldthread.measures.intervals import count_interval, percentage_interval, rate_interval


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0.00", "16.11"),
        (1, 29, "0.61", "17.18"),
    ],
)
def test_percentages_have_the_published_wilson_intervals(numerator, denominator, low, high):
    interval = percentage_interval(D(numerator), D(denominator))

    assert f"{interval.low:.2f}" == low
    assert f"{interval.high:.2f}" == high


def test_a_count_of_a_hundred_has_the_limits_of_published_poisson_tables():
    interval = count_interval(D(100))

    assert (f"{interval.low:.2f}", f"{interval.high:.2f}") == ("81.36", "121.63")


@given(st.integers(10, 5000))
def test_byars_interval_is_within_a_fifth_of_a_percent_of_the_exact_one(count):
    interval = count_interval(D(count))

    assert float(interval.low) == pytest.approx(chi2.ppf(0.025, 2 * count) / 2, rel=0.002)
    assert float(interval.high) == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.002)


def test_a_rate_has_the_interval_of_its_count():
    interval = rate_interval(D(100), D(20_000))

    assert (interval.low, interval.high) == (D("40.681053"), D("60.813969"))


def test_too_few_have_no_interval():
    with pytest.raises(ValueError, match="fewer than 10 are too few"):
        count_interval(D(9))
    with pytest.raises(ValueError, match="nothing was counted"):
        percentage_interval(D(0), D(0))
