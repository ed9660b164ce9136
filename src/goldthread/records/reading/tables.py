"""Tables of workbooks and CSV files as typed columns, with what is wrong in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from goldthread.records.findings import Findings, Place
from goldthread.records.layout import Layout, Source, annex_a, ssda903
from goldthread.records.reading.given import Given, Kind, Row, Sheet
from goldthread.records.reading.headings import (
    FEWEST,
    HEADINGS_WITHIN,
    Matched,
    match,
    said_number,
    tell,
)
from goldthread.records.values import Reader, Value

NO_HEADINGS = (
    "No line of column headings of Annex A or of the looked-after children return was found in the "
    f"first {HEADINGS_WITHIN} lines. Each list needs its headings, at least {FEWEST} of them as they are written there."
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
    many = 0
    for sheet in given.sheets():
        many += 1
        table = _table(given, sheet, findings)
        if table is not None:
            yield table
    if not many:
        Place(findings, given.name).error(NO_HEADINGS)


def _table(given: Given, sheet: Sheet, findings: Findings) -> Table | None:
    place = Place(findings, given.name, sheet.name)
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
    return _filled(found, sheet.rows, place)


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


def _filled(found: Matched, rows: Iterator[Row], place: Place) -> Table:
    table = Table(found.source.key, found.layout, place)
    readers = [
        (column, found.at[column.key], Reader(column), table.columns.setdefault(column.key, []))
        for column in found.layout.columns
        if column.key in found.at
    ]
    for number, row in rows:
        if not any(cell not in (None, "") for cell in row):
            continue
        table.rows.append(number)
        width = len(row)
        for column, at, reader, values in readers:
            value, wrong = reader.read(row[at] if at < width else None)
            values.append(value)
            if wrong:
                place.error(wrong, number, column.name)
    if not table.rows:
        place.warning("The list has headings and no rows.")
    return table
