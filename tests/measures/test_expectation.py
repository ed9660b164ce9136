from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.measures.expectation import Expectation, expect

TWELVE = [30, 33, 28, 31, 29, 32, 30, 34, 28, 31, 30, 30]
VALUES = st.lists(st.integers(0, 200).map(D), min_size=8, max_size=20)


def test_a_value_outside_the_limits_is_queried_with_the_limits():
    answer = expect(D(61), list(map(D, TWELVE)))

    assert not answer.is_expected
    assert answer.sentence == "61 lies outside 23 to 38, the range of the twelve values before"


def test_only_the_last_twelve_values_count():
    longer = [D(500), D(900), *map(D, TWELVE)]

    assert expect(D(61), longer) == expect(D(61), list(map(D, TWELVE)))


def test_a_value_inside_the_limits_is_as_expected():
    answer = expect(D(36), list(map(D, TWELVE)))

    assert answer.is_expected
    assert answer.sentence == ""
    assert answer.low < 36 < answer.high


def test_eight_values_are_enough_for_limits_and_seven_are_not():
    assert expect(D(61), list(map(D, TWELVE[:8]))).sentence.endswith("the eight values before")
    assert expect(D(61), list(map(D, TWELVE[:7]))).low is None


@pytest.mark.parametrize(
    ("value", "last", "expected"),
    [
        (60, 40, True),
        (61, 40, False),
        (20, 10, True),
        (21, 10, False),
        (150, 100, True),
        (0, 9, True),
    ],
)
def test_with_few_values_both_more_than_half_and_more_than_ten_away_are_queried(
    value, last, expected
):
    assert expect(D(value), [D(5), D(last)]).is_expected is expected


def test_the_sentence_with_few_values_names_the_last():
    assert expect(D(61), [D(30)]).sentence == (
        "61 is more than 50% and more than 10 away from 30, the value before"
    )


def test_the_first_value_ever_is_not_tested():
    assert expect(D(4000), []) == Expectation(is_expected=True)


def test_a_value_that_never_moved_is_named():
    assert expect(D(1), [D(0)] * 9).sentence == (
        "1 differs from 0, which each of the nine values before was"
    )


def test_percentages_are_shown_with_their_unit_and_decimals():
    before = [
        D(value) for value in ("24.1", "25.0", "24.4", "24.9", "24.0", "25.1", "24.6", "24.3")
    ]

    answer = expect(D("37.6"), before, unit="%", decimals=1)

    assert (
        answer.sentence == "37.6% lies outside 22.8% to 26.3%, the range of the eight values before"
    )


def test_narrow_limits_get_the_decimals_that_they_need():
    answer = expect(D(13), [D(12)] * 6 + [D(13)] * 6)

    assert (
        answer.sentence == "13.0 lies outside 12.3 to 12.7, the range of the twelve values before"
    )


@given(st.integers(0, 400).map(D), VALUES)
def test_a_queried_value_reads_as_outside_what_is_printed(value, before):
    answer = expect(value, before)

    inside = answer.low <= value <= answer.high
    assert answer.is_expected is inside
    if not inside and " lies outside " in answer.sentence:
        typed, rest = answer.sentence.split(" lies outside ")
        low, high = rest.split(",")[0].split(" to ")
        assert D(low) <= D(high)
        assert not D(low) <= D(typed) <= D(high)
