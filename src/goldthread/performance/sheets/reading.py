"""Reading a file that somebody sent as a return's: text and numbers only, whatever it pretends to be."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from goldthread.outputs.spreadsheet import as_it_was, guarded
from goldthread.performance.asked import PARTS
from goldthread.performance.sheets.form import (
    COLUMNS,
    HIDDEN,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_MEMBERS,
    MOST_ROWS,
    MOST_SHARED,
    MOST_TIMES,
    MOST_UNPACKED,
    SHEET,
    TEMPLATE_VERSION,
    SheetRefused,
)

LONGEST_NUMBER = 60  # letters: what is longer is no number, and is not repeated whole on a page
HEADS_WITHIN = 20  # rows in which the column names must come
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Content:
    """What stands in one cell."""

    text: str = ""
    is_formula: bool = False


BLANK = Content()


@dataclass(frozen=True)
class SheetRow:
    """A row below the column names: its number as a spreadsheet counts, its filled cells by column."""

    number: int
    cells: Mapping[str, Content]

    def text(self, column: str) -> str:
        return self.cells.get(column, BLANK).text


@dataclass(frozen=True)
class Sheet:
    """What a file holds, and the return that it says it was made for ("" where it does not say)."""

    request_id: str
    rows: tuple[SheetRow, ...]

    @property
    def periods(self) -> frozenset[str]:
        return frozenset(row.text("period") for row in self.rows) - {""}


def read(content: bytes) -> Sheet:
    """The rows of a file; raises SheetRefused where it is no return's spreadsheet."""
    if len(content) > MOST_BYTES:
        raise SheetRefused("The file is larger than 5 MB: send only the return's own sheet.")
    if not content.strip():
        raise SheetRefused("The file is empty.")
    if content.startswith(b"PK\x03\x04"):
        request_id, rows = _workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused(
            "This is an old or locked Excel file: save it as .xlsx without a password."
        )
    else:
        request_id, rows = "", _csv(_text(content))
    if not rows:
        raise SheetRefused("The file has column names and no lines.")
    return Sheet(request_id, tuple(rows))


# --- workbooks -----------------------------------------------------------------------------------
def _workbook(content: bytes) -> tuple[str, list[SheetRow]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_carriers(packed.infolist())
            _refuse_bombs(packed.infolist(), len(content))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            return _request_id(book), list(_table(_rows_of(book), _content))
        finally:
            book.close()
    except (SheetRefused, MemoryError):
        raise
    except Exception as error:  # whatever a damaged file provokes in the library
        raise SheetRefused("The file cannot be read as a spreadsheet.") from error


def _refuse_carriers(members: list[zipfile.ZipInfo]) -> None:
    """Refuse a workbook that brings more than its own cells."""
    names = [member.filename for member in members]
    if any(name.endswith("vbaProject.bin") for name in names):
        raise SheetRefused("The file holds macros: save it as an ordinary .xlsx workbook.")
    if any(name.startswith(("xl/externalLinks/", "xl/connections.xml")) for name in names):
        raise SheetRefused(
            "The file draws on other files: save a copy that holds its own numbers only."
        )
    if any(name.startswith(("xl/embeddings/", "xl/activeX/")) for name in names):
        raise SheetRefused("The file has other files embedded in it: take them out.")


def _refuse_bombs(members: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a workbook that unpacks without end; what it says of its sizes holds when it is read."""
    unpacked = sum(member.file_size for member in members)
    shared = sum(m.file_size for m in members if m.filename.endswith("sharedStrings.xml"))
    if (
        len(members) > MOST_MEMBERS
        or unpacked > min(MOST_UNPACKED, packed * MOST_TIMES)
        or shared > MOST_SHARED
    ):
        raise SheetRefused("The file unpacks to more than a return can be.")


def _request_id(book: Any) -> str:
    if SHEET not in book.sheetnames:
        raise SheetRefused(
            f"The file has no sheet named '{SHEET}': use the template of this return."
        )
    if HIDDEN not in book.sheetnames:
        return ""
    rows = book[HIDDEN].iter_rows(max_row=8, max_col=2, values_only=True)
    said = {str(name): str(value or "") for name, value in rows}
    if said.get("version") != TEMPLATE_VERSION:
        raise SheetRefused(
            "This file was made from another version of the template: download the template again."
        )
    return said.get("request", "")


def _rows_of(book: Any) -> Iterable[Sequence[Any]]:
    sheet = book[SHEET]
    sheet.reset_dimensions()  # what the file says of its own width need not be so
    return sheet.iter_rows()


def _content(cell: Any) -> Content:
    """A cell as text, as its reader sees it: 1 shown as 100% is a percentage."""
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "f" or not isinstance(value, str | int | float | date):
        return Content("=", is_formula=True)
    if isinstance(value, bool):
        return Content("TRUE" if value else "FALSE")
    if isinstance(value, date):
        return Content(f"{value:%d/%m/%Y}")
    if isinstance(value, str):
        return Content(value.strip())
    number = Decimal(str(value))
    if "%" in (cell.number_format or ""):
        return Content(f"{(number * 100).normalize():f}%")
    return Content(f"{number:f}")


# --- CSV -----------------------------------------------------------------------------------------
def _text(content: bytes) -> str:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise SheetRefused("The file is neither an Excel workbook nor a CSV file.")


def _csv(text: str) -> list[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return list(_table(reader, _csv_content))
    except csv.Error as error:
        raise SheetRefused("The file cannot be read as a CSV file.") from error


def _delimiter(text: str) -> str:
    """What parts the column names, wherever their line stands."""
    for line in text.splitlines()[:HEADS_WITHIN]:
        for delimiter in _DELIMITERS:
            names = {name.strip(' "').lower() for name in line.split(delimiter)}
            if {"indicator", "area_code"} <= names:
                return delimiter
    return ","


def _csv_content(cell: str) -> Content:
    text = cell.strip()
    if not text:
        return BLANK
    own = as_it_was(text)
    return Content(own if guarded(own) == text else text, is_formula=text.startswith("="))


# --- both ----------------------------------------------------------------------------------------
def _table(rows: Iterable[Sequence[Any]], content: Callable[[Any], Content]) -> Iterator[SheetRow]:
    """The rows below the line of column names that are not empty."""
    heads: list[str] = []
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise SheetRefused(f"The file has more than {MOST_ROWS:,} rows.")
        if len(row) > MOST_COLUMNS:
            raise SheetRefused(f"Row {number} of the file has more than {MOST_COLUMNS} columns.")
        if heads:
            contents = ((name, content(cell)) for name, cell in zip(heads, row, strict=False))
            cells = {name: said for name, said in contents if said.text}
            if cells:
                yield SheetRow(number, cells)
        elif number > HEADS_WITHIN:
            break
        else:
            heads = _heads([content(cell) for cell in row])
    if not heads:
        wanted = ", ".join(COLUMNS)
        raise SheetRefused(f"The file has no line of column names. It needs: {wanted}.")


def _heads(cells: list[Content]) -> list[str]:
    """The column names of this row; empty where it is not the row of column names."""
    names = [cell.text.lower() for cell in cells]
    if "indicator" not in names or "area_code" not in names:
        return []
    if any(len(name) > LONGEST_NAME for name in names):
        raise SheetRefused(f"The name of a column has more than {LONGEST_NAME} letters.")
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise SheetRefused(f"The column {twice[0]} stands twice.")
    if not set(PARTS) & set(names):
        raise SheetRefused("The file has no column of numbers: value, numerator or denominator.")
    return names
