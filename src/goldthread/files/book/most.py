"""How large a spreadsheet may be; each taker may ask for less, and none of it is worked out first."""

from dataclasses import dataclass

from goldthread.files.limits import MEGABYTE

LAST_ROW = 1_048_576  # of a sheet in any spreadsheet program


@dataclass(frozen=True, kw_only=True)
class Most:
    """What one spreadsheet may hold: sizes in bytes, the rest in numbers of what is named."""

    size: int = 20 * MEGABYTE
    unpacked: int = 150 * MEGABYTE
    shared: int = 30 * MEGABYTE  # of texts that a workbook keeps apart from its cells
    times: int = 100  # a workbook packs to a tenth or so; to a hundredth only what was made to
    members: int = 500
    sheets: int = 60
    rows: int = 100_000  # of one sheet, blank ones aside
    columns: int = 300
    cells: int = 3_000_000
    letters: int = 32_767  # of one cell: what Excel itself takes
