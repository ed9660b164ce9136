"""A draft read apart: asked for here, answered in the process that `files.apart` begins."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from goldthread.files.apart import read_apart
from goldthread.files.book.most import Most
from goldthread.files.limits import MEGABYTE, Limits, Unreadable
from goldthread.files.papers import Paper, paper_of
from goldthread.sweep.found import Part, Place

MOST_BYTES = 25 * MEGABYTE
LIMITS = Limits(memory=1024 * MEGABYTE, processor_seconds=60, seconds=120)
MOST = Most(size=MOST_BYTES, unpacked=300 * MEGABYTE, members=2000)
READER = f"{__name__}:look"
NOT_A_DRAFT = (
    "The file is neither a Word document (.docx) nor a PDF: save the draft as one of these."
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a draft is ("docx" or "pdf"), and its texts."""

    kind: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> int:
        """How many words it holds, hidden ones among them."""
        return sum(len(part.text.split()) for part in self.parts)


def read_draft(content: bytes, name: str) -> Draft:
    """The draft's texts, its file name among them; raises Unreadable with what to send instead."""
    said: dict[str, Any] = read_apart(READER, content, limits=LIMITS)
    parts = [Part(place=Place.FILE_NAME, where="the file's name", text=name)]
    parts += [
        Part(place=Place(place), where=where, text=text) for place, where, text in said["parts"]
    ]
    return Draft(kind=said["kind"], parts=tuple(parts))


def look(stream: BinaryIO) -> dict[str, Any]:
    """The kind and the parts (place, where, text) of a draft, in the process apart."""
    # The parsers are loaded where they are needed: each takes a good part of a second.
    content = stream.read()
    paper = paper_of(content)
    if paper is Paper.DOCX:
        from goldthread.files.draft.word import parts_of_word as parts_of
    elif paper is Paper.PDF:
        from goldthread.files.draft.pdf import parts_of_pdf as parts_of
    else:
        raise Unreadable(NOT_A_DRAFT)
    parts = parts_of(content)
    return {"kind": paper.value, "parts": [(p.place.value, p.where, p.text) for p in parts]}
