"""Settles rows of one table that are about the same area and year: at most one of them counts.

A release may split its rows by something that was not known before (sex, age). Then only the row for
all the children is taken; where no row says that it is, none is.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from goldthread.performance.published.layouts import plain_text


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells a row apart: its texts in columns not known, and what its figures say."""

    number: int
    texts: tuple[str, ...]
    says: Hashable


@dataclass(frozen=True, slots=True)
class Settled:
    """Which rows fall away, and why: repeats, parts of a whole, or rivals. `column` splits them."""

    repeats: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    column: str = ""


def settle(rows: Sequence[Telling], columns: Sequence[str]) -> Settled:
    """Which of the rows about one area and year to drop; `columns` name the places in `texts`."""
    apart = [place for place in range(len(columns)) if len({row.texts[place] for row in rows}) > 1]
    if not apart and len({row.says for row in rows}) == 1:
        return Settled(repeats=tuple(row.number for row in rows[1:]))
    column = columns[apart[0]] if apart else ""
    whole = [row for row in rows if apart and all(_is_for_all(row.texts[place]) for place in apart)]
    if len(whole) == 1:
        parts = tuple(row.number for row in rows if row is not whole[0])
        return Settled(parts=parts, column=column)
    return Settled(rivals=tuple(row.number for row in rows), column=column)


def settle_all(groups: Iterable[Sequence[Telling]], columns: Sequence[str]) -> list[Settled]:
    """What becomes of every area and year that several rows are about."""
    return [settle(rows, columns) for rows in groups if len(rows) > 1]


def _is_for_all(text: str) -> bool:
    plain = plain_text(text)
    return plain in ("", "total", "all", "persons") or plain.startswith(("all ", "total "))
