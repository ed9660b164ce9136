"""The form that a return's spreadsheet has, and the limits of what is taken in."""

from goldthread.performance.asked import PARTS

COLUMNS = ("area_code", "period", "indicator", "breakdown", *PARTS, "answer")
TEMPLATE_VERSION = "2"
SHEET = "Return"
HIDDEN = "goldthread"
FIRST_ROW = 6  # of the lines, counted from 1 as a spreadsheet does
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 30 * 1024 * 1024
MOST_MEMBERS = 500
MOST_ROWS = 20_000


class SheetRefused(Exception):
    """A file that is no return's spreadsheet; says in one sentence why, for whoever sent it."""
