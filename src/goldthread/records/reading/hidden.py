"""What is hidden in a workbook is read like the rest: its reader is told of it."""

from collections.abc import Iterable

from goldthread.records.findings import Place
from goldthread.records.reading.given import Sheet
from goldthread.records.reading.headings import Matched

SHEET = "This sheet is hidden in the workbook. It is read like the others."
COLUMN = "This column is hidden in the workbook. It is read like the others."
ROW = "This row is hidden in the workbook{more}. Hidden rows are read like the others: was a filter left on?"


def tell(
    sheet: Sheet, found: Matched, rows: Iterable[int], place: Place, *, heading_row: int
) -> None:
    """Tell of a hidden sheet, its hidden columns with a heading, and once of the `rows` that are hidden."""
    if sheet.is_hidden:
        place.warning(SHEET)
    unknown = dict(found.unknown)
    names = {at: found.layout.by_key[key].name for key, at in found.at.items()}
    for at in sorted(sheet.marks.hidden_columns & {*names, *unknown}):
        place.warning(COLUMN, heading_row, names.get(at) or unknown[at])
    hidden = [row for row in rows if row - 1 in sheet.marks.hidden_rows]
    if hidden:
        others = len(hidden) - 1
        more = f", and so are {others:,} more of the list" if others else ""
        place.warning(ROW.format(more=more), hidden[0])
