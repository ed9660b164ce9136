"""The letter by which an agency is asked, as Word: it names who is meant, so that they can be looked for."""

from collections.abc import Iterable
from datetime import date, datetime

from goldthread.outputs.document import Column, Document, Heading, Paragraph, Table
from goldthread.reviews.models import AgencyRequest
from goldthread.ui import british
from goldthread.vault.models import Identity

MARKING = "OFFICIAL-SENSITIVE"
COLUMNS = ("We write", "Name", "Other names", "Date of birth", "NHS number")


def letter(request: AgencyRequest, people: Iterable[Identity], *, at: datetime) -> Document:
    """What one agency is asked for, about whom, until when, and how it answers."""
    due = british.full_day(request.due_on)
    blocks = (
        Heading(1, f"{request.review}: what {request.agency} knows"),
        Paragraph(f"Please look for the people below in your records, and answer by {due}."),
        Paragraph(request.words or "Please tell what your agency knows."),
        Table("Who is meant", tuple(map(Column, COLUMNS)), tuple(map(_row, people))),
        Heading(2, "What we ask you to give"),
        Paragraph("Whether you knew the family; a summary; and a chronology, one event a row."),
        Paragraph("Answer in the partnership's system, in the pseudonyms of the first column."),
    )
    return Document(
        title=f"{request.review}: {request.agency}",
        blocks=blocks,
        created_at=at,
        marking=MARKING,
        publisher=str(request.space),
    )


def _row(person: Identity) -> tuple[str, ...]:
    born = british.day(date.fromisoformat(person.born_on)) if person.born_on else "Not known"
    others = ", ".join(person.names[1:]) or "None"
    return str(person), person.name, others, born, person.identifier or "Not known"
