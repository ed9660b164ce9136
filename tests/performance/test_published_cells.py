"""What one cell of a published table says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.performance.published.cells import read_cell, to_printed
from goldthread.performance.published.layouts import symbols


@pytest.mark.parametrize(
    "text", ["c", "x", "z", ":", "u", "k", "low", "-", "..", "C", "[c]", " z "]
)
def test_a_symbol_is_no_value_and_never_nought(text):
    cell = read_cell(text)

    assert cell.value is None
    assert cell.symbol == text.strip(" []").lower()
    assert cell.meaning


def test_a_blank_is_said_to_be_one():
    assert read_cell("  ").symbol == "blank"
    assert read_cell("  ").meaning == "left blank in the table"


@pytest.mark.parametrize(
    "text",
    ["abc", "12a", "1,23", "n", "nan", "inf", "1_000", "1e99", "9" * 16, "٣", "26.0%", "blank"],
)
def test_what_is_neither_number_nor_symbol_is_not_understood(text):
    assert not read_cell(text).understood


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("258.60000000000002", "258.6"),
        ("17.329999999999998", "17.33"),
        ("0.57999999999999996", "0.58"),
        ("26.04", "26.04"),
        ("1,101", "1101"),
        ("1e+05", "100000"),
        ("4229.0", "4229"),
        ("-1.27", "-1.27"),
        ("10530792576", "10530792576"),
    ],
)
def test_a_number_is_what_was_printed_without_binary_noise(text, value):
    assert str(read_cell(text).value) == value


@given(st.decimals(0, 10_000, places=2))
def test_a_number_that_went_through_a_spreadsheet_is_mended(number):
    assert read_cell(f"{float(number):.17g}").value == number


@given(st.decimals(0, 10_000, places=1))
def test_a_figure_has_the_decimals_that_its_column_is_printed_to(number):
    assert str(to_printed(number.normalize() + 0, 1)) == f"{number:.1f}"
    assert to_printed(Decimal("26.04"), 1) == Decimal("26.04")


def test_every_symbol_has_a_meaning():
    assert all(meaning.strip() for meaning in symbols().values())
