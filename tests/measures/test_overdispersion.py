from decimal import Decimal as D
from math import log, sqrt

import pytest

from goldthread.measures.funnel import Standing
from goldthread.measures.overdispersion import (
    Spread,
    drawn_in,
    spread_of,
    spread_of_proportions,
    spread_of_rates,
    wide_proportion_limits,
    wide_rate_limits,
)

NONE = Spread(1.0, 0.0)
# Trials of the vaccine against tuberculosis (Colditz and others, 1994): ill and not, vaccinated and not.
TRIALS = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]


def test_the_variance_between_is_that_of_dersimonian_and_laird():
    # metafor prints 0.3663 for the log odds ratios of these trials, method DL.
    values = [log(a * d / (b * c)) for a, b, c, d in TRIALS]
    errors = [sqrt(1 / a + 1 / b + 1 / c + 1 / d) for a, b, c, d in TRIALS]
    weights = [1 / (error * error) for error in errors]
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)

    found = spread_of([(v - mean) / e for v, e in zip(values, errors, strict=True)], errors)

    assert round(found.between, 4) == 0.3663


def test_areas_that_differ_by_chance_alone_widen_nothing():
    found = spread_of_proportions([(D(50), D(100))] * 12, D("0.5"), 10)

    assert not found.widens
    assert found.ratio == pytest.approx(0)


def test_areas_that_differ_by_more_than_chance_widen_the_limits():
    parts = [(D(each), D(10_000)) for each in (300, 350, 420, 500, 560, 610, 640, 700, 520, 480)]

    found = spread_of_rates(parts, D("0.05"), 10)
    wide = wide_rate_limits(D("0.05"), D(10_000), found, 10_000)
    plain = wide_rate_limits(D("0.05"), D(10_000), NONE, 10_000)

    assert found.widens
    assert wide.low < plain.low < 500 < plain.high < wide.high


def test_scores_at_the_ends_are_drawn_in_to_where_their_share_begins():
    assert drawn_in([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0], 10) == (
        [1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 9.0]
    )
    assert drawn_in([0.0, 100.0], 0) == [0.0, 100.0]


def test_limits_of_a_proportion_without_spread_are_the_arc_sines():
    # sin²(π/4 ± 1.96 ÷ 20) is half of 1 ± sin 0.196.
    found = wide_proportion_limits(D("0.5"), D(100), NONE)

    assert float(found.high) == pytest.approx(59.737, abs=0.001)
    assert float(found.low) == pytest.approx(40.263, abs=0.001)


def test_no_limit_lies_beyond_what_can_be():
    wide = Spread(50.0, 4.0)

    assert wide_proportion_limits(D("0.9"), D(5), wide).high == 100
    assert wide_rate_limits(D("0.001"), D(100), wide).low == 0
    assert wide_rate_limits(D("0.001"), D(100), wide).standing(D(0)) is Standing.WITHIN
