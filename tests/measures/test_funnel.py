from decimal import Decimal as D

import pytest

from goldthread.measures.funnel import Standing, average, proportion_limits, rate_standing


def test_the_average_is_all_counted_by_all_there_are():
    assert average([(D(1), D(10)), (D(5), D(20))]) == D("0.2")


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        ("50", Standing.WITHIN),
        ("59.7", Standing.WITHIN),
        ("59.9", Standing.ABOVE),
        ("65.5", Standing.FAR_ABOVE),
        ("40.1", Standing.BELOW),
        ("34.5", Standing.FAR_BELOW),
    ],
)
def test_an_area_of_a_hundred_stands_by_its_limits(value, standing):
    # 50% ± 1.96 and 3.09 times 5 points.
    assert proportion_limits(D("0.5"), D(100)).standing(D(value)) is standing


def test_no_limit_of_a_proportion_lies_below_0_or_above_100():
    found = proportion_limits(D("0.95"), D(5))

    assert found.high == found.outer_high == 100
    assert found.outer_low >= 0


@pytest.mark.parametrize(
    ("count", "standing"),
    [
        (10, Standing.WITHIN),
        (18, Standing.ABOVE),
        (25, Standing.FAR_ABOVE),
        (3, Standing.BELOW),
        (0, Standing.FAR_BELOW),
    ],
)
def test_a_count_stands_beside_the_ten_expected(count, standing):
    assert rate_standing(D(count), D(10)) is standing
