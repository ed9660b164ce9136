"""Tables as spreadsheets and CSV files whose cells no spreadsheet program takes for a formula.

A text in a CSV file gets a sign where it could be a formula (`files.guarding`). Numbers are never
changed, negative ones neither. In XLSX every text is written as text, so it needs no sign.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goldthread.files.guarding import guarded
from goldthread.files.stamp import Stamp
from goldthread.ui.british import moment

Cell = str | int | float | Decimal | date | None

_PARTS_A_ROW = frozenset(',;\t|"\r\n')  # whichever of them a program takes for the end of a cell
_EMPTY_LINE = '""'  # a line without any sign would be passed over by most readers
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
_MOST_ROWS, _MOST_LETTERS = 1_048_576, 32_767  # of a sheet, of a cell
_WIDEST = 60  # letters; a wider column is wrapped by its reader


@dataclass(frozen=True)
class Sheet:
    """One table: a name of at most 31 letters, its column headings, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class About:
    """What a spreadsheet says of itself on its first sheet; the stamp's is the only time it carries."""

    title: str
    stamp: Stamp
    notes: tuple[tuple[str, str], ...] = ()

    def lines(self) -> list[tuple[str, str]]:
        """The sheet's own rows: a name and what it stands for."""
        stamp = self.stamp
        taken = [("Taken by", stamp.taken_by), ("Taken on", moment(stamp.taken_at))]
        return [
            ("Title", self.title),
            *taken,
            ("Partnership", stamp.partnership),
            ("Marking", stamp.marking),
            *self.notes,
        ]


# A CSV file has no other place that every reader passes over: they stand last in each row.
STAMP_COLUMNS = ("taken_by", "taken_at", "partnership", "file_marking")


def csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 without a mark, lines ended by CR LF, headings first."""
    lines = [",".join(map(_csv_cell, row)) for row in (columns, *rows)]
    return "".join(f"{line or _EMPTY_LINE}\r\n" for line in lines).encode()


def stamped_csv(written: bytes, stamp: Stamp) -> bytes:
    """A file that `csv` wrote, with who took it, when, of where and its marking in each row."""
    first, *others = _lines(written.decode())
    taken = f"{stamp.taken_at:%Y-%m-%d %H:%M}"
    said = ",".join(map(_csv_cell, (stamp.taken_by, taken, stamp.partnership, stamp.marking)))
    lines = [f"{first},{','.join(STAMP_COLUMNS)}", *(f"{line},{said}" for line in others)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _lines(written: str) -> list[str]:
    """The rows of a file that `csv` wrote: a line break inside quotation marks ends none."""
    lines: list[str] = []
    is_open = False
    for part in written.removesuffix("\r\n").split("\r\n"):
        if is_open:
            lines[-1] += f"\r\n{part}"
        else:
            lines.append(part)
        is_open ^= part.count('"') % 2 == 1
    return lines


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return _plain(value)
    text = guarded(value)
    if _PARTS_A_ROW.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _plain(value: int | float | Decimal | date) -> str:
    """A number or day as text that every program reads alike: 0.00001 and never 1E-5."""
    if isinstance(value, bool):
        raise TypeError("say yes or no in words")
    if isinstance(value, date):
        return value.isoformat()
    if not math.isfinite(value):
        raise ValueError("a cell holds a number, nothing, or says why there is none")
    return f"{Decimal(str(value)):f}"


def xlsx(about: About, sheets: Sequence[Sheet]) -> bytes:
    """A workbook: first what it is, then each table. Nothing in it is hidden or worked out."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})  # no temporary files are left behind
    looks = _Looks(book)
    cover = book.add_worksheet("About")
    cover.set_column(0, 0, 24, looks.bold)
    cover.set_column(1, 1, 80)
    for number, (term, text) in enumerate(about.lines()):
        _write_text(cover, number, 0, term, looks.bold)
        _write_text(cover, number, 1, text, looks.wrapped)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.title), sheet, looks)
    mark(book, about.title, about.stamp)
    book.close()
    return file.getvalue()


def mark(book: xlsxwriter.Workbook, title: str, stamp: Stamp) -> None:
    """Put the stamp into a workbook's properties and on each page that is printed of it."""
    book.set_properties(
        {
            "title": title,
            "author": stamp.taken_by,
            "comments": str(stamp),
            "created": stamp.taken_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    taken = f"Taken by {stamp.taken_by} on {moment(stamp.taken_at)}"
    for sheet in book.worksheets():
        sheet.set_header(f"&L{_in_margin(stamp.partnership, 80)}&R{_in_margin(stamp.marking, 80)}")
        sheet.set_footer(f"&L{_in_margin(taken, 160)}&RPage &P of &N")


def _in_margin(text: str, most: int) -> str:
    """Words over or under a printed page, where & begins an instruction and 255 letters are the most."""
    return text[:most].replace("&", "&&")


class _Looks:
    """The formats of a workbook; a number's follows from how many decimals it has."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[int, Format] = {}
        self.bold = book.add_format({"bold": True})
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"}
        )
        # Were somebody to open and leave such a cell, the program would read it again: this stops it.
        self.text = book.add_format({"quote_prefix": True})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})

    def number(self, decimals: int) -> Format:
        if decimals not in self._numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({"num_format": pattern})
        return self._numbers[decimals]


def _write_sheet(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    widths = [len(column) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        _write_text(page, 0, place, column, looks.heading)
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        if number >= _MOST_ROWS:
            raise ValueError(f"a sheet holds {_MOST_ROWS:,} rows at most; ask for CSV")
        for place, value in enumerate(row):
            widths[place] = max(widths[place], len(str(value)) if value is not None else 0)
            _write_cell(page, number, place, value, looks)
    for place, width in enumerate(widths):
        page.set_column(place, place, min(width, _WIDEST) + 2)
    page.freeze_panes(1, 0)
    if sheet.columns:
        page.autofilter(0, 0, number, len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_cell(page: Worksheet, row: int, column: int, value: Cell, looks: _Looks) -> None:
    if value is None:
        return
    if isinstance(value, str):
        _write_text(page, row, column, value, looks.text if guarded(value) != value else None)
    elif isinstance(value, datetime):
        _write_text(page, row, column, value.isoformat())
    elif isinstance(value, date):
        page.write_datetime(row, column, value, looks.day)
    else:
        written = _plain(value)
        decimals = len(written.partition(".")[2])
        page.write_number(row, column, float(value), looks.number(decimals))


def _write_text(
    page: Worksheet, row: int, column: int, text: str, look: Format | None = None
) -> None:
    if len(text) > _MOST_LETTERS:
        raise ValueError(f"a cell holds {_MOST_LETTERS:,} letters at most")
    page.write_string(row, column, text.translate(_NOT_IN_XML), look)
