"""Reading a file that somebody sent as a return's: text and numbers only, whatever it pretends to be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldthread.files.book import Book, Formula, Kind, Value, as_text, open_book
from goldthread.files.book import Sheet as BookSheet
from goldthread.files.limits import Unreadable
from goldthread.performance.asked import PARTS
from goldthread.performance.sheets.form import (
    COLUMNS,
    HIDDEN,
    LONGEST_NAME,
    MOST,
    SHEET,
    TEMPLATE_VERSION,
    SheetRefused,
)
from goldthread.records.form import MARK, REMARK

LONGEST_NUMBER = 60  # letters: what is longer is no number, and is not repeated whole on a page
HEADS_WITHIN = 20  # rows in which the column names must come


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
    """What a file holds, and the return that it says it was made for ("" where it does not say).

    `is_of_records`: it was made from a council's records, for any return, and may hold more than one asks.
    """

    request_id: str
    rows: tuple[SheetRow, ...]
    is_of_records: bool = False

    @property
    def periods(self) -> frozenset[str]:
        return frozenset(row.text("period") for row in self.rows) - {""}


def read(content: bytes) -> Sheet:
    """The rows of a file; raises SheetRefused where it is no return's spreadsheet."""
    try:
        book = open_book(content, MOST)
        sheet, request_id = _sheet(book)
        rows = tuple(_table(sheet.rows()))
        is_of_records = _first_text(sheet).startswith(MARK)
    except SheetRefused:
        raise
    except Unreadable as refused:
        raise SheetRefused(str(refused)) from refused
    if not rows:
        raise SheetRefused("The file has column names and no lines.")
    return Sheet(request_id, rows, is_of_records)


def _first_text(sheet: BookSheet) -> str:
    return next((as_text(cell) for _, row in sheet.rows() for cell in row[:1]), "")


def _sheet(book: Book) -> tuple[BookSheet, str]:
    """The sheet of the return, and the return that the file says it was made for."""
    if book.kind is Kind.CSV:
        return book.sheets[0], ""
    sheets = {sheet.name: sheet for sheet in reversed(book.sheets)}
    if SHEET not in sheets:
        raise SheetRefused(
            f"The file has no sheet named '{SHEET}': use the template of this return."
        )
    if HIDDEN not in sheets:
        return sheets[SHEET], ""
    said = {as_text(row[0]): as_text(row[1]) for _, row in sheets[HIDDEN].rows() if len(row) > 1}
    if said.get("version") != TEMPLATE_VERSION:
        raise SheetRefused(
            "This file was made from another version of the template: download the template again."
        )
    return sheets[SHEET], said.get("request", "")


def _content(value: Value) -> Content:
    return Content(as_text(value), is_formula=isinstance(value, Formula))


def _table(rows: Iterable[tuple[int, Sequence[Value]]]) -> Iterator[SheetRow]:
    """The rows below the line of column names that are not empty."""
    heads: list[str] = []
    remarks = 0
    for number, row in rows:
        if heads:
            contents = ((name, _content(cell)) for name, cell in zip(heads, row, strict=False))
            cells = {name: said for name, said in contents if said.text}
            if cells:
                yield SheetRow(number, cells)
        elif as_text(next(iter(row), None)).startswith(REMARK):
            remarks += 1
        elif number > HEADS_WITHIN + remarks:
            break
        else:
            heads = _heads([_content(cell) for cell in row])
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
