"""The colours and dashes of charts, apart in colour, in grey print and to every kind of sight."""

INK = "#16263a"
TEAL = "#0b6e6e"
GOLD = "#c58b00"  # the thread and the latest point, nothing else
QUIET = "#505a5f"
RULE = "#dfe4e9"
PALE = "#8d979d"
PAPER = "#ffffff"
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
LETTER = 14  # px; the size of all text in a chart
LINE_HEIGHT = 16

SERIES = (
    (INK, ()),
    (TEAL, (7, 3)),
    ("#7d2e68", (3, 2)),
    ("#2b62a8", (9, 3, 2, 3)),
    ("#7a4a10", (5, 2)),
    ("#3d3d3d", (12, 3)),
)
COMPARATORS = ((QUIET, (2, 4)), (QUIET, (6, 5)), (QUIET, (10, 4, 2, 4)))
