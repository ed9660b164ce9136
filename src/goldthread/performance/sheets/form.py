"""The form that a return's spreadsheet has, and the limits of what is taken in."""

from goldthread.files.limits import Unreadable
from goldthread.performance.asked import PARTS

COLUMNS = ("area_code", "period", "indicator", "breakdown", *PARTS, "answer")
TEMPLATE_VERSION = "2"
SHEET = "Return"
HIDDEN = "goldthread"
FIRST_ROW = 6  # of the lines, counted from 1 as a spreadsheet does
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 30 * 1024 * 1024
MOST_MEMBERS = 500
MOST_SHARED = 10 * 1024 * 1024  # of texts that a workbook keeps apart from its cells
MOST_TIMES = 100  # a workbook packs to a tenth or so; to a hundredth only what was made to
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_NAME = 200  # letters of a column's name


class SheetRefused(Unreadable):
    """A file that is no return's spreadsheet; says in one sentence why, for whoever sent it."""
