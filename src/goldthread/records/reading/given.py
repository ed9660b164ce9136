"""A file as it was given: what it is by its first bytes, its fingerprint, and its sheets."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from goldthread.files.book import Most, open_book, own
from goldthread.files.book.kinds import COMPOUND, PACKED
from goldthread.files.book.marks import Marks
from goldthread.files.limits import MEGABYTE, Unreadable

Row = tuple[int, list[Any]]  # its number as a spreadsheet counts, its cells

LARGEST_TABLE = 4_000 * MEGABYTE
_TIMES = 300  # how much smaller than its contents an honest workbook can be
_MOST = Most(size=LARGEST_TABLE, rows=50_000_000, cells=2_000_000_000)
EMPTY = "The file is empty."
UTF_16_XML = "The file is XML in UTF-16: save it as UTF-8, as the census asks."


class Kind(Enum):
    XML = "xml"
    WORKBOOK = "workbook"
    CSV = "csv"


@dataclass(frozen=True)
class Sheet:
    """One table: the name of its sheet ("" for a CSV file), its rows that hold something, what is hidden."""

    name: str
    rows: Iterator[Row]
    is_hidden: bool = False
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True)
class Given:
    """A file that was named on the command line. `name` is told in findings in place of its path."""

    path: Path
    name: str

    def open(self) -> BinaryIO:
        """The file from its first byte on."""
        return self.path.open("rb")

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.path.stat().st_size

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the file, read in pieces."""
        found = hashlib.sha256()
        with self.open() as file:
            while piece := file.read(MEGABYTE):
                found.update(piece)
        return found.hexdigest()

    @cached_property
    def kind(self) -> Kind:
        """What the file is; raises Unreadable where it is empty, or XML that cannot be read."""
        with self.open() as file:
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
        for each in own.sheets(self._content(own.LARGEST)):
            yield Sheet(each.name, each.rows, each.is_hidden, each.marks)

    def _content(self, most: int) -> bytes:
        if self.size > most:
            raise Unreadable(f"The file is larger than {most // MEGABYTE:,} MB.")
        with self.open() as file:
            return file.read()


@dataclass(frozen=True)
class Held(Given):
    """A file that lies in memory alone, under a name that says nothing."""

    content: bytes = b""

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)

    @property
    def size(self) -> int:
        return len(self.content)


def _plain(rows: Iterator[Any]) -> Iterator[Row]:
    """Rows of a CSV file; what looks like a formula is the text that stands there."""
    for number, row in rows:
        yield number, [getattr(value, "text", value) for value in row]
