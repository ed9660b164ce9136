"""Where a form in Word waits to be filled in: blank cells, controls, bookmarks, and lines after a label."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from goldthread.files.apart import FAULTY, read_apart
from goldthread.files.draft.paragraphs import Styles
from goldthread.files.draft.xml import Element, attribute, local
from goldthread.files.limits import Limits, Unreadable
from goldthread.files.word.opening import inside, of_the_text, opened_text, text_of

READER = f"{__name__}:look"
LIMITS = Limits(processor_seconds=40, seconds=60)
LONGEST = 300  # letters kept of the words beside a blank
LONGEST_NAME = 60  # letters of a bookmark; Word itself takes 40
MOST = 400
TOO_MANY = "The document has more than 400 places to be filled in: it cannot be such a form."
TEXT, TICK = "text", "tick"
_DOTS = re.compile(r"^(?P<words>.*?)[\s:]*(?:_{3,}|\.{4,}|…{2,})\s*$", re.S)
_OWN_NAMES = ("_GoBack", "_Toc", "_Ref", "_Hlk", "OLE_LINK")


@dataclass(frozen=True)
class Blank:
    """One place to be filled in.

    `place` finds it again in the very same file; `words` stand beside it, `under` is the heading before;
    `holds` is "tick" where it is a box to be ticked.
    """

    place: str
    words: str
    under: str = ""
    holds: str = TEXT


def read_blanks(content: bytes) -> list[Blank]:
    """Each blank of a form that somebody sent; raises Unreadable with one sentence."""
    said = read_apart(READER, content, limits=LIMITS)
    try:
        return [Blank(**row) for row in said]
    except TypeError as fault:
        raise Unreadable(FAULTY) from fault


def look(stream: BinaryIO) -> list[dict[str, Any]]:
    """The blanks as JSON carries them: run in the process apart."""
    root, styles = opened_text(stream)
    found = [asdict(blank) for blank, _ in blanks_of(root, styles)]
    if len(found) > MOST:
        raise Unreadable(TOO_MANY)
    return found


def blanks_of(root: Element, styles: Styles | None = None) -> list[tuple[Blank, Element]]:
    """Each blank with the element that is filled in, in the order of the document."""
    styles = styles or Styles({})
    found = [*_controls(root, styles), *_bookmarks(root, styles)]
    found += [*_cells(root, styles), *_lines(root, styles)]
    order = {element: at for at, element in enumerate(root.iter())}
    return sorted(found, key=lambda pair: order[pair[1]])


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _heading(element: Element, styles: Styles) -> str:
    """What stands in the last paragraph before, outside tables, that is no question itself."""
    for each in element.itersiblings(preceding=True):
        text = text_of(each, styles) if local(each) == "p" else ""
        if text and not text.endswith((":", "?")) and not _DOTS.match(text):
            return _cut(text)
    return ""


def _outermost(element: Element) -> Element:
    """The table or paragraph of the body in which something stands."""
    for each in element.iterancestors():
        if local(each) == "body":
            break
        element = each
    return element


def _controls(root: Element, styles: Styles) -> Iterator[tuple[Blank, Element]]:
    """Content controls, each by what its maker called it."""
    for number, each in enumerate((e for e in root.iter() if local(e) == "sdt"), 1):
        properties = next((p for p in each if local(p) == "sdtPr"), None)
        if properties is None or any(local(p) == "docPartObj" for p in properties):
            continue
        said = {local(p): attribute(p, "val") for p in properties}
        words = said.get("alias") or said.get("tag") or _beside_control(each, styles)
        holds = TICK if "checkbox" in said else TEXT
        under = _heading(_outermost(each), styles)
        yield Blank(f"control {number}", _cut(words), under, holds), each


def _beside_control(element: Element, styles: Styles) -> str:
    """What stands in the paragraph around a control, or in the cell before it."""
    around = next((e for e in element.iterancestors() if local(e) == "p"), None)
    own = text_of(element, styles)
    if around is not None and (text := text_of(around, styles).replace(own, " ").strip()):
        return text
    cell = next((e for e in element.iterancestors() if local(e) == "tc"), None)
    before = cell.itersiblings(preceding=True) if cell is not None else ()
    return next((text for each in before if (text := text_of(each, styles))), "")


def _bookmarks(root: Element, styles: Styles) -> Iterator[tuple[Blank, Element]]:
    for each in root.iter():
        name = attribute(each, "name") if local(each) == "bookmarkStart" else ""
        if name and len(name) <= LONGEST_NAME and not name.startswith(_OWN_NAMES):
            words = name.replace("_", " ")
            yield Blank(f"mark {name}", _cut(words), _heading(_outermost(each), styles)), each


def _has_own(element: Element) -> bool:
    """Whether something in it is a place of its own: a control or a bookmark."""
    return any(
        local(each) == "sdt"
        or local(each) == "bookmarkStart"
        and not attribute(each, "name").startswith(_OWN_NAMES)
        for each in element.iterdescendants()
    )


def _cells(root: Element, styles: Styles) -> Iterator[tuple[Blank, Element]]:
    """Blank cells, by the words to their left and above; and what is blank below a question in its cell."""
    for number, table in enumerate(of_the_text(root, "tbl"), 1):
        under = _heading(table, styles)
        rows = [inside(row, "tc", "tr") for row in inside(table, "tr", "tbl")]
        texts = [[_cut(text_of(cell, styles)) for cell in row] for row in rows]
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if _has_own(cell):
                    continue
                where = f"cell {number}.{at + 1}.{place + 1}"
                if not texts[at][place]:
                    paragraph = inside(cell, "p", "tc")[0]
                    yield Blank(where, _beside(texts, at, place), under), paragraph
                elif (last := _blank_end(cell, styles)) is not None:
                    yield Blank(where, texts[at][place], under), last


def _blank_end(cell: Element, styles: Styles) -> Element | None:
    """The blank paragraph with which the cell of a question ends."""
    paragraphs = inside(cell, "p", "tc")
    said = [text_of(each, styles) for each in paragraphs]
    words = [each for each in said if each]
    asks = bool(words) and words[-1].endswith((":", "?"))
    return paragraphs[-1] if asks and not said[-1] else None


def _beside(texts: list[list[str]], at: int, place: int) -> str:
    """What stands to the left of a blank cell, and at the head of its column."""
    left = next((text for text in reversed(texts[at][:place]) if text), "")
    head = texts[0][place] if at and place < len(texts[0]) else ""
    if left and (len(texts[at]) == 2 or not head):
        return left
    if left:
        return _cut(f"{left}: {head}")
    above = [row[place] for row in texts[:at] if place < len(row) and row[place]]
    words = head or (above[-1] if above else "")
    return words if at < 2 or not words else _cut(f"{words} (row {at + 1})")


def _lines(root: Element, styles: Styles) -> Iterator[tuple[Blank, Element]]:
    """Lines of dots after a label, and the blank paragraph after a question."""
    paragraphs = of_the_text(root, "p")
    for number, each in enumerate(paragraphs, 1):
        if _has_own(each) or any(local(up) == "sdt" for up in each.iterancestors()):
            continue
        text = text_of(each, styles)
        dotted = _DOTS.match(text)
        following = each.getnext()
        if dotted and dotted["words"].strip():
            yield Blank(f"line {number}", _cut(dotted["words"]), _heading(each, styles)), each
        elif (
            text.endswith((":", "?"))
            and following is not None
            and local(following) == "p"
            and not _has_own(following)
            and not text_of(following, styles)
        ):
            yield Blank(f"line {number}", _cut(text), _heading(each, styles)), following
