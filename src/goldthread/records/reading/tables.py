"""Tables of workbooks and CSV files as typed columns, with what is wrong in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from goldthread.records.findings import Findings, Level, Place
from goldthread.records.layout import Layout, Source, annex_a, ssda903
from goldthread.records.reading import hidden
from goldthread.records.reading.given import Given, Kind, Row, Sheet
from goldthread.records.reading.headings import (
    FEWEST,
    HEADINGS_WITHIN,
    Matched,
    match,
    said_number,
    tell,
)
from goldthread.records.spelling import compared
from goldthread.records.values import Reader, Value

NO_HEADINGS = (
    "No line of column headings of Annex A or of the looked-after children return was found in the "
    f"first {HEADINGS_WITHIN} lines. Each list needs its headings, at least {FEWEST} of them as they are written there."
)

NO_HEADING = "Column {column} has no heading, and holds something in row {row}: it is not used."
BEYOND = (
    "This row has a cell beyond the last heading{more}, in column {column}, which is not used. If cells "
    "of the row have been moved to the right, they stand under the wrong headings."
)
MOVED = (
    "This row has more cells than there are headings: a comma in one of its texts may have moved "
    "them. The row is not used."
)


@dataclass
class Table:
    """The rows of one list of one file; `columns` has a value, or None, for each row."""

    source: str
    layout: Layout
    place: Place
    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[Value]] = field(default_factory=dict)

    def column(self, key: str) -> list[Value]:
        """The values of a column; None for every row where the file has no such column."""
        return self.columns.get(key) or [None] * len(self.rows)

    def keep(self, kept: list[bool]) -> None:
        """Leave out the rows that are not kept."""
        if all(kept):
            return
        pick = [at for at, is_kept in enumerate(kept) if is_kept]
        self.rows = [self.rows[at] for at in pick]
        self.columns = {key: [col[at] for at in pick] for key, col in self.columns.items()}


def read(given: Given, findings: Findings) -> Iterator[Table]:
    """The lists in a workbook or CSV file; raises Unreadable where it is neither."""
    is_told = False
    errors = findings.many(Level.ERROR)
    for sheet in given.sheets():
        table = _table(given, sheet, findings)
        if table is not None:
            is_told = True
            yield table
    if not is_told and findings.many(Level.ERROR) == errors:
        Place(findings, given.name).error(NO_HEADINGS)


def _table(given: Given, sheet: Sheet, findings: Findings) -> Table | None:
    place = Place(findings, given.name, sheet.name, sheet.name)
    name = sheet.name or given.path.name
    said = said_number(name) if sheet.name or "list" in name.lower() else 0
    sources = (annex_a(), ssda903())
    found, number = _headings(sheet.rows, sources)
    if found is None:
        if said or given.kind is Kind.CSV:
            place.error(NO_HEADINGS)
        elif number:
            place.warning("This sheet holds none of the lists: it is left aside.")
        return None
    place.list = _title(found)
    tell(found, place, number)
    is_annex = found.source.key == "annex_a"
    if said and is_annex and said != found.layout.number and said <= len(annex_a().lists):
        place.error(
            f"The name says list {said}, and the columns are those of list {found.layout.number} "
            f"({found.layout.title}): put it under its own name. It is not used."
        )
        return None
    if other := _said_table(name, found):
        sentence = f"The name says '{other}', and the columns are those of '{found.layout.key}': as that it is read."
        place.warning(sentence)
    is_csv = given.kind is Kind.CSV
    table = _filled(found, sheet.rows, place, heading_row=number, is_csv=is_csv)
    hidden.tell(sheet, found, table.rows, place, heading_row=number)
    return table


def _said_table(name: str, found: Matched) -> str:
    """The other table of the looked-after children return that a name says; empty where it says none."""
    if found.source.key != "ssda903":
        return ""
    words = compared(name).split()
    said = {key for key in found.source.lists if key.split("_")[0] in words}
    return "" if found.layout.key in said else next(iter(sorted(said)), "")


def _title(found: Matched) -> str:
    if found.source.key == "annex_a":
        return f"List {found.layout.number} ({found.layout.title})"
    return found.layout.title.split(":")[0]


def _headings(rows: Iterator[Row], sources: tuple[Source, ...]) -> tuple[Matched | None, int]:
    """What the headings say, and the row in which they stand; reads no further than they."""
    number = 0
    for seen, (number, row) in enumerate(rows, start=1):
        found = match(row, sources)
        if found is not None:
            return found, number
        if seen >= HEADINGS_WITHIN:
            break
    return None, number


def _filled(
    found: Matched, rows: Iterator[Row], place: Place, *, heading_row: int, is_csv: bool
) -> Table:
    table = Table(found.source.key, found.layout, place)
    readers = [
        (column, found.at[column.key], Reader(column), table.columns.setdefault(column.key, []))
        for column in found.layout.columns
        if column.key in found.at
    ]
    strays = _Strays(found, heading_row, place, is_csv=is_csv)
    for number, row in rows:
        if not any(cell not in (None, "") for cell in row) or strays.moved(number, row):
            continue
        table.rows.append(number)
        width = len(row)
        for column, at, reader, values in readers:
            value, wrong = reader.read(row[at] if at < width else None)
            values.append(value)
            if wrong:
                place.error(wrong, number, column.name)
    strays.told(len(table.rows))
    if not table.rows:
        place.warning("The list has headings and no rows.")
    return table


class _Strays:
    """Cells that stand under no heading: a column that was forgotten, or a row whose cells have moved."""

    def __init__(self, found: Matched, row: int, place: Place, *, is_csv: bool) -> None:
        last = max(set(range(found.width)) - set(found.bare), default=0)
        # The rows of a workbook are all as long as the longest, and so are its headings.
        self._width = found.width if is_csv else last + 1
        self._bare, self._headings = [at for at in found.bare if at < self._width], row
        self._place, self._is_csv = place, is_csv
        self._beyond: list[tuple[int, int]] = []  # row and column

    def moved(self, number: int, row: list[Any]) -> bool:
        """Whether the row of a CSV file has more cells than there are headings; tells of what it finds."""
        for at in [at for at in self._bare if _holds(row, at)]:
            self._tell(at, number)
            self._bare.remove(at)
        beyond = [at for at in range(self._width, len(row)) if _holds(row, at)]
        if beyond and self._is_csv:
            self._place.error(MOVED, number)
            return True
        if beyond:
            self._beyond.append((number, beyond[0]))
        return False

    def told(self, rows: int) -> None:
        """After the last of so many rows: tell of cells beyond the headings, once."""
        if not self._beyond:
            return
        row, column = self._beyond[0]
        many = len(self._beyond)
        if many * 2 > rows:  # a column that nobody gave a heading
            self._tell(column, row)
            return
        more = f", as {many - 1:,} more have" if many > 1 else ""
        self._place.warning(BEYOND.format(more=more, column=_letters(column)), row)

    def _tell(self, at: int, row: int) -> None:
        sentence = NO_HEADING.format(column=_letters(at), row=row)
        self._place.warning(sentence, self._headings)


def _holds(row: list[Any], at: int) -> bool:
    return at < len(row) and row[at] not in (None, "")


def _letters(at: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
