"""Cells as the values that their columns take, and every cell that is none, with its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from goldthread.files.book import Formula, Value, address, as_text
from goldthread.house import CellKind, Importable, ImportColumn, ImportedRow
from goldthread.imports.matching import Places

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
LONGEST_TOLD = 60  # letters of a cell that a page repeats


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell or, without a column, with a row."""

    row: int
    column: str
    cell: str  # its address, such as B7; "" for a row
    sentence: str


class NotTaken(Exception):
    """A cell that is not what its column takes; says in one sentence why."""


def read_rows(
    rows: Iterable[tuple[int, Sequence[Value]]], kind: Importable, places: Places
) -> tuple[list[ImportedRow], list[Problem]]:
    """The rows that read well, and every problem of the others."""
    read: list[ImportedRow] = []
    problems: list[Problem] = []
    for number, cells in rows:
        values: dict[str, Any] = {}
        wrong: list[Problem] = []
        for column in kind.columns:
            place = places.get(column.name)
            cell = cells[place] if place is not None and place < len(cells) else None
            try:
                values[column.name] = value_of(cell, column)
            except NotTaken as refused:
                at = address(number, place) if place is not None else ""
                wrong.append(Problem(number, column.label, at, str(refused)))
        problems += wrong
        if not wrong:
            read.append(ImportedRow(number, values))
    return read, problems


def value_of(cell: Value, column: ImportColumn) -> Any:
    """The value of a cell, None for a blank; raises NotTaken."""
    if isinstance(cell, Formula):
        raise NotTaken("There is a formula here: type what it comes to.")
    text = as_text(cell) if column.has_lines else " ".join(as_text(cell).split())
    if not text:
        if column.required:
            raise NotTaken(f"{column.label} is empty.")
        return None
    if column.kind is CellKind.DAY:
        return _day(cell, text)
    if len(text) > column.longest:
        raise NotTaken(f"{column.label} has more than {column.longest} letters.")
    if column.kind is CellKind.EMAIL:
        return _email(text)
    return _choice(text, column) if column.kind is CellKind.CHOICE else text


def _day(cell: Value, text: str) -> date:
    day = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else None
    for way in DAYS if day is None else ():
        try:
            day = datetime.strptime(text, way).date()  # noqa: DTZ007 -- a day has no zone
            break
        except ValueError:
            continue
    if day is None or not EARLIEST <= day <= LATEST:
        raise NotTaken(f"“{_cut(text)}” is not a date: write it as 31/03/2026.")
    return day


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as fault:
        raise NotTaken(f"“{_cut(text)}” is not an e-mail address.") from fault
    return text.lower()


def _choice(text: str, column: ImportColumn) -> str:
    said = _plain(text)
    for value, words in column.choices.items():
        if said in (_plain(value), _plain(words)):
            return value
    known = ", ".join(column.choices.values())
    raise NotTaken(f"“{_cut(text)}” is none of: {known}.")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
