"""Spreadsheets of a return: what is made is read back, and what is wrong or hostile is said in words."""

import io
from contextlib import suppress
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.files.book import words
from goldthread.measures.periods import Period
from goldthread.performance import sheets
from goldthread.performance.asked import Asked, LineKey, Typed
from goldthread.performance.checking import check
from tests.factories import STAMP
from tests.files.books import ods_of as ods
from tests.files.books import repacked
from tests.files.books import xls_of as xls

Q1 = Period.parse("2025-26 Q1")
ASKED = Asked(
    Q1,
    (("X06000001", "Eastmarch"), ("X06000002", "Wellbridge")),
    ("referrals", "re_referrals_12m", "strengths_and_difficulties_score"),
)
COUNT = LineKey("X06000001", "referrals")
SHARE = LineKey("X06000001", "re_referrals_12m")


def made(asked=ASKED, **more):
    said = {"request_id": "ret1", "agency": "The Council", "due": "3 May 2026"}
    return sheets.template(asked, stamp=STAMP, **said, **more)


def filled(changes, asked=ASKED, content=None):
    """The template, with cells set: {(line key, column name): value}."""
    book = openpyxl.load_workbook(io.BytesIO(content or made(asked)))
    sheet = book[sheets.SHEET]
    for (key, column), value in changes.items():
        cell = sheet.cell(row_of(sheet, key), column_of(sheet, column))
        cell.value, cell.number_format = value if isinstance(value, tuple) else (value, "General")
    return saved(book)


def heads(sheet):
    return {
        str(cell.value): cell.column
        for cell in sheet[sheets.FIRST_ROW - 1]
        if cell.value is not None
    }


def column_of(sheet, name):
    return heads(sheet)[name]


def row_of(sheet, key):
    columns = [heads(sheet)[name] for name in ("area_code", "indicator", "breakdown")]
    for row in range(sheets.FIRST_ROW, sheet.max_row + 1):
        if tuple(sheet.cell(row, column).value or "" for column in columns) == (
            key.area,
            key.indicator,
            key.breakdown,
        ):
            return row
    raise KeyError(key)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content, asked=ASKED):
    return sheets.lines(sheets.read(content), asked)


def sentences(content, asked=ASKED):
    return [(p.row, p.part, p.sentence) for p in read(content, asked).problems]


def refusal(content):
    with pytest.raises(sheets.SheetRefused) as refused:
        sheets.read(content)
    return str(refused.value)


def csv(*rows, heads="area_code,period,indicator,breakdown,value,numerator,denominator,answer"):
    return "\r\n".join((heads, *rows)).encode()


# --- out and back --------------------------------------------------------------------------------
def test_the_template_asks_for_each_line_once_and_says_which_return_it_is_for():
    sheet = sheets.read(made())

    assert sheet.request_id == "ret1"
    assert list(read(made()).typed) == [line.key for line in ASKED.lines()]


numbers = st.one_of(st.none(), st.integers(0, 10**9 - 1))
scores = st.one_of(st.none(), st.decimals(0, 9999, places=2, allow_nan=False, allow_infinity=False))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_typed_into_the_template_is_read_back_unchanged(data):
    changes, expected = {}, {}
    for line in ASKED.lines():
        for part in line.parts:
            own = scores if line.indicator.parts_may_be_fractions else numbers
            value = data.draw(own)
            if value is not None:
                changes[line.key, part] = float(value) if isinstance(value, Decimal) else value
                expected[line.key, part] = Decimal(str(value))

    typed = read(filled(changes)).typed

    found = {
        (key, part): Decimal(text)
        for key, line in typed.items()
        for part, text in line.texts.items()
        if text
    }
    assert found == expected


def test_the_template_of_a_return_begun_holds_its_numbers_questions_and_answers():
    typed = {
        COUNT: Typed({"value": "12"}, "-1 for a move; =SUM is no formula here"),
        SHARE: Typed({}),
    }
    found = check(ASKED, {COUNT: Typed({"value": "12"})}, {})

    content = made(typed=typed, questions=found.problems)

    again = read(content).typed
    assert (again[COUNT].text("value"), again[COUNT].answer) == ("12", typed[COUNT].answer)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[sheets.SHEET]
    question = sheet.cell(row_of(sheet, SHARE), column_of(sheet, "question")).value
    assert question == "Nothing was entered: say why"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["", "e"])  # an even and an odd number of bytes
def test_a_csv_is_read_in_any_usual_encoding_and_delimiter(encoding, delimiter, ending):
    rows = [
        ["Return of the council", "", "", "", "", "", "", ""],
        [
            "area_code",
            "period",
            "indicator",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "answer",
        ],
        ["X06000001", "2025-26 Q1", "referrals", "", "1 234", "", "", f"Café moved: naïv{ending}"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)

    typed = read(text.encode(encoding)).typed

    assert typed[COUNT].text("value") == "1 234"
    assert typed[COUNT].answer == f"Café moved: naïv{ending}"
    assert typed[COUNT].row == "row 3"


def test_the_csv_template_is_read_back_and_guards_what_could_be_a_formula():
    typed = {COUNT: Typed({"value": "12"}, "=1+1")}

    content = sheets.csv_template(ASKED, typed=typed, stamp=STAMP)

    assert b"'=1+1" in content
    again = read(content)
    assert (again.typed[COUNT].answer, again.problems) == ("=1+1", ())


# --- what is wrong, line by line -----------------------------------------------------------------
def test_every_problem_of_form_is_told_at_once_with_its_row():
    content = csv(
        "X06000001,2024-25 Q1,referrals,,5,,,",
        "X06000009,2025-26 Q1,referrals,,5,,,",
        "X06000001,2025-26 Q1,contacts,,5,,,",
        "X06000001,2025-26 Q1,referrals,by_owl,5,,,",
        "X06000002,2025-26 Q1,referrals,,=2+2,,,",
        "X06000002,2025-26 Q1,referrals,,4,,,",
        ",,,,5,,,",
    )

    assert sentences(content) == [
        ("row 2", "period", "The period is 2024-25 Q1, and this return is for 2025-26 Q1"),
        ("row 3", "area_code", "The area X06000009 is not asked for"),
        ("row 4", "indicator", "The indicator contacts is not asked for"),
        ("row 5", "breakdown", "by_owl is not a part of this indicator"),
        ("row 6", "value", "There is a formula here: type the number that it comes to"),
        ("row 7", "", "This line stands twice: also in row 6"),
        ("row 8", "area_code", "The area is empty"),
    ]


@pytest.mark.parametrize("written", ["=SUM(A1:A2)", "=1"])
def test_a_formula_in_a_workbook_is_refused_and_not_worked_out(written):
    content = filled({(COUNT, "value"): written})

    assert [problem[2] for problem in sentences(content)] == [
        "There is a formula here: type the number that it comes to"
    ]


def test_a_formula_over_several_cells_is_refused_in_plain_words():
    book = openpyxl.load_workbook(io.BytesIO(made()))
    sheet = book[sheets.SHEET]
    place = f"{openpyxl.utils.get_column_letter(column_of(sheet, 'value'))}{row_of(sheet, COUNT)}"
    sheet[place] = openpyxl.worksheet.formula.ArrayFormula(place, "=SUM(1,2)")

    assert [problem[2] for problem in sentences(saved(book))] == [
        "There is a formula here: type the number that it comes to"
    ]


def test_a_cell_that_a_spreadsheet_made_a_percentage_of_is_read_as_one():
    content = filled({(SHARE, "numerator"): (1, "0%"), (SHARE, "denominator"): 200})
    typed = read(content).typed

    found = check(ASKED, typed, {})

    assert [problem.sentence for problem in found.errors] == [
        "100% is a percentage: give its two parts, not the percentage"
    ]


@pytest.mark.parametrize("written", ["Mar-26", "2026-03", "March 2026"])
def test_a_month_is_known_again_as_a_spreadsheet_program_writes_it(written):
    month = Asked(Period.parse("2026-03"), ASKED.areas, ("referrals",))

    assert sentences(csv(f"X06000001,{written},referrals,,5,,,"), month) == []


def test_an_answer_may_begin_with_any_sign():
    typed = read(csv('X06000001,,referrals,,5,,,"- one family of six, moved"')).typed

    assert typed[COUNT].answer == "- one family of six, moved"


# --- files that are no return --------------------------------------------------------------------
def test_a_file_over_five_megabytes_is_refused_unread():
    assert refusal(b"a" * (sheets.MOST_BYTES + 1)) == (
        "The file is larger than 5 MB: send only its own table."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", words.EMPTY), (b"%PDF-1.7", words.PDF), (b"\xff\xd8\xff\xe0", words.PICTURE)],
)
def test_something_that_is_no_spreadsheet_is_refused_in_a_sentence(content, sentence):
    assert refusal(content) == sentence


def test_a_template_that_brings_macros_is_refused_whatever_it_is_called():
    content = repacked(made(), add={"xl/vbaProject.bin": b"macro"})

    assert refusal(content) == words.MACROS


@pytest.mark.parametrize("kind", [xls, ods])
def test_a_template_saved_as_another_kind_of_spreadsheet_comes_back(kind):
    """What LibreOffice or an old Excel makes of the template: both sheets, every cell as it was."""
    book = openpyxl.load_workbook(io.BytesIO(filled({(COUNT, "value"): 12})))
    tables = {s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book.worksheets}

    again = sheets.read(kind(tables))

    assert again.request_id == "ret1"
    assert sheets.lines(again, ASKED).typed[COUNT].text("value") == "12"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_refused_or_read_and_never_breaks(at, noise):
    whole = made(Asked(Q1, (("X06000001", "Eastmarch"),), ("re_referrals_12m",)))
    content = whole[:at] + noise + whole[at + len(noise) :]

    with suppress(sheets.SheetRefused):
        read(content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read_and_never_break(content):
    with suppress(sheets.SheetRefused):
        read(content)


def test_a_workbook_without_the_sheet_of_the_return_is_refused():
    book = openpyxl.Workbook()

    assert refusal(saved(book)) == (
        "The file has no sheet named 'Return': use the template of this return."
    )


def test_a_template_of_another_version_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(made()))
    book[sheets.HIDDEN]["B2"] = "0"

    assert refusal(saved(book)) == (
        "This file was made from another version of the template: download the template again."
    )


def test_a_file_without_column_names_says_which_it_needs():
    assert refusal(b"1,2,3\r\n4,5,6").startswith(
        "The file has no line of column names. It needs: area_code, period, indicator"
    )


def test_a_file_with_a_column_twice_is_refused():
    content = csv(heads="area_code,indicator,value,value")

    assert refusal(content) == "The column value stands twice."


def test_a_file_without_a_column_of_numbers_is_refused():
    content = csv("X06000001,referrals,5", heads="area_code,indicator,number")

    assert refusal(content) == "The file has no column of numbers: value, numerator or denominator."


def test_a_file_without_lines_is_refused():
    assert refusal(csv()) == "The file has column names and no lines."


def test_a_file_with_too_many_rows_is_refused():
    content = csv(*["X06000001,,referrals,,5,,,"] * (sheets.MOST_ROWS + 1))

    assert refusal(content) == "The file has more than 20,000 rows."


def test_a_csv_with_an_endless_cell_is_refused():
    assert refusal(csv(f"X06000001,,referrals,,{'9' * 200_000},,,")) == words.CSV_DAMAGED


def test_a_long_text_in_a_number_cell_is_cut_and_stays_wrong():
    typed = read(csv(f"X06000001,,referrals,,{'1' * 5000},,,")).typed

    assert len(typed[COUNT].text("value")) < 70
    assert check(ASKED, typed, {}).errors[0].part == "value"
