"""A workbook that its reader made or was handed by a colleague: the values it shows, read fast.

For commands on the reader's own machine. What strangers send is opened by `opening`, in a process apart.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import python_calamine

from goldthread.files.book import words
from goldthread.files.book.kinds import COMPOUND, PACKED
from goldthread.files.book.marks import Marks, marks
from goldthread.files.limits import MEGABYTE, Unreadable

LARGEST = 300 * MEGABYTE
LARGEST_UNPACKED = 6_000 * MEGABYTE
TIMES = 300  # how much smaller than its contents an honest workbook can be
NO_BOOK = (
    "The file cannot be read as a spreadsheet: open it, save it again as .xlsx, and give that."
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (("word/", words.WORD), ("ppt/", words.SLIDES), ("Index/", words.NUMBERS))

OwnRow = tuple[
    int, list[Any]
]  # its number as a spreadsheet counts; texts, numbers, days; "" where blank


@dataclass(frozen=True)
class OwnSheet:
    """A worksheet, what it marks, and its rows that hold something."""

    name: str
    is_hidden: bool
    marks: Marks
    rows: Iterator[OwnRow]


def sheets(content: bytes) -> Iterator[OwnSheet]:
    """The worksheets: formulas as the values stored with them, cells in error as their signs.

    Raises Unreadable, here or while rows are read.
    """
    if len(content) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // MEGABYTE} MB.")
    _refuse_bombs(content)
    if content.startswith(COMPOUND[:4]) and _LOCKED in content:
        raise Unreadable(words.LOCKED)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        there = [
            (each.name, each.visible is not python_calamine.SheetVisibleEnum.Visible)
            for each in book.sheets_metadata
            if each.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError as fault:
        raise Unreadable(words.LOCKED) from fault
    except Exception as fault:  # whatever a damaged file provokes in the library
        raise Unreadable(NO_BOOK) from fault
    marked = marks(content) if content.startswith(PACKED) else {}
    for name, is_hidden in there:
        own = marked.get(name) or Marks()
        yield OwnSheet(name, is_hidden, own, _rows(book, name, own))


def _rows(book: Any, name: str, own: Marks) -> Iterator[OwnRow]:
    of_rows: dict[int, dict[int, str]] = {}
    for (at, column), sign in own.in_error.items():
        of_rows.setdefault(at + 1, {})[column] = sign
    try:
        for number, row in enumerate(book.get_sheet_by_name(name).iter_rows(), start=1):
            for column, sign in of_rows.get(number, {}).items():
                if column < len(row) and row[column] == "":
                    row[column] = sign
            if any(cell != "" for cell in row):
                yield number, row
    except Exception as fault:
        raise Unreadable(NO_BOOK) from fault


def _refuse_bombs(content: bytes) -> None:
    """Refuse a packed file that is no workbook or unpacks without end, before anything unpacks it."""
    if not content.startswith(PACKED):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            unpacked = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Unreadable(NO_BOOK) from fault
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        others = (says for folder, says in _OTHERS if any(n.startswith(folder) for n in names))
        raise Unreadable(next(others, words.PACKED))
    if unpacked > min(LARGEST_UNPACKED, max(len(content) * TIMES, 50 * MEGABYTE)):
        raise Unreadable(words.TOO_LARGE)
