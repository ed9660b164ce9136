"""The spreadsheet of a return, out and in: made for just what is asked, read back strictly."""

from goldthread.performance.sheets.apart import read_apart
from goldthread.performance.sheets.form import (
    COLUMNS,
    FIRST_ROW,
    HIDDEN,
    MOST,
    MOST_BYTES,
    MOST_ROWS,
    SHEET,
    SheetRefused,
)
from goldthread.performance.sheets.making import csv_template, template
from goldthread.performance.sheets.matching import Lines, cut, lines
from goldthread.performance.sheets.reading import Sheet, SheetRow, read

__all__ = [
    "COLUMNS",
    "FIRST_ROW",
    "HIDDEN",
    "MOST",
    "MOST_BYTES",
    "MOST_ROWS",
    "SHEET",
    "Lines",
    "Sheet",
    "SheetRefused",
    "SheetRow",
    "csv_template",
    "cut",
    "lines",
    "read",
    "read_apart",
    "template",
]
