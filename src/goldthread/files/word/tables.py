"""The tables of a Word document as plain rows, with what a reader should be told of how they were read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from goldthread.files.apart import FAULTY, read_apart
from goldthread.files.book.apart import SheetRead, plain_rows, rows_of
from goldthread.files.draft.paragraphs import Styles
from goldthread.files.draft.xml import Element, attribute, local, named
from goldthread.files.limits import Limits, Unreadable
from goldthread.files.word.opening import inside, of_the_text, opened_text, text_of

READER = f"{__name__}:look"
LIMITS = Limits(processor_seconds=40, seconds=60)
MOST_ROWS, MOST_COLUMNS = 20_000, 60
TOO_LONG = "The tables have more than 20,000 rows: send them in parts."
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


@dataclass(frozen=True)
class TablesRead:
    """Each table as a sheet of rows; whether changes were tracked; the rows that run across a table."""

    sheets: tuple[SheetRead, ...]
    has_changes: bool
    across: tuple[str, ...]


def read_tables(content: bytes) -> TablesRead:
    """Every table; raises Unreadable with one sentence for whoever sent it."""
    said = read_apart(READER, content, limits=LIMITS)
    try:
        sheets = [SheetRead(str(name), rows_of(rows)) for name, rows in said["tables"]]
        return TablesRead(tuple(sheets), bool(said["has_changes"]), tuple(said["across"]))
    except (ValueError, TypeError, KeyError) as fault:
        raise Unreadable(FAULTY) from fault


def look(stream: BinaryIO) -> dict[str, Any]:
    """The tables as JSON carries them: run in the process apart."""
    root, styles = opened_text(stream)
    tables, across, count = [], [], 0
    for number, table in enumerate(of_the_text(root, "tbl"), 1):
        name = f"Table {number}"
        rows = []
        for at, (cells, is_across) in _rows(table, styles):
            if is_across:
                across.append(f"{name}, row {at}")
            else:
                rows.append((at, cells))
        count += len(rows)
        if count > MOST_ROWS:
            raise Unreadable(TOO_LONG)
        tables.append([name, plain_rows(rows)])
    changed = any(True for _ in named(root, *_CHANGES))
    return {"tables": tables, "has_changes": changed, "across": across}


def _rows(
    table: Element, styles: Styles
) -> Iterator[tuple[int, tuple[tuple[str | None, ...], bool]]]:
    """(number, (cells, whether one cell runs across all)); what is merged downwards stands in each row."""
    above: list[str | None] = []
    for number, row in enumerate(inside(table, "tr", "tbl"), 1):
        if _is_deleted(row):
            continue
        cells = inside(row, "tc", "tr")
        values: list[str | None] = [None] * _number(row, "gridBefore")
        for cell in cells:
            place = len(values)
            text: str | None = text_of(cell, styles) or None
            if _goes_on(cell) and text is None and place < len(above):
                text = above[place]
            values += [text, *[None] * (_number(cell, "gridSpan", 1) - 1)][:MOST_COLUMNS]
        values = values[:MOST_COLUMNS]
        is_across = len(cells) == 1 and len(values) > 1
        yield number, (tuple(values), is_across and values[0] is not None)
        above = values


def _properties(element: Element, ending: str) -> list[Element]:
    return [each for each in element if local(each) == ending]


def _number(element: Element, name: str, otherwise: int = 0) -> int:
    for properties in _properties(element, "tcPr") + _properties(element, "trPr"):
        for each in (each for each in properties if local(each) == name):
            value = attribute(each, "val")
            return min(int(value), MOST_COLUMNS) if value.isdigit() else otherwise
    return otherwise


def _goes_on(cell: Element) -> bool:
    """Whether a cell is merged with the one above it."""
    merges = [m for p in _properties(cell, "tcPr") for m in p if local(m) == "vMerge"]
    return any(attribute(each, "val") in ("", "continue") for each in merges)


def _is_deleted(row: Element) -> bool:
    return any(local(each) == "del" for p in _properties(row, "trPr") for each in p)
