"""A workbook that its reader made or was handed by a colleague: the values it shows, read fast.

For commands on the reader's own machine. What strangers send is opened by `opening`, in a process apart.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import python_calamine

from goldthread.files.book import words
from goldthread.files.book.kinds import PACKED
from goldthread.files.limits import MEGABYTE, Unreadable

LARGEST = 300 * MEGABYTE
LARGEST_UNPACKED = 6_000 * MEGABYTE
TIMES = 300  # how much smaller than its contents an honest workbook can be
NO_BOOK = (
    "The file cannot be read as a spreadsheet: open it, save it again as .xlsx, and give that."
)

OwnRow = tuple[
    int, list[Any]
]  # its number as a spreadsheet counts; texts, numbers, days; "" where blank


def sheets(content: bytes) -> Iterator[tuple[str, Iterator[OwnRow]]]:
    """Each worksheet's name and its rows that hold something; formulas as the values stored with them.

    Raises Unreadable, here or while rows are read.
    """
    if len(content) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // MEGABYTE} MB.")
    _refuse_bombs(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            each.name
            for each in book.sheets_metadata
            if each.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError as fault:
        raise Unreadable(words.LOCKED) from fault
    except Exception as fault:  # whatever a damaged file provokes in the library
        raise Unreadable(NO_BOOK) from fault
    for name in names:
        yield name, _rows(book, name)


def _rows(book: Any, name: str) -> Iterator[OwnRow]:
    try:
        for number, row in enumerate(book.get_sheet_by_name(name).iter_rows(), start=1):
            if any(cell != "" for cell in row):
                yield number, row
    except Exception as fault:
        raise Unreadable(NO_BOOK) from fault


def _refuse_bombs(content: bytes) -> None:
    """Refuse a packed file that unpacks without end, before anything unpacks it."""
    if not content.startswith(PACKED):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Unreadable(NO_BOOK) from fault
    if unpacked > min(LARGEST_UNPACKED, max(len(content) * TIMES, 50 * MEGABYTE)):
        raise Unreadable(words.TOO_LARGE)
