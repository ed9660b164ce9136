"""A seven-minute briefing as a document: one page of A4 on the web, as PDF and as Word."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from goldthread.outputs.document import (
    Block,
    BulletList,
    Document,
    Heading,
    ListItem,
    Paragraph,
)

SUBTITLE = "Seven-minute briefing"
MARKING = "Draft: not to be used before it is let out"


def document_of(
    title: str, boxes: list[list[str]], *, publisher: str, at: datetime, marking: str = ""
) -> Document:
    """The document of a briefing: each box is a heading with its lines."""
    return Document(
        title=title,
        subtitle=SUBTITLE,
        blocks=tuple(block for heading, text in boxes for block in _box(heading, text)),
        created_at=at,
        marking=marking,
        publisher=publisher,
        is_one_sheet=True,
    )


def _box(heading: str, text: str) -> Iterator[Block]:
    yield Heading(1, heading)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        yield BulletList(tuple(ListItem(line) for line in lines))
    else:
        yield from (Paragraph(line) for line in lines)


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(content)).pages)
