"""The form that a return's spreadsheet has, and the limits of what is taken in."""

from goldthread.files.book import Most
from goldthread.files.limits import MEGABYTE, Unreadable
from goldthread.performance.asked import PARTS

COLUMNS = ("area_code", "period", "indicator", "breakdown", *PARTS, "answer")
TEMPLATE_VERSION = "2"
SHEET = "Return"
HIDDEN = "goldthread"
FIRST_ROW = 6  # of the lines, counted from 1 as a spreadsheet does
MOST_BYTES = 5 * MEGABYTE
MOST_ROWS = 20_000
MOST = Most(
    size=MOST_BYTES, unpacked=30 * MEGABYTE, shared=10 * MEGABYTE, rows=MOST_ROWS, columns=200
)
LONGEST_NAME = 200  # letters of a column's name


class SheetRefused(Unreadable):
    """A file that is no return's spreadsheet; says in one sentence why, for whoever sent it."""
