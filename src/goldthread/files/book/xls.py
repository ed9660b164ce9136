"""Workbooks of Excel 97 to 2003: values through calamine, and beside them what it does not tell.

Its records say which cells are formulas, which numbers are shown as percentages, and whether there is
more in the file than cells (MS-XLS, sections 2.3 and 2.4).
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import olefile
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

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

BEGIN, END, LOCK, SHEET, SUPPORTING, XF, FORMAT = (
    0x0809,
    0x000A,
    0x002F,
    0x0085,
    0x01AE,
    0x00E0,
    0x041E,
)
FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
NUMBER, SHORT_NUMBER, SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
MACRO_SHEETS = frozenset((0x01, 0x06))
CONNECTIONS = frozenset((0x0876, 0x01AD, 0x0050, 0x0051))  # DCONN, QSI, DCON, DCONREF
OWN_SHEETS, ADD_IN = 0x0401, 0x3A01
PERCENTAGES = frozenset((9, 10))  # the formats 0% and 0.00%, which every workbook has

Place = tuple[int, int]


@dataclass
class Beside:
    """What is known of one sheet's cells beside their values: (row, column), both from 0."""

    formulas: set[Place] = field(default_factory=set)
    percentages: set[Place] = field(default_factory=set)


def read(content: bytes, most: Most) -> Book:
    """The sheets of an old workbook; raises Unreadable where it is none, or brings more than cells."""
    stream = _workbook(content)
    percent, starts = _globals(stream, most)
    with _panics_are_refusals():
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for place, about in enumerate(book.sheets_metadata):
        if about.typ is SheetTypeEnum.MacroSheet or about.typ is SheetTypeEnum.Vba:
            raise Unreadable(words.MACROS)
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        beside = _beside(stream, starts[place] if place < len(starts) else 0, percent)
        hidden = about.visible is not SheetVisibleEnum.Visible
        sheets.append(Sheet(about.name, _reading(book, place, beside), is_hidden=hidden))
    return Book(Kind.XLS, tuple(sheets))


@contextmanager
def _panics_are_refusals() -> Iterator[None]:
    """A damaged file can bring calamine's own code to a panic, which is no ordinary exception."""
    try:
        yield
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as panic:
        raise Unreadable(words.DAMAGED) from panic


def _workbook(content: bytes) -> bytes:
    """The stream of records, where the compound file holds an old workbook and nothing else."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            names = [
                "/".join(path).lower() for path in compound.listdir(streams=True, storages=True)
            ]
            _refuse_carriers(names)
            if "workbook" in names:
                return compound.openstream("Workbook").read()
    except Unreadable:
        raise
    except Exception as fault:  # whatever a damaged file provokes in the library
        raise Unreadable(words.DAMAGED) from fault
    raise Unreadable(words.TOO_OLD if "book" in names else words.OTHER)


def _refuse_carriers(names: list[str]) -> None:
    if any("encryptedpackage" in name or "encryptioninfo" in name for name in names):
        raise Unreadable(words.LOCKED)
    if "worddocument" in names:
        raise Unreadable(words.WORD)
    if "powerpoint document" in names:
        raise Unreadable(words.SLIDES)
    if any(name.startswith("__substg1.0") for name in names):
        raise Unreadable(words.MAIL)
    if any(
        "vba" in name.split("/")[0] or name.endswith("/vba") or "/vba/" in name for name in names
    ):
        raise Unreadable(words.MACROS)
    if any(
        "ole10native" in name or name.startswith(("mbd", "objectpool", "lnk")) for name in names
    ):
        raise Unreadable(words.EMBEDDED)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on: kind and what is said, to the end of the part that begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        if kind == BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + size


def _globals(stream: bytes, most: Most) -> tuple[set[int], list[int]]:
    """Which looks of cells are percentages, and where each sheet begins."""
    looks: list[int] = []
    percentages = set(PERCENTAGES)
    starts: list[int] = []
    for kind, said in _records(stream, 0):
        if kind == LOCK:
            raise Unreadable(words.LOCKED)
        if kind in CONNECTIONS or (kind == SUPPORTING and not _is_own(said)):
            raise Unreadable(words.LINKED)
        if kind == SHEET and len(said) >= 6:
            if said[5] in MACRO_SHEETS:
                raise Unreadable(words.MACROS)
            starts.append(struct.unpack_from("<I", said)[0])
        elif kind == FORMAT and len(said) > 2 and b"%" in said:
            percentages.add(struct.unpack_from("<H", said)[0])
        elif kind == XF and len(said) >= 4:
            looks.append(struct.unpack_from("<H", said, 2)[0])
    if len(starts) > most.sheets:
        raise Unreadable(words.TOO_LARGE)
    return {place for place, format_ in enumerate(looks) if format_ in percentages}, starts


def _is_own(said: bytes) -> bool:
    return len(said) >= 4 and struct.unpack_from("<H", said, 2)[0] in (OWN_SHEETS, ADD_IN)


def _beside(stream: bytes, start: int, percent: set[int]) -> Beside:
    found = Beside()
    for kind, said in _records(stream, start):
        if kind in CONNECTIONS:
            raise Unreadable(words.LINKED)
        if len(said) < 6:
            continue
        row, column, look = struct.unpack_from("<HHH", said)
        if kind in FORMULAS:
            found.formulas.add((row, column))
        elif kind in (NUMBER, SHORT_NUMBER) and look in percent:
            found.percentages.add((row, column))
        elif kind == SHORT_NUMBERS:
            many = range((len(said) - 6) // 6)
            looks = ((at, struct.unpack_from("<H", said, 4 + 6 * at)[0]) for at in many)
            found.percentages.update((row, column + at) for at, look in looks if look in percent)
    return found


def _reading(book: Any, place: int, beside: Beside) -> Any:
    def rows() -> Iterator[Row]:
        with _panics_are_refusals():
            read = book.get_sheet_by_index(place).to_python(skip_empty_area=False)
        for at, cells in enumerate(read):
            yield (
                at + 1,
                [_value(value, (at, column), beside) for column, value in enumerate(cells)],
            )

    return rows


def _value(value: Any, place: Place, beside: Beside) -> Value:
    if place in beside.formulas:
        return Formula()
    if value in ("", None):
        return None
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        found = number(str(int(value) if whole else value))
        return percentage(found) if place in beside.percentages else found
    if isinstance(value, date):
        return day_or_moment(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
