"""OpenDocument spreadsheets, read as a stream."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

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

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{_NAMES}{name}:1.0}}" for name in ("table", "office", "text"))
_STYLE = f"{_NAMES}style:1.0}}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(content: bytes, most: Most) -> Book:
    """The sheets of a spreadsheet that `archive.look_through` let pass."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read("content.xml")
    names, hidden = _names(text, most)
    sheets = (
        Sheet(name, lambda place=place: _rows(text, place, most), is_hidden=place in hidden)  # type: ignore[misc]
        for place, name in enumerate(names)
    )
    return Book(Kind.ODS, tuple(sheets))


def _names(text: bytes, most: Most) -> tuple[list[str], set[int]]:
    """The names of the sheets, and the places of those that are hidden."""
    names: list[str] = []
    styles: list[str] = []
    unseen: set[str] = set()
    depth, style = 0, ""
    for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=True):
        if element.tag == f"{_STYLE}style" and event == "start":
            style = element.get(f"{_STYLE}name", "")
        elif element.tag == f"{_STYLE}table-properties" and event == "start":
            if element.get(f"{_TABLE}display") == "false":
                unseen.add(style)
        elif element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if depth > 1:
                raise Unreadable(words.DAMAGED)  # a table within a cell
            if event == "start":
                names.append(element.get(f"{_TABLE}name", ""))
                styles.append(element.get(f"{_TABLE}style-name", ""))
        if event == "end" and element.tag == f"{_TABLE}table-row":
            element.clear()
    if len(names) > most.sheets:
        raise Unreadable(words.TOO_LARGE)
    return names, {place for place, used in enumerate(styles) if used in unseen}


def _rows(text: bytes, place: int, most: Most) -> Iterator[Row]:
    at, sheet = 0, -1
    for event, element in iterparse(io.BytesIO(text), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if element.tag == f"{_TABLE}table":
                sheet += 1
            continue
        if element.tag != f"{_TABLE}table-row":
            continue
        if sheet == place:
            times = _times(element, "rows")
            cells = _cells(element, most)
            if any(cell is not None for cell in cells):
                if times > most.rows:
                    raise Unreadable(words.TOO_LARGE)
                for more in range(times):
                    yield at + more + 1, cells
            at += times
        element.clear()


def _times(element: Element, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else 1


def _cells(row: Element, most: Most) -> list[Value]:
    cells: list[Value] = []
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        value = _value(cell)
        times = _times(cell, "columns")
        if value is None:
            blank += times
            continue
        if len(cells) + blank + times > most.columns:
            raise Unreadable(words.TOO_LARGE)
        cells += [None] * blank + [value] * times
        blank = 0
    return cells


def _value(cell: Element) -> Value:
    formula = cell.get(f"{_TABLE}formula")
    if formula is not None:
        return Formula(formula)
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency", "percentage"):
        found = number(cell.get(f"{_OFFICE}value", ""))
        return percentage(found) if kind == "percentage" else found
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _day(cell.get(f"{_OFFICE}date-value", ""))
    own = cell.get(f"{_OFFICE}string-value")
    text = (
        own
        if own is not None
        else "\n".join(_line(part) for part in cell if part.tag == f"{_TEXT}p")
    )
    return text or None


def _day(text: str) -> Value:
    try:
        return day_or_moment(datetime.fromisoformat(text))  # noqa: DTZ007 -- a sheet knows no zone
    except ValueError:
        return text


def _line(part: Element) -> str:
    """A paragraph's text; blanks, tabs and line breaks are elements of their own."""
    said = part.text or ""
    for inner in part:
        if inner.tag == f"{_TEXT}s":
            count = inner.get(f"{_TEXT}c", "1")
            said += " " * min(int(count) if count.isdecimal() else 1, 100)
        elif inner.tag == f"{_TEXT}tab":
            said += "\t"
        elif inner.tag == f"{_TEXT}line-break":
            said += "\n"
        elif inner.tag.startswith(_TEXT):
            said += _line(inner)
        said += inner.tail or ""
    return said
