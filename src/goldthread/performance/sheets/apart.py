"""A return's file read in a process of its own: what goes there and comes back is plain."""

from typing import Any, BinaryIO

from goldthread.files.apart import read_apart as read_in_a_process
from goldthread.files.limits import Unreadable
from goldthread.performance.sheets.form import MOST_BYTES, SheetRefused
from goldthread.performance.sheets.reading import Content, Sheet, SheetRow, read

READER = f"{__name__}:read_plainly"


def read_apart(content: bytes) -> Sheet:
    """The rows of a file; raises SheetRefused where it is no return's spreadsheet, or takes too much."""
    if len(content) > MOST_BYTES:
        return read(content)  # refuses it by its size alone
    try:
        said = read_in_a_process(READER, content)
    except Unreadable as refused:
        raise SheetRefused(str(refused)) from refused
    rows = (_row(*row) for row in said["rows"])
    return Sheet(str(said["request_id"]), tuple(rows), bool(said["is_of_records"]))


def read_plainly(stream: BinaryIO) -> dict[str, Any]:
    """The rows as JSON carries them: number, texts by column, and which of them are formulas."""
    sheet = read(stream.read())
    return {
        "request_id": sheet.request_id,
        "rows": [_plain(row) for row in sheet.rows],
        "is_of_records": sheet.is_of_records,
    }


def _plain(row: SheetRow) -> tuple[int, dict[str, str], list[str]]:
    texts = {column: cell.text for column, cell in row.cells.items()}
    return row.number, texts, [column for column, cell in row.cells.items() if cell.is_formula]


def _row(number: int, texts: dict[str, str], formulas: list[str]) -> SheetRow:
    cells = {name: Content(str(text), name in formulas) for name, text in texts.items()}
    return SheetRow(int(number), cells)
