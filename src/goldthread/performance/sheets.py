"""The spreadsheet of a return, out and in: made for just what is asked, read back strictly.

Out: an XLSX workbook with the lines asked, and a hidden sheet that says which return it is for.
In: that workbook, or a CSV with the columns of `COLUMNS`. What comes in is read as text and numbers
only; a formula, a line that was not asked or a line given twice refuses the file.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter

from goldthread.measures.periods import Period
from goldthread.performance.asked import PARTS, Asked, Level, Line, LineKey, Problem, Typed

COLUMNS = ("area_code", "period", "indicator", "breakdown", *PARTS, "answer")
TEMPLATE_VERSION = "1"
SHEET = "Return"
HIDDEN = "goldthread"
FIRST_ROW = 6  # of the lines, counted from 1 as a spreadsheet does
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Sheet:
    """What a file said: the return that it was made for ("" where it does not say), and its lines."""

    request_id: str
    typed: dict[LineKey, Typed]
    periods: frozenset[str] = frozenset()


class SheetRefused(Exception):
    """The file cannot be taken; carries every problem, each with its row."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].sentence)
        self.problems = problems


def _refused(sentence: str) -> SheetRefused:
    return SheetRefused(Problem(Level.ERROR, sentence))


# --- out -----------------------------------------------------------------------------------------
def template(asked: Asked, *, request_id: str, agency: str, due: str) -> bytes:
    """The workbook of a return, ready to be filled in."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#16263a", "font_color": "#ffffff", "text_wrap": True}
        ),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "quiet": book.add_format({"font_color": "#505a5f", "valign": "top"}),
        "open": book.add_format(
            {"locked": False, "bg_color": "#fff8e5", "border": 1, "border_color": "#c9d1d9"}
        ),
        "closed": book.add_format({"bg_color": "#f4f6f8"}),
        "answer": book.add_format({"locked": False, "text_wrap": True, "border": 1}),
    }
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, f"{agency}: figures for {asked.period.label}", formats["title"])
    sheet.write_string(
        1,
        0,
        "Fill in the yellow cells with numbers, no formulas and no percentages. Where a number is "
        "missing or unusual, say why in the answer column.",
    )
    sheet.write_string(2, 0, f"Send it by {due}. Leave the grey columns as they are.")
    heads = (*COLUMNS, "area", "what is asked", "definition")
    for column, name in enumerate(heads):
        sheet.write_string(FIRST_ROW - 2, column, name, formats["head"])
    for row, line in enumerate(asked.lines(), start=FIRST_ROW - 1):
        _write_line(sheet, row, line, asked.period, formats)
    _dress(sheet)
    hidden = book.add_worksheet(HIDDEN)
    for row, (name, value) in enumerate(
        (("request", request_id), ("version", TEMPLATE_VERSION), ("period", str(asked.period)))
    ):
        hidden.write_string(row, 0, name)
        hidden.write_string(row, 1, value)
    hidden.very_hidden()
    book.close()
    return buffer.getvalue()


def _write_line(sheet: Any, row: int, line: Line, period: Period, formats: dict[str, Any]) -> None:
    keys = (line.key.area, str(period), line.key.indicator, line.key.breakdown)
    for column, text in enumerate(keys):
        sheet.write_string(row, column, text, formats["quiet"])
    for column, part in enumerate(PARTS, start=len(keys)):
        sheet.write_blank(row, column, None, formats["open" if part in line.parts else "closed"])
    after = len(keys) + len(PARTS)
    sheet.write_blank(row, after, None, formats["answer"])
    sheet.write_string(row, after + 1, line.area_name, formats["plain"])
    sheet.write_string(row, after + 2, line.words, formats["plain"])
    sheet.write_string(row, after + 3, line.indicator.formula, formats["plain"])


def _dress(sheet: Any) -> None:
    for first, last, width in ((0, 1, 12), (2, 3, 24), (4, 6, 14), (7, 7, 36), (8, 8, 24)):
        sheet.set_column(first, last, width)
    sheet.set_column(9, 9, 44)
    sheet.set_column(10, 10, 60)
    sheet.freeze_panes(FIRST_ROW - 1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 2)


# --- in ------------------------------------------------------------------------------------------
def read(content: bytes, name: str, asked: Asked | None = None) -> Sheet:
    """The lines of a filled-in file; raises SheetRefused with every problem of its form.

    Where `asked` is given, lines that it does not ask for are problems too.
    """
    if len(content) > MOST_BYTES:
        raise _refused("The file is larger than 5 MB: send only the return's own sheet.")
    if content[:4] == b"PK\x03\x04":
        request_id, rows = _workbook_rows(content)
    elif content[:4] == b"\xd0\xcf\x11\xe0":
        raise _refused("This is an old or locked Excel file: save it as .xlsx without a password.")
    else:
        request_id, rows = "", list(_csv_rows(content))
    return _sheet(request_id, rows, asked)


def _workbook_rows(content: bytes) -> tuple[str, list[tuple[int, dict[str, Any]]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise _refused("The file unpacks to more than a return can be.")
        if any(name.endswith("vbaProject.bin") for name in names):
            raise _refused("The file holds macros: save it as an ordinary .xlsx workbook.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    except SheetRefused:
        raise
    except Exception as error:  # whatever a damaged file provokes in the library
        raise _refused("The file cannot be read as a spreadsheet.") from error
    if SHEET not in book.sheetnames:
        raise _refused(f"The file has no sheet named '{SHEET}': use the template of this return.")
    request_id = ""
    if HIDDEN in book.sheetnames:
        said = {row[0]: row[1] for row in book[HIDDEN].iter_rows(max_row=8, values_only=True)}
        request_id = str(said.get("request") or "")
    return request_id, list(_table(book[SHEET].iter_rows(values_only=True, max_col=40)))


def _csv_rows(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            break
    else:
        raise _refused("The file is neither an Excel workbook nor a CSV file.")
    try:
        delimiter = csv.Sniffer().sniff(text[:2000], ",;\t").delimiter
    except csv.Error:
        delimiter = ","
    yield from _table(iter(csv.reader(io.StringIO(text), delimiter=delimiter)))


def _table(rows: Iterator[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows below the line of column names, each with its number and its cells by name."""
    heads: list[str] = []
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise _refused(f"The file has more than {MOST_ROWS:,} rows.")
        cells = ["" if cell is None else cell for cell in row]
        if not heads:
            names = [str(cell).strip().lower() for cell in cells]
            if "indicator" in names and "area_code" in names:
                heads = names
            elif number > 20:
                break
            continue
        if any(str(cell).strip() for cell in cells):
            yield number, dict(zip(heads, cells, strict=False))
    if not heads:
        wanted = ", ".join(COLUMNS)
        raise _refused(f"The file has no line of column names. It needs: {wanted}.")


def _sheet(request_id: str, rows: list[tuple[int, dict[str, Any]]], asked: Asked | None) -> Sheet:
    problems: list[Problem] = []
    typed: dict[LineKey, Typed] = {}
    periods = {str(cells.get("period", "")).strip() for _, cells in rows} - {""}
    wanted = {line.key for line in asked.lines()} if asked else None
    for number, cells in rows:
        row = f"row {number}"
        key = LineKey(
            *(str(cells.get(n, "")).strip() for n in ("area_code", "indicator", "breakdown"))
        )
        texts = {part: str(cells.get(part, "")).strip() for part in PARTS}
        answer = str(cells.get("answer", "")).strip()
        problems += _form_problems(key, row, cells, texts, asked, wanted)
        if key in typed:
            sentence = f"This line stands twice: also in {typed[key].row}"
            problems.append(Problem(Level.ERROR, sentence, key, row=row))
        typed[key] = Typed(texts, answer, row)
    if problems:
        raise SheetRefused(*problems)
    if not typed:
        raise _refused("The file has column names and no lines.")
    return Sheet(request_id, typed, frozenset(periods))


def _form_problems(
    key: LineKey,
    row: str,
    cells: dict[str, Any],
    texts: dict[str, str],
    asked: Asked | None,
    wanted: set[LineKey] | None,
) -> Iterator[Problem]:
    for part, text in texts.items():
        if text.startswith("="):
            sentence = "There is a formula here: type the number that it comes to"
            yield Problem(Level.ERROR, sentence, key, part, row)
    if asked is None or wanted is None:
        return
    period = str(cells.get("period", "")).strip()
    if period and period != str(asked.period):
        sentence = f"The period is {period}, and this return is for {asked.period}"
        yield Problem(Level.ERROR, sentence, key, "period", row)
    if key.area not in dict(asked.areas):
        yield Problem(
            Level.ERROR,
            f"The area {key.area or 'is empty and'} is not asked for",
            key,
            "area_code",
            row,
        )
    elif key.indicator not in asked.indicators:
        sentence = f"The indicator {key.indicator or 'is empty and'} is not asked for"
        yield Problem(Level.ERROR, sentence, key, "indicator", row)
    elif key not in wanted:
        sentence = f"{key.breakdown} is not a part of this indicator"
        yield Problem(Level.ERROR, sentence, key, "breakdown", row)
