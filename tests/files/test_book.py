"""The one road for spreadsheets: plain cells from what is taken, one sentence for what is not."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.files.book import Formula, Kind, Most, address, as_text, open_book, words
from goldthread.files.book.apart import read_book
from goldthread.files.limits import Unreadable
from tests.files.books import ods, ods_row, repacked, xls, xlsx

HALF_PAST_NINE = datetime.fromisoformat("2026-03-01T09:30:00")
ROWS = [["Name", "Children"], ["Eastmarch", 12], [None, None], ["Wellbridge", 3.5]]
PLAIN = [
    (1, ["Name", "Children"]),
    (2, ["Eastmarch", Decimal("12")]),
    (4, ["Wellbridge", Decimal("3.5")]),
]
AS_ODS = "".join((ods_row(*ROWS[0]), ods_row(*ROWS[1]), ods_row(None), ods_row(*ROWS[3])))


def rows(content, most=None):
    book = open_book(content, most)
    return [(number, list(cells)) for number, cells in book.sheets[0].rows()]


def refusal(content, most=None):
    with pytest.raises(Unreadable) as refused:
        rows(content, most)
    return str(refused.value)


# --- what is taken -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "kind"),
    [(xlsx(ROWS), Kind.XLSX), (xls(ROWS), Kind.XLS), (ods({"Sheet1": AS_ODS}), Kind.ODS)],
    ids=["xlsx", "xls", "ods"],
)
def test_a_workbook_gives_the_same_cells_whatever_program_wrote_it(content, kind):
    book = open_book(content)

    assert (book.kind, book.sheets[0].name) == (kind, "Sheet1")
    assert rows(content) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_any_usual_writing(encoding, delimiter):
    text = "\r\n".join(
        delimiter.join(row)
        for row in (
            ["Name", "Note", "Children"],
            ["Café", '"one, two; three"', "12"],
            ["Ö", "–", "3"],
        )
    )

    assert rows(text.encode(encoding)) == [
        (1, ["Name", "Note", "Children"]),
        (2, ["Café", "one, two; three", "12"]),
        (3, ["Ö", "–", "3"]),
    ]


@pytest.mark.parametrize(
    "content",
    [
        xlsx([["=1+1"]]),
        xls([["=1+1"]]),
        ods({"S": ods_row('<table:table-cell table:formula="of:=1+1" office:value-type="float" '
                          'office:value="2"><text:p>2</text:p></table:table-cell>')}),
        b"=1+1\r\n",
        b"@SUM(A1)\r\n",
        b"+cmd|' /C calc'!A0\r\n" + b"one,two\r\n" * 2,
        b"-SUM(1)\r\n",
    ],
    ids=["xlsx", "xls", "ods", "csv", "at", "dde", "minus"],
)  # fmt: skip
def test_a_formula_is_told_as_one_and_its_stored_value_is_never_taken(content):
    cell = rows(content)[0][1][0]

    assert isinstance(cell, Formula)
    assert as_text(cell) == "="


def test_a_telephone_number_and_a_dash_are_no_formulas():
    assert rows(b"+44 1642 000000,- (none)\r\n") == [(1, ["+44 1642 000000", "- (none)"])]


def test_what_our_own_files_guard_comes_back_as_it_was():
    assert rows(b"'=1+1,'-x,'tis\r\n") == [(1, ["=1+1", "-x", "'tis"])]


@pytest.mark.parametrize(
    "content",
    [
        xlsx([[1, 0.125, 5]], formats={"A1": "0%", "B1": "0.0%"}),
        xls([[1, 0.125, 5]], formats={(0, 0): "0%", (0, 1): "0.0%"}),
        ods({"S": ods_row(
            '<table:table-cell office:value-type="percentage" office:value="1"/>',
            '<table:table-cell office:value-type="percentage" office:value="0.125"/>', 5)}),
    ],
    ids=["xlsx", "xls", "ods"],
)  # fmt: skip
def test_a_number_shown_as_a_percentage_is_the_text_that_its_reader_sees(content):
    assert rows(content) == [(1, ["100%", "12.5%", Decimal("5")])]


@pytest.mark.parametrize(
    "content",
    [
        xlsx([[date(2026, 3, 1), HALF_PAST_NINE, True]]),
        xls(
            [[date(2026, 3, 1), HALF_PAST_NINE, True]],
            formats={(0, 0): "DD/MM/YYYY", (0, 1): "DD/MM/YYYY HH:MM"},
        ),
        ods({"S": ods_row(
            '<table:table-cell office:value-type="date" office:date-value="2026-03-01"/>',
            '<table:table-cell office:value-type="date" office:date-value="2026-03-01T09:30:00"/>',
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>')}),
    ],
    ids=["xlsx", "xls", "ods"],
)  # fmt: skip
def test_days_moments_and_truths_keep_what_they_are(content):
    ((_, cells),) = rows(content)

    assert cells == [date(2026, 3, 1), HALF_PAST_NINE, True]
    assert as_text(cells[0]) == "01/03/2026"


def test_hidden_sheets_are_said_to_be():
    book = openpyxl.Workbook()
    book.create_sheet("Behind").sheet_state = "veryHidden"
    buffer = io.BytesIO()
    book.save(buffer)
    of_office = open_book(ods({"In front": AS_ODS, "Behind": AS_ODS}))

    hidden = [sheet.is_hidden for sheet in open_book(buffer.getvalue()).sheets]

    assert hidden == [False, True] == [sheet.is_hidden for sheet in of_office.sheets]


def test_signs_that_are_not_seen_fall_away():
    assert rows("a\u202eb\u200b,c\x85\r\n".encode()) == [(1, ["ab\u200b", "c"])]


def test_a_million_empty_rows_and_cells_below_and_beside_are_nothing():
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    content = ods({"S": ods_row("a", wide) + ods_row(wide, times=1_048_575)})

    assert rows(content) == [(1, ["a"])]


def test_a_row_beyond_the_end_of_any_sheet_is_refused_and_not_counted_up_to():
    content = repacked(xlsx([["a"]]), replace={"xl/worksheets/sheet1.xml": last_row_at(2_000_000)})

    assert refusal(content) == words.DAMAGED


def last_row_at(number):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{number}"><c r="A{number}"><v>1</v></c></row></sheetData></worksheet>'
    )


def test_an_address_is_what_the_spreadsheet_shows():
    assert (address(5, 0), address(5, 25), address(5, 27)) == ("A5", "Z5", "AB5")


def test_a_book_read_apart_comes_back_as_it_is():
    content = xlsx([["x", 1.5, date(2026, 1, 2), "=A1", True, None, "y"]])

    book = read_book(content)

    assert book.sheets[0].rows == (
        (1, ("x", Decimal("1.5"), date(2026, 1, 2), Formula("=A1"), True, None, "y")),
    )


# --- what is something else ----------------------------------------------------------------------
def packed(*names, mimetype=None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", words.EMPTY),
        (b" \r\n ", words.EMPTY),
        (b"\xef\xbb\xbf", words.EMPTY),
        ("\ufeff,,,\r\n;;\r\n".encode("utf-16-le"), words.EMPTY),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", words.PICTURE),
        (b"\x89PNG\r\n\x1a\n", words.PICTURE),
        (b"\x00\x00\x00\x18ftypheic\x00", words.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", words.PICTURE),
        (b"%PDF-1.7\n\x93\x8c\x01", words.PDF),
        (b"junk before\n%PDF-1.4", words.PDF),
        (packed("[Content_Types].xml", "word/document.xml"), words.WORD),
        (packed("x", mimetype="application/vnd.oasis.opendocument.text"), words.WORD),
        (b"{\\rtf1 hello}", words.WORD),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), words.SLIDES),
        (packed("[Content_Types].xml", "xl/workbook.bin"), words.BINARY),
        (packed("Index/Document.iwa"), words.NUMBERS),
        (packed("figures.csv"), words.PACKED),
        (b"\x1f\x8b\x08\x00", words.PACKED),
        (b"<html><table><tr><td>1</td></tr></table>", words.WEB),
        (b'\xef\xbb\xbf<?xml version="1.0"?><svg onload="x()"/>', words.WEB),
        ("<table>".encode("utf-16"), words.WEB),
        (b"From: a@b\r\nSubject: figures\r\n", words.MAIL),
        (b"MZ\x90\x00\x03", words.PROGRAM),
        (b"#!/bin/sh\nrm -rf ~", words.PROGRAM),
        (b"\x00\x01\x02", words.OTHER),
        (b"a,b\r\n\x81\x8d,c", words.LETTERS),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_send_instead(content, sentence):
    assert refusal(content) == sentence


# --- what brings more than cells -----------------------------------------------------------------
RELATIONS = (
    '<Relationships xmlns="x"><Relationship Id="r" Type="{}" Target="{}"{}/></Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("member", "text", "sentence"),
    [
        ("xl/vbaProject.bin", "macro", words.MACROS),
        ("xl/other.rels", RELATIONS.format("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "a.bin", ""), words.MACROS),
        ("xl/macrosheets/sheet1.xml", "<x/>", words.MACROS),
        ("xl/externalLinks/externalLink1.xml", "<x/>", words.LINKED),
        ("xl/connections.xml", "<x/>", words.LINKED),
        ("xl/a.xml", '<externalLink><ddeLink ddeService="cmd"/></externalLink>', words.LINKED),
        ("xl/a.rels", RELATIONS.format(f"{OFFICE}/image", "http://198.51.100.1/x", ' TargetMode="External"'), words.LINKED),
        ("xl/embeddings/oleObject1.bin", "x", words.EMBEDDED),
        ("xl/media/image1.png", "PK\x03\x04", words.EMBEDDED),
        ("xl/media/inner.xlsx", "x", words.EMBEDDED),
        ("xl/a.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>', words.ENTITIES),
        ("xl/b.xml", "<x/>".encode("utf-16"), words.ENTITIES),
        ("xl/c.xml", '<?xml version="1.0" encoding="utf-7"?><x/>', words.ENTITIES),
        ("../../etc/cron.d/x", "x", words.DAMAGED),
        ("/etc/passwd", "x", words.DAMAGED),
    ],
)  # fmt: skip
def test_a_workbook_that_brings_more_than_cells_is_refused(member, text, sentence):
    assert refusal(repacked(xlsx(ROWS), add={member: text})) == sentence


def test_a_link_that_a_reader_may_click_is_no_other_file():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(ROWS)))
    book.active["A2"].hyperlink = "https://example.org/"
    buffer = io.BytesIO()
    book.save(buffer)

    assert rows(buffer.getvalue()) == PLAIN


@pytest.mark.parametrize(
    ("add", "manifest", "sentence"),
    [
        ({"Basic/Standard/Module1.xml": "<x/>"}, None, words.MACROS),
        ({"Object 1/content.xml": "<x/>"}, None, words.EMBEDDED),
        ({}, "<manifest:manifest><manifest:encryption-data/></manifest:manifest>", words.LOCKED),
        ({"styles.xml": "<a><table:table-source/></a>"}, None, words.LINKED),
        ({"settings.xml": "<a><office:dde-source/></a>"}, None, words.LINKED),
    ],
)
def test_an_open_document_that_brings_more_than_cells_is_refused(add, manifest, sentence):
    more = {"manifest": manifest} if manifest else {}

    assert refusal(ods({"S": AS_ODS}, add=add, **more)) == sentence


def test_an_old_workbook_that_draws_on_another_is_refused():
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, 1)
    content = io.BytesIO()
    book.save(content)
    # An external SUPBOOK record in the place of a record that says nothing of the cells.
    mms = b"\xc1\x00\x02\x00\x00\x00"
    own = content.getvalue()
    assert mms in own

    assert refusal(own.replace(mms, b"\x76\x08\x02\x00\x00\x00", 1)) == words.LINKED


def test_a_locked_workbook_is_refused():
    assert refusal(xls(ROWS).replace(b"\xc1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)) == words.LOCKED


# --- what is too much ----------------------------------------------------------------------------
def test_a_file_that_unpacks_to_far_more_is_refused():
    content = repacked(xlsx(ROWS), add={"xl/media/a.xml": b"0" * 20_000_000})

    assert refusal(content) == words.TOO_LARGE


def test_a_file_of_very_many_members_is_refused():
    content = repacked(xlsx(ROWS), add={f"xl/{n}.xml": b"<x/>" for n in range(Most().members)})

    assert refusal(content) == words.TOO_LARGE


def test_members_that_lie_upon_one_another_are_refused():
    """What makes a bomb of ten megabytes out of a few kilobytes without any nesting."""
    content = bytearray(repacked(xlsx(ROWS), add={"xl/a.xml": b"<x/>", "xl/b.xml": b"<x/>"}))
    at = content.rindex(b"PK\x01\x02")
    first = content.index(b"PK\x01\x02")
    content[at + 42 : at + 46] = content[first + 42 : first + 46]

    assert refusal(bytes(content)) == words.DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused():
    buffer = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/workbook.xml", "<other/>")

    assert refusal(buffer.getvalue()) == words.DAMAGED


@pytest.mark.parametrize("content", [xlsx(ROWS), xls(ROWS), ods({"S": AS_ODS}), b"a,b\nc,d\ne,f\n"])
@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"rows": 2}, "The file has more than 2 rows."),
        ({"cells": 3}, words.TOO_LARGE),
        ({"letters": 0}, "A cell of row 1 holds more than 0 letters."),
        ({"size": 5}, "The file is larger than 0 MB: send only its own table."),
    ],
)
def test_more_rows_cells_letters_or_bytes_than_asked_for_are_refused(content, limit, sentence):
    assert refusal(content, replace(Most(), **limit)) == sentence


def test_a_row_repeated_a_million_times_is_refused():
    assert refusal(ods({"S": ods_row("a", times=1_000_000)})) == words.TOO_LARGE


def test_very_many_sheets_are_refused():
    tables = {f"S{n}": ods_row("a") for n in range(Most().sheets + 1)}

    assert refusal(ods(tables)) == words.TOO_LARGE


def test_a_number_of_a_million_digits_stays_a_text():
    content = ods(
        {"S": ods_row('<table:table-cell office:value-type="float" office:value="1e999999"/>')}
    )

    assert rows(content) == [(1, ["1e999999"])]


# --- what is damaged -----------------------------------------------------------------------------
WHOLE = {"xlsx": xlsx(ROWS), "xls": xls(ROWS), "ods": ods({"S": AS_ODS})}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_refused_or_read_and_never_breaks(kind, at, noise):
    with suppress(Unreadable):
        rows(damaged(WHOLE[kind], at, noise))


# Calamine, told by an old workbook of a length beyond all memory, ends its whole process: it is read
# in one of its own, as uploads are.
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
def test_a_damaged_old_workbook_is_refused_or_read_and_breaks_its_own_process_at_most(at, noise):
    with suppress(Unreadable):
        read_book(damaged(WHOLE["xls"], at, noise))


def test_an_old_workbook_that_ends_the_process_which_reads_it_is_refused():
    noise = bytes.fromhex(
        "ff7f7f007f7fddff75a20b7f7f007fff00ff7f00977fff7fc9007fffbfe07f7f7fff000000"
    )

    with pytest.raises(Unreadable):
        read_book(damaged(WHOLE["xls"], 1100, noise))


def damaged(content, at, noise):
    at %= len(content)
    return content[:at] + noise + content[at + len(noise) :]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read_and_never_break(content):
    with suppress(Unreadable):
        rows(content)


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row():
    said = refusal(b'Name,Team\r\nA,East\r\nB,"North\r\nC,South\r\nD,West\r\n')

    assert "begins a cell in row 3 is never closed" in said


def test_a_quotation_mark_within_a_cell_and_a_last_line_without_an_end_are_read():
    assert rows(b'Name,Team\r\nA,Ea"st\r\nB,"North ""A"""') == [
        (1, ["Name", "Team"]),
        (2, ["A", 'Ea"st']),
        (3, ["B", 'North "A"']),
    ]


def test_a_text_with_a_few_zero_bytes_is_told_to_be_damaged():
    text = b"Name,Team\r\n" + b"A,East\r\n" * 200

    assert refusal(text.replace(b"East", b"Ea\0st", 1)) == words.SIGNS
