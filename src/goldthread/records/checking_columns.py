"""What a whole column gives away: that it was moved or sorted by itself, so that each cell still fits its kind.

Each is a warning. What is told of one column needs as many rows as here, so that chance seldom does it.
"""

from datetime import date

from goldthread.records.reading.tables import Table
from goldthread.records.values import Value

FEWEST = 5  # rows or children that must speak for it
FEWEST_FILLED = 10  # rows of a column that is filled in everywhere but at one end
BY_ITSELF = "has this column been sorted or moved by itself?"


def check_columns(table: Table) -> None:
    """Tell of columns that seem to stand in the wrong place or against the wrong rows."""
    _turned_round(table)
    _one_short(table)


def is_many(wrong: int, of: int, *, part: int) -> bool:
    """Whether so many of all are more than chance and slips of the hand: more than one in `part`."""
    return wrong >= FEWEST and wrong * part > of


def _turned_round(table: Table) -> None:
    """Tell of two days of which the later comes first in most rows."""
    for first, second in table.layout.order:
        pairs = [
            (before, after)
            for before, after in zip(table.column(first), table.column(second), strict=True)
            if isinstance(before, date) and isinstance(after, date)
        ]
        wrong = sum(after < before for before, after in pairs)
        if is_many(wrong, len(pairs), part=2):
            names = table.layout.by_key
            table.place.warning(
                f"In {wrong:,} of {len(pairs):,} rows this day is before '{names[first].name}': do the "
                "two columns stand under each other's headings?",
                column=names[second].name,
            )


def _one_short(table: Table) -> None:
    """Tell of columns that are filled in everywhere but in the first or the last row, as after moving by one."""
    if len(table.rows) < FEWEST_FILLED:
        return
    for at, way in ((-1, "up"), (0, "down")):
        short = [key for key, values in table.columns.items() if _only_lacks(values, at)]
        whole = sum(None not in values for values in table.columns.values())
        if len(short) > whole:  # a row of totals, or one that was cut off
            continue
        for key in short:
            table.place.warning(
                f"Only this row has nothing to be read in this column: has the column been moved {way} "
                "by a row?",
                table.rows[at],
                table.layout.by_key[key].name,
            )


def _only_lacks(values: list[Value], at: int) -> bool:
    return values[at] is None and values.count(None) == 1


def against(table: Table, key: str, wrong: int, of: int, *, what: str) -> None:
    """Tell of a column that does not fit what else is known in many rows, and not in a few; `what` says in which."""
    if is_many(wrong, of, part=4):
        name = table.layout.by_key[key].name
        table.place.warning(f"In {wrong:,} of {of:,} {what}: {BY_ITSELF}", column=name)
