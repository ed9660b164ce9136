"""A file as it was given: what it is by its first bytes, its fingerprint, and its sheets."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

import python_calamine

from goldthread.files.book import Most, open_book
from goldthread.files.book.kinds import COMPOUND, PACKED
from goldthread.files.limits import MEGABYTE, Unreadable

Row = tuple[int, list[Any]]  # its number as a spreadsheet counts, its cells

LARGEST_WORKBOOK = 300 * MEGABYTE
LARGEST_UNPACKED = 6_000 * MEGABYTE
LARGEST_TABLE = 4_000 * MEGABYTE
_TIMES = 300  # how much smaller than its contents an honest workbook can be
_MOST = Most(
    size=LARGEST_TABLE, unpacked=LARGEST_UNPACKED, rows=50_000_000, columns=300, cells=2_000_000_000
)
LOCKED = "The file is locked with a password: save a copy without one."
DAMAGED = (
    "The file cannot be read as a spreadsheet: open it, save it again as .xlsx, and give that."
)
TOO_LARGE = "The file unpacks to more than a spreadsheet of records can be."
EMPTY = "The file is empty."
UTF_16_XML = "The file is XML in UTF-16: save it as UTF-8, as the census asks."


class Kind(Enum):
    XML = "xml"
    WORKBOOK = "workbook"
    CSV = "csv"


@dataclass(frozen=True)
class Sheet:
    """One table: the name of its sheet ("" for a CSV file) and its rows that hold something."""

    name: str
    rows: Iterator[Row]


@dataclass(frozen=True)
class Given:
    """A file that was named on the command line. `name` is told in findings in place of its path."""

    path: Path
    name: str

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the file, read in pieces."""
        found = hashlib.sha256()
        with self.path.open("rb") as file:
            while piece := file.read(MEGABYTE):
                found.update(piece)
        return found.hexdigest()

    @cached_property
    def kind(self) -> Kind:
        """What the file is; raises Unreadable where it is empty, or XML that cannot be read."""
        with self.path.open("rb") as file:
            start = file.read(4096)
        if not start:
            raise Unreadable(EMPTY)
        if start.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0?\0", b"\0<\0?")):
            raise Unreadable(UTF_16_XML)
        text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text.startswith(b"<") and not text[:20].lower().startswith(
            (b"<html", b"<!doctype html")
        ):
            return Kind.XML
        if start.startswith((PACKED, COMPOUND[:4])):
            return Kind.WORKBOOK
        return Kind.CSV

    def sheets(self) -> Iterator[Sheet]:
        """The sheets of a workbook, or the one table of a CSV file; raises Unreadable."""
        if self.kind is Kind.CSV:
            table = open_book(self._content(LARGEST_TABLE), _MOST).sheets[0]
            yield Sheet("", _plain(table.rows()))
            return
        content = self._content(LARGEST_WORKBOOK)
        _refuse_bombs(content)
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            names = [
                each.name
                for each in book.sheets_metadata
                if each.typ is python_calamine.SheetTypeEnum.WorkSheet
            ]
        except python_calamine.PasswordError as fault:
            raise Unreadable(LOCKED) from fault
        except Exception as fault:  # whatever a damaged file provokes in the library
            raise Unreadable(DAMAGED) from fault
        for name in names:
            yield Sheet(name, _rows(book, name))

    def _content(self, most: int) -> bytes:
        if self.path.stat().st_size > most:
            raise Unreadable(f"The file is larger than {most // MEGABYTE:,} MB.")
        return self.path.read_bytes()


def _plain(rows: Iterator[Any]) -> Iterator[Row]:
    """Rows of a CSV file; what looks like a formula is the text that stands there."""
    for number, row in rows:
        yield number, [getattr(value, "text", value) for value in row]


def _rows(book: Any, name: str) -> Iterator[Row]:
    try:
        sheet = book.get_sheet_by_name(name)
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if any(cell != "" for cell in row):
                yield number, row
    except Exception as fault:
        raise Unreadable(DAMAGED) from fault


def _refuse_bombs(content: bytes) -> None:
    """Refuse a packed file that unpacks without end, before anything unpacks it."""
    if not content.startswith(PACKED):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Unreadable(DAMAGED) from fault
    if unpacked > min(LARGEST_UNPACKED, max(len(content) * _TIMES, 50 * MEGABYTE)):
        raise Unreadable(TOO_LARGE)
