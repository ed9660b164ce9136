"""What goes out in a spreadsheet is read as it was meant, and never worked out."""

import csv as standard_csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from goldthread.files.guarding import as_it_was, guarded
from goldthread.files.stamp import Stamp
from goldthread.outputs.spreadsheet import About, Sheet, csv, xlsx

ABOUT = About(
    "Scorecard",
    Stamp(
        "Performance officer",
        datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
        "A partnership",
        "Not for publication",
    ),
    notes=(("Period", "2022-23"),),
)
ATTACKS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00=1",
    " =1+1",
    "\uff1d1+1",
    "'=1",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
]

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=30
)
cells = st.one_of(texts, st.sampled_from(ATTACKS))


def read_csv(written):
    return list(standard_csv.reader(StringIO(written.decode(), newline="")))


def opened(written):
    return openpyxl.load_workbook(BytesIO(written))


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_that_could_be_a_formula_has_an_apostrophe_before_it(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "2022-23", "Redcar and Cleveland", "5-7", "a=b", "£5"])
def test_an_ordinary_text_is_left_alone(text):
    assert guarded(text) == text


@given(cells)
def test_every_guarded_text_can_be_had_back(text):
    assert as_it_was(guarded(text)) == text


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8))
def test_every_text_comes_back_from_csv(rows):
    found = read_csv(csv(("a", "b", "c"), rows))[1:]

    assert [[as_it_was(cell) for cell in row] for row in found] == rows
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in found for cell in row)


def test_numbers_stay_numbers_in_csv():
    row = (-5, Decimal("37.60"), 0.00001, Decimal("1E+3"), date(2026, 3, 31), None)

    assert read_csv(csv(tuple("abcdef"), [row]))[1] == [
        "-5", "37.60", "0.00001", "1000", "2026-03-31", "",
    ]  # fmt: skip


def test_a_cell_is_quoted_where_a_program_of_another_country_would_cut_it():
    assert csv(("a",), [("x;=1+1",)]) == b'a\r\n"x;=1+1"\r\n'


def test_an_empty_cell_alone_is_still_a_row():
    assert read_csv(csv(("a",), [(None,), ("x",)])) == [["a"], [""], ["x"]]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="a cell holds a number"):
        csv(("a",), [(value,)])


@given(st.lists(cells, max_size=12))
def test_no_cell_of_a_workbook_is_a_formula_and_every_text_is_text(texts_given):
    book = opened(xlsx(ABOUT, [Sheet("Figures", ("a",), [(text,) for text in texts_given])]))

    found = [row[0] for row in book["Figures"].iter_rows(min_row=2)]
    assert all(cell.data_type in ("s", "n") for cell in found)
    assert all(cell.data_type == "s" for cell, text in zip(found, texts_given) if text)  # noqa: B905
    assert all(cell.hyperlink is None for cell in found)


def test_a_text_that_could_be_a_formula_stays_one_after_it_is_edited():
    book = opened(xlsx(ABOUT, [Sheet("Figures", ("a",), [("=1+1",), ("plain",)])]))

    assert [book["Figures"][f"A{row}"].quotePrefix for row in (2, 3)] == [True, False]
    assert book["Figures"]["A2"].value == "=1+1"


def test_numbers_and_days_are_numbers_and_days_in_a_workbook():
    row = (-5, Decimal("37.60"), date(2026, 3, 31), None, "c")
    written = xlsx(ABOUT, [Sheet("Figures", tuple("abcde"), [row])])

    assert CalamineWorkbook.from_filelike(BytesIO(written)).get_sheet_by_name(
        "Figures"
    ).to_python()[1] == [-5, 37.6, date(2026, 3, 31), "", "c"]
    assert opened(written)["Figures"]["B2"].number_format == "#,##0.00"


def test_a_workbook_says_first_what_it_is_and_hides_nothing():
    book = opened(xlsx(ABOUT, [Sheet("Figures", ("a",), [("x",)])]))

    assert book.sheetnames == ["About", "Figures"]
    assert [tuple(cell.value for cell in row) for row in book["About"].iter_rows()] == [
        ("Title", "Scorecard"),
        ("Taken by", "Performance officer"),
        ("Taken on", "15 January 2026, 9:30am"),
        ("Partnership", "A partnership"),
        ("Marking", "Not for publication"),
        ("Period", "2022-23"),
    ]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not any(row.hidden for sheet in book for row in sheet.row_dimensions.values())
    assert not any(column.hidden for sheet in book for column in sheet.column_dimensions.values())
    assert "Not for publication" in book["Figures"].oddHeader.right.text


def test_the_same_rows_give_the_same_bytes():
    rows = [("x", 1), ("=1", Decimal("2.5"))]

    first, second = (xlsx(ABOUT, [Sheet("Figures", ("a", "b"), rows)]) for _ in range(2))

    assert first == second
    with ZipFile(BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_too_long_a_text_is_refused_in_words():
    with pytest.raises(ValueError, match="32,767 letters at most"):
        xlsx(ABOUT, [Sheet("Figures", ("a",), [("x" * 32_768,)])])
