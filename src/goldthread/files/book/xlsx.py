"""Excel workbooks, read as a stream: cells alone, without what they were worked out to."""

import io
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import openpyxl

from goldthread.files.book import words
from goldthread.files.book.cells import (
    Book,
    Formula,
    Row,
    Sheet,
    Value,
    day_or_moment,
    number,
    percentage,
)
from goldthread.files.book.kinds import Kind
from goldthread.files.book.most import Most
from goldthread.files.limits import Unreadable


def read(content: bytes, most: Most) -> Book:
    """The sheets of a workbook that `archive.look_through` let pass."""
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl reads XML without defusedxml")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    found = book.worksheets
    if len(found) > most.sheets:
        raise Unreadable(words.TOO_LARGE)
    return Book(Kind.XLSX, tuple(_sheet(sheet) for sheet in found))


def _sheet(sheet: Any) -> Sheet:
    def rows() -> Iterator[Row]:
        sheet.reset_dimensions()  # what the file says of its own width need not be so
        for at, cells in enumerate(sheet.iter_rows(), start=1):
            yield at, [_value(cell) for cell in cells]

    return Sheet(sheet.title, rows, is_hidden=sheet.sheet_state != "visible")


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula(value if isinstance(value, str) else "=")
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        found = number(str(value))
        return percentage(found) if "%" in (cell.number_format or "") else found
    if isinstance(value, date):
        return day_or_moment(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
