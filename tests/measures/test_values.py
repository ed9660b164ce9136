from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.measures.catalogue import Kind
from goldthread.measures.values import (
    CellProblem,
    Measured,
    parts_problem,
    read_cell,
    rounded,
    shown,
    sum_problem,
)


def test_a_percentage_is_worked_out_from_its_parts_and_keeps_them():
    share = Measured.from_parts(121, 235)

    assert share == Measured(D("51.489362"), D(121), D(235))


def test_a_rate_is_worked_out_per_ten_thousand():
    rate = Measured.from_parts(470, 33_499, 10_000)

    assert shown(rate.value, unit="per 10,000", decimals=1) == "140.3 per 10,000"


def test_nothing_divided_by_nothing_has_no_value_and_says_why():
    none = Measured.from_parts(0, 0)

    assert none.value is None
    assert none.missing == "There is nothing to divide by: the total is 0"


def test_a_half_is_rounded_away_from_nought():
    assert [rounded(D(value), 0) for value in ("0.5", "1.5", "2.5", "-2.5")] == [1, 2, 3, -3]
    assert rounded(D("18.05"), 1) == D("18.1")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "stated", "words"),
    [
        ("4231", "referrals", 0, False, "4,231"),
        ("37.6", "%", 1, False, "37.6%"),
        ("50", "%", 1, False, "50.0%"),
        ("171.1", "per 10,000", 1, False, "171.1 per 10,000"),
        ("140.302696", "per 10,000", 1, False, "140.3 per 10,000"),
        ("18.06", "%", 1, True, "18.06%"),
        ("46", "%", 1, True, "46%"),
        ("18.060000", "%", 1, True, "18.06%"),
        ("1700", "children", 0, True, "1,700"),
        ("0", "children", 0, False, "0"),
    ],
)
def test_values_are_shown_as_people_read_them(value, unit, decimals, stated, words):
    assert shown(D(value), unit=unit, decimals=decimals, stated=stated) == words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("61", 61),
        (" 4,231 ", 4231),
        ("4 231", 4231),
        ("4\u00a0231", 4231),
        ("4\u2009231", 4231),
        ("1,234,567", 1_234_567),
        ("12.0", 12),
        ("007", 7),
        (61, 61),
        (61.0, 61),
        (D("61.00"), 61),
    ],
)
def test_a_count_is_read_as_it_is_typed_or_uploaded(typed, number):
    read = read_cell(typed)

    assert read == number
    assert str(read) == str(number)


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0", None])
def test_an_empty_cell_is_not_a_number_and_not_a_mistake(typed):
    assert read_cell(typed) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12o", "12o is not a number"),
        ("n/a", "n/a is not a number"),
        ("c", "c is not a number"),
        ("-", "- is not a number"),
        ("nan", "nan is not a number"),
        ("1e3", "1e3 is not a number"),
        ("(5)", "(5) is not a number"),
        ("\u0661\u0662", "\u0661\u0662 is not a number"),
        ("4,23", "4,23 is not a number"),
        ("1,234 567", "1,234 567 is not a number"),
        ("12 13", "12 13 is not a number"),
        ("=SUM(A1:A3)", "=SUM(A1:A3) is a formula: type the number that it comes to"),
        ("+5", "+5 is a formula: type the number that it comes to"),
        ("@A1", "@A1 is a formula: type the number that it comes to"),
        ("37.6%", "37.6% is a percentage: give its two parts, not the percentage"),
        ("40 %", "40 % is a percentage: give its two parts, not the percentage"),
        ("-3", "-3 is below 0: only 0 or more can be counted"),
        (-3, "-3 is below 0: only 0 or more can be counted"),
        ("\u22123", "\u22123 is below 0: only 0 or more can be counted"),
        ("12.5", "12.5 is not a whole number"),
        (12.5, "12.5 is not a whole number"),
        ("9999999999", "9999999999 is too large to be right"),
        (True, "True is not a number"),
        (float("nan"), "nan is not a number"),
        (float("inf"), "inf is not a number"),
        (date(2023, 3, 31), "31/03/2023 is a date, not a number: check the cell's format"),
        (
            datetime(2023, 3, 31, tzinfo=UTC),
            "31/03/2023 is a date, not a number: check the cell's format",
        ),
        ([], "[] is not a number"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_in_plain_words(typed, sentence):
    with pytest.raises(CellProblem) as problem:
        read_cell(typed)

    assert str(problem.value) == sentence


def test_fractions_are_read_where_they_are_asked_for():
    assert read_cell("1,204.75", fractions=True) == D("1204.75")
    assert read_cell(258.60000000000002, fractions=True) == D("258.6")
    assert read_cell(".5", fractions=True) == D("0.5")


@given(st.integers(0, 999_999_999))
def test_what_is_shown_can_be_typed_back(number):
    assert read_cell(shown(D(number))) == number
    assert read_cell(f"{number:,}".replace(",", " ")) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_nothing_or_refused_with_a_sentence(text):
    try:
        number = read_cell(text)
    except CellProblem as problem:
        assert str(problem).startswith(" ".join(text.split()))  # noqa: PT017
    else:
        assert number is None or number >= 0


def test_no_more_can_be_counted_than_there_are():
    assert (
        parts_problem(Kind.PERCENTAGE, D(12), D(10)) == "12 is more than the 10 that it is part of"
    )
    assert parts_problem(Kind.PERCENTAGE, D(10), D(10)) == ""
    assert parts_problem(Kind.PERCENTAGE, D(0), D(0)) == ""


def test_a_mean_may_be_above_one_but_not_of_nothing():
    assert parts_problem(Kind.MEAN, D(1480), D(100)) == ""
    assert parts_problem(Kind.MEAN, D(1480), D(0)) == "1,480 can not be divided among 0"


def test_parts_that_do_not_add_up_are_told_their_sum():
    assert sum_problem([D(130), D(13), D(6), D(34), D(2)], D(185)) == ""
    assert sum_problem([D(130), D(13)], D(1850)) == "The parts add up to 143, not to 1,850"
