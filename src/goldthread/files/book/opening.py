"""Opening a spreadsheet: what it is, whether it may be read, and its rows within the limits."""

from collections.abc import Iterator
from dataclasses import replace

from goldthread.files.book import archive, ods, text, words, xls, xlsx
from goldthread.files.book.cells import Book, Row, Sheet, clean
from goldthread.files.book.kinds import COMPOUND, PACKED, Kind, refuse_other_kinds
from goldthread.files.book.most import LAST_ROW, Most
from goldthread.files.limits import MEGABYTE, Unreadable


def open_book(content: bytes, most: Most | None = None) -> Book:
    """The sheets in these bytes, whose rows are read one after another and end where there are too many.

    Raises Unreadable, here or while rows are read, with one sentence for whoever sent it.
    """
    most = most or Most()
    if len(content) > most.size:
        raise Unreadable(
            f"The file is larger than {most.size // MEGABYTE} MB: send only its own table."
        )
    refuse_other_kinds(content)
    try:
        book = _opened(content, most)
    except (Unreadable, MemoryError):
        raise
    except Exception as fault:  # whatever a damaged file provokes in the libraries
        raise Unreadable(words.DAMAGED) from fault
    if not book.sheets:
        raise Unreadable(words.DAMAGED)
    return replace(book, sheets=tuple(_within(sheet, most) for sheet in book.sheets))


def _opened(content: bytes, most: Most) -> Book:
    if content.startswith(PACKED):
        kind = archive.look_through(content, most)
        return xlsx.read(content, most) if kind is Kind.XLSX else ods.read(content, most)
    if content.startswith(COMPOUND[:4]):
        return xls.read(content, most)
    return text.read(content)


def _within(sheet: Sheet, most: Most) -> Sheet:
    """The sheet with a limit on what is read of it, without blank rows."""
    tidy = _tidied if sheet.is_ragged else _filled

    def rows() -> Iterator[Row]:
        try:
            yield from _limited(tidy(_on_a_sheet(sheet.rows())), most)
        except (Unreadable, MemoryError):
            raise
        except Exception as fault:
            raise Unreadable(words.DAMAGED) from fault

    return replace(sheet, name=clean(sheet.name)[:100], rows=rows)


def _on_a_sheet(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows as they come; blank ones are numbered up to the last, so its number must be true."""
    for number, row in rows:
        if number > LAST_ROW:
            raise Unreadable(words.DAMAGED)
        yield number, row


def _limited(rows: Iterator[Row], most: Most) -> Iterator[Row]:
    cells = 0
    for seen, (number, row) in enumerate(rows, start=1):
        cells += len(row)
        if seen > most.rows:
            raise Unreadable(f"The file has more than {most.rows:,} rows.")
        if cells > most.cells:
            raise Unreadable(words.TOO_LARGE)
        if len(row) > most.columns:
            raise Unreadable(f"Row {number} of the file has more than {most.columns} columns.")
        if any(isinstance(value, str) and len(value) > most.letters for value in row):
            raise Unreadable(f"A cell of row {number} holds more than {most.letters:,} letters.")
        yield number, row


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    return ((number, row) for number, row in rows if any(value is not None for value in row))


def _tidied(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that hold something, their texts clean, up to their last cell that does."""
    for number, row in rows:
        end = len(row)
        while end and (row[end - 1] is None or row[end - 1] == ""):
            end -= 1
        if end:
            yield number, [clean(value) if isinstance(value, str) else value for value in row[:end]]
