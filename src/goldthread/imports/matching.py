"""Finding the table in a spreadsheet, and which of its columns means what: guessed, never decided."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldthread.files.book import Value, as_text
from goldthread.files.book.apart import SheetRead
from goldthread.house import Importable, ImportColumn

HEADS_WITHIN = 20  # rows in which the headings must come
Places = Mapping[str, int]


@dataclass(frozen=True)
class Found:
    """The table: its sheet, its headings, and the rows below them."""

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Value, ...]], ...]


def find_table(sheets: Iterable[SheetRead], kind: Importable) -> Found | None:
    """The rows below the line that reads most like this kind's headings; None where there are none."""
    best: tuple[int, Found] | None = None
    for sheet in sheets:
        if sheet.is_hidden:
            continue
        for at, (_, cells) in enumerate(sheet.rows[:HEADS_WITHIN]):
            headings = tuple(as_text(cell) for cell in cells)
            if sum(map(bool, headings)) < min(2, len(kind.columns)):
                continue
            score = len(guess(headings, kind))
            if best is None or score > best[0]:
                best = score, Found(sheet.name, headings, sheet.rows[at + 1 :])
    return best[1] if best else None


def guess(headings: Sequence[str], kind: Importable) -> dict[str, int]:
    """The place of each column whose heading is known by one of its spellings."""
    plain = [_plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for column in kind.columns:
        for spelling in _spellings(column):
            if plain.count(spelling) == 1 and plain.index(spelling) not in found.values():
                found[column.name] = plain.index(spelling)
                break
    return found


def shape(headings: Sequence[str]) -> str:
    """The same for spreadsheets with the same headings in the same order."""
    return hashlib.sha256("\0".join(map(_plain, headings)).encode()).hexdigest()


def _spellings(column: ImportColumn) -> list[str]:
    return [_plain(text) for text in (column.label, column.name, *column.spellings)]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()
