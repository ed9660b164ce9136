"""An agency's own chronology as a spreadsheet or in Word: the columns of the imports' road, read straight into sealed entries.

The road's own staging keeps rows as they came for a while, where the tables would show names.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from goldthread.files.book import Value
from goldthread.files.book.apart import SheetRead
from goldthread.house import CellKind, Importable, ImportColumn
from goldthread.imports.matching import find_table, guess
from goldthread.imports.reading import Problem, read_rows
from goldthread.reviews.actions.given import Told
from goldthread.reviews.models import ChronologyEntry
from goldthread.reviews.permissions import GIVE

Kind = ChronologyEntry.Kind
CHRONOLOGY = Importable(
    kind="chronology",
    title="Chronology",
    words="One event a row.",
    permission=GIVE,
    columns=(
        ImportColumn(
            name="happened_on",
            label="Date",
            words="The day of the event.",
            kind=CellKind.DAY,
            required=True,
            spellings=(
                *("Day", "Date of event", "Event date", "When", "Date and time", "Date/time"),
                *("Date & time", "Date of contact", "Date of entry", "Date (and time)"),
            ),
        ),
        ImportColumn(
            name="text",
            label="What happened",
            words="In your agency's words.",
            required=True,
            spellings=(
                *("Event", "Description", "Details", "Summary", "Entry", "Significant event"),
                *("Event details", "Details of event", "Description of event", "Key event"),
                *("Summary of event", "Summary of contact", "Contact", "Information"),
            ),
            longest=4000,
            has_lines=True,
        ),
        ImportColumn(
            name="kind",
            label="Kind",
            words="Which kind of event it was.",
            kind=CellKind.CHOICE,
            choices=dict(Kind.choices),
            spellings=("Type", "Type of event"),
        ),
        ImportColumn(
            name="time",
            label="Time",
            words="As your records have it.",
            spellings=("Time of event", "At"),
            longest=40,
        ),
        ImportColumn(
            name="source",
            label="Source",
            words="Which record or who says so.",
            spellings=(
                *("Source of information", "Information source", "Record", "Recorded in", "System"),
                *("Source of evidence", "Source document", "Evidence"),
            ),
            longest=400,
            has_lines=True,
        ),
    ),
    compare="",
    take="",
)
TOO_FEW = "No line with the columns “Date” and “What happened” was found."
# Days as people write them in a sentence: with the day of the week, "3rd", a time beside them.
_TIME = re.compile(
    r"(?:\bat\s+)?\b(\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})?\s*[ap]\.?m\b\.?|\d{4}\s*(?:hrs|hours|h)\b)",
    re.I,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.I
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.I)
_FURTHER_WAYS = ("%d %b %y", "%d %B %y", "%d.%m.%y", "%d-%m-%y", "%d-%b-%Y", "%d-%b-%y", "%d/%b/%Y")


def told_by(sheets: Iterable[SheetRead], *, in_word: bool = False) -> tuple[list[Told], list[str]]:
    """The events of a spreadsheet's best table, and what is wrong with it, each with its cell.

    In Word, of each table that has the columns; what is wrong is then told by table and row.
    """
    sheets = list(sheets)
    parts = [
        _told_by(part, in_word) for part in ([[each] for each in sheets] if in_word else [sheets])
    ]
    found = [part for part in parts if part is not None]
    if not found:
        return [], [TOO_FEW]
    return [each for told, _ in found for each in told], [
        each for _, wrong in found for each in wrong
    ]


def _told_by(sheets: list[SheetRead], in_word: bool) -> tuple[list[Told], list[str]] | None:
    table = find_table(sheets, CHRONOLOGY)
    places = guess(table.headings, CHRONOLOGY) if table else {}
    if table is None or not {"happened_on", "text"} <= set(places):
        return None
    at = places["happened_on"]
    parted = [(number, *_parted(cells, at)) for number, cells in table.rows]
    times = {number: time for number, _, time in parted}
    filled = [(number, cells) for number, cells, _ in parted if any(cells)]
    rows, problems = read_rows(filled, CHRONOLOGY, places)
    told = [
        Told(
            row.values["happened_on"],
            _with_source(row.values, times[row.number]),
            row.values["kind"] or Kind.OTHER,
        )
        for row in rows
    ]
    where = f"{table.sheet}, " if in_word else ""
    return told, [_words(each, where) for each in problems]


def _parted(cells: tuple[Value, ...], at: int) -> tuple[tuple[Value, ...], str]:
    """A row whose day is plain, and the time that stood beside it."""
    cell = cells[at] if at < len(cells) else None
    if not isinstance(cell, str):
        return cells, ""
    time = _TIME.search(cell)
    words = _TIME.sub(" ", cell, count=1) if time else cell
    words = _ORDINAL.sub("", _WEEKDAY.sub(" ", words)).replace(" of ", " ").replace("Sept ", "Sep ")
    words = " ".join(words.replace(",", " ").split())
    day = _day(words)
    plain = day.isoformat() if day else words or cell
    return (*cells[:at], plain, *cells[at + 1 :]), time[1].strip() if time else ""


def _day(words: str) -> date | None:
    for way in _FURTHER_WAYS:
        try:
            return datetime.strptime(words, way).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None


def _with_source(values: Mapping[str, Any], time: str) -> str:
    """The event, with its time and what says so, where the agency gave them."""
    said = [values["time"] or time, f"source: {values['source']}" if values["source"] else ""]
    beside = "; ".join(filter(None, said))
    return f"{values['text']} ({beside})" if beside else str(values["text"])


def _words(problem: Problem, where: str) -> str:
    if where:
        return f"{where}row {problem.row}, {problem.column}: {problem.sentence}"
    return f"{problem.cell or f'Row {problem.row}'}: {problem.sentence}"
