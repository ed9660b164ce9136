"""An agency's own chronology as a spreadsheet: the columns of the imports' road, read straight into sealed entries.

The road's own staging keeps rows as they came for a while, where the tables would show names.
"""

from goldthread.files.book.apart import BookRead
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
            spellings=("Day", "Date of event", "Event date", "When"),
        ),
        ImportColumn(
            name="text",
            label="What happened",
            words="In your agency's words.",
            required=True,
            spellings=("Event", "Description", "Details", "Summary", "Entry", "Significant event"),
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
    ),
    compare="",
    take="",
)
TOO_FEW = "No line with the columns “Date” and “What happened” was found."


def told_by(book: BookRead) -> tuple[list[Told], list[str]]:
    """The events of a spreadsheet, and what is wrong with it, each with its cell."""
    found = find_table(book.sheets, CHRONOLOGY)
    places = guess(found.headings, CHRONOLOGY) if found else {}
    if found is None or not {"happened_on", "text"} <= set(places):
        return [], [TOO_FEW]
    rows, problems = read_rows(found.rows, CHRONOLOGY, places)
    told = [
        Told(row.values["happened_on"], row.values["text"], row.values["kind"] or Kind.OTHER)
        for row in rows
    ]
    return told, [_words(each) for each in problems]


def _words(problem: Problem) -> str:
    return f"{problem.cell or f'Row {problem.row}'}: {problem.sentence}"
