"""Limits of the individuals chart, beyond what `test_worked_values` holds against publications."""

from decimal import Decimal as D

import pytest

from goldthread.measures.control import RULES, SHIPPED, limits, moving_ranges


def test_limits_lie_2_66_mean_moving_ranges_from_the_mean():
    # Moving ranges 10, 5, 15, 10: mean 10; mean of the values 101.
    found = limits([D(100), D(110), D(105), D(90), D(100)])

    assert (found.low, found.high) == (101 - D("26.6"), 101 + D("26.6"))
    assert found.high_range == D("32.67")


def test_the_near_zone_begins_two_thirds_of_the_way_to_a_limit():
    found = limits([D(100), D(110), D(105), D(90), D(100)])

    assert round(found.near_high - found.mean, 6) == round(D("26.6") * 2 / 3, 6)
    assert round(found.mean - found.near_low, 6) == round(D("26.6") * 2 / 3, 6)


def test_no_moving_range_is_taken_across_a_missing_value():
    assert moving_ranges([D(1), D(4), None, D(100), D(90)]) == [D(3), D(10)]


def test_two_values_apart_have_no_limits():
    with pytest.raises(ValueError, match="beside one another"):
        limits([D(1), None, D(2)])


def test_every_number_of_the_rules_says_where_it_comes_from():
    named = {shipped.name for shipped in SHIPPED}

    assert named == set(RULES.__dataclass_fields__)
    assert all(shipped.source and shipped.meaning for shipped in SHIPPED)
