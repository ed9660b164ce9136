"""Papers that are kept as they came: a letter, a photograph of a page, a printed e-mail.

Nothing is ever read out of them, and they are handed out to be saved and never shown by the browser. What
they are is looked at by their bytes, a Word document also for what it carries, in a process of its own.
"""

from enum import Enum
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from goldthread.files.apart import read_apart
from goldthread.files.book.archive import members_looked_through
from goldthread.files.book.kinds import PACKED
from goldthread.files.book.most import Most
from goldthread.files.limits import MEGABYTE, Unreadable

MOST_BYTES = 10 * MEGABYTE
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".docx")
READER = f"{__name__}:look"
NOT_A_PAPER = (
    "The file is neither a PDF, a JPEG or PNG picture nor a Word document (.docx): print or save it "
    "as PDF, and send that."
)
CARRIES_MORE = (
    "The Word document is damaged, locked, or holds more than text and pictures (macros, other files): "
    "save it as PDF, and send that."
)


class Paper(Enum):
    """What is taken; each with the ending under which it is handed out again."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    DOCX = "docx"


_BEGINS = ((b"%PDF-", Paper.PDF), (b"\xff\xd8\xff", Paper.JPEG), (b"\x89PNG\r\n", Paper.PNG))
_TEXT_OF_WORD = "word/document.xml"


def paper_of(content: bytes) -> Paper | None:
    """Which kind of paper the bytes begin as; None where they are none."""
    for begins, paper in _BEGINS:
        if content.startswith(begins):
            return paper
    is_word = content.startswith(PACKED) and _TEXT_OF_WORD.encode() in content
    return Paper.DOCX if is_word else None


def refuse_by_name(name: str, content: bytes) -> None:
    """Raise Unreadable for a name under which no program saves a paper."""
    ending = PurePosixPath("a" + name.replace("\\", "/").rstrip(". /").lower()).suffix
    if ending not in ENDINGS:
        raise Unreadable(NOT_A_PAPER)


def looked_at(content: bytes) -> Any:
    """The kind's name, from a process of its own; raises Unreadable with what to send instead."""
    return read_apart(READER, content)


def look(stream: BinaryIO) -> str:
    """The kind's name; raises Unreadable where the bytes are no paper, or carry more than one."""
    content = stream.read()
    paper = paper_of(content)
    if paper is None:
        raise Unreadable(NOT_A_PAPER)
    if paper is Paper.DOCX:
        _refuse_carriers(content)
    return paper.name


def _refuse_carriers(content: bytes) -> None:
    try:
        names = members_looked_through(content, Most())
    except Unreadable as refused:
        raise Unreadable(CARRIES_MORE) from refused
    if _TEXT_OF_WORD not in names:
        raise Unreadable(CARRIES_MORE)
