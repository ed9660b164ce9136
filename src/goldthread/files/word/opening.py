"""A Word document opened in the process apart: its text alone, once the package was looked through."""

from pathlib import PurePosixPath
from typing import BinaryIO

from goldthread.files.book.archive import members_looked_through, opened
from goldthread.files.book.most import Most
from goldthread.files.draft.paragraphs import Styles, read
from goldthread.files.draft.xml import Element, local, member, parsed
from goldthread.files.limits import MEGABYTE, Unreadable
from goldthread.files.papers import Paper, paper_of

MOST_BYTES = 10 * MEGABYTE
MOST = Most(size=MOST_BYTES, unpacked=100 * MEGABYTE)
ENDING = ".docx"
TEXT, STYLES = "word/document.xml", "word/styles.xml"
NOT_WORD = "The file is no Word document (.docx): save it as one, and send that."
CARRIES_MORE = (
    "The Word document is damaged, locked, far too large, or holds more than text and pictures"
    " (macros, other files, what lies elsewhere): save its text as a new .docx, and send that."
)


def is_word(name: str) -> bool:
    """Whether a file bears the name of a Word document."""
    return PurePosixPath("a" + name.replace("\\", "/").rstrip(". /").lower()).suffix == ENDING


def refuse_by_name(name: str, content: bytes) -> None:
    """Raise Unreadable for a name under which no program saves a Word document."""
    if not is_word(name):
        raise Unreadable(NOT_WORD)


def opened_text(stream: BinaryIO) -> tuple[Element, Styles]:
    """The root of the text, and its styles; raises Unreadable where it brings along anything more."""
    content = stream.read()
    if paper_of(content) is not Paper.DOCX:
        raise Unreadable(NOT_WORD)
    try:
        names = members_looked_through(content, MOST)
    except Unreadable as refused:
        raise Unreadable(CARRIES_MORE) from refused
    if TEXT not in names:
        raise Unreadable(CARRIES_MORE)
    with opened(content, MOST) as (packed, _):
        return parsed(packed.read(TEXT)), Styles.of(member(packed, STYLES))


def text_of(element: Element, styles: Styles) -> str:
    """The paragraphs below an element, one a line, as they read with every change accepted."""
    paragraphs = [element] if local(element) == "p" else []
    paragraphs += [each for each in element.iterdescendants() if local(each) == "p"]
    return "\n".join(read(each, styles).text() for each in paragraphs).strip()


def of_the_text(root: Element, name: str) -> list[Element]:
    """The elements of a name that stand in no table: of tables, the outermost."""
    return [
        each
        for each in root.iter()
        if local(each) == name
        and not any(local(above) in ("tc", "txbxContent") for above in each.iterancestors())
    ]


def inside(element: Element, name: str, but: str) -> list[Element]:
    """The elements of a name below another, leaving out those that stand in a further `but`."""
    found = []
    for each in element.iterdescendants():
        if local(each) != name:
            continue
        above = next(up for up in each.iterancestors() if up is element or local(up) == but)
        if above is element:
            found.append(each)
    return found
