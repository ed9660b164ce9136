"""A paragraph of a Word document: as it reads, as it read before the changes, and what hangs on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from goldthread.files.draft.xml import Element, attribute, local, named
from goldthread.sweep.found import Part, Place

SMALLEST = 4  # half points: a letter of two points is not read
_INSERTED = {"ins": "insertion", "moveTo": "text moved to here"}
_DELETED = {"del": "deletion", "moveFrom": "text moved away"}
_GIVEN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_CHANGED = {
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
}
_APART = {"txbxContent", "Fallback", "pict", "drawing", "object"}
_OWN_NAMES = ("_GoBack", "_Toc", "_Ref", "_Hlk", "OLE_LINK")


@dataclass(frozen=True)
class State:
    """What holds for the text of a run: inserted or deleted, by whom, and whether a reader sees it."""

    inserted: str = ""
    deleted: str = ""
    by: str = ""
    hidden: str = ""


@dataclass
class Read:
    """What was read of one paragraph, piece by piece."""

    pieces: list[tuple[str, State]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    beside: list[Element] = field(default_factory=list)
    changed_by: list[str] = field(default_factory=list)

    def text(self) -> str:
        """As the paragraph reads with every change accepted, hidden words left out."""
        return "".join(
            text for text, state in self.pieces if not state.deleted and not state.hidden
        )


@dataclass(frozen=True)
class Styles:
    """Which styles of the document hide their text, and how."""

    hiding: dict[str, str]

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        if root is None:
            return cls({})
        found = {attribute(each, "styleId"): _hides(each) for each in named(root, "style")}
        return cls({name: how for name, how in found.items() if how})


def _hides(element: Element) -> str:
    """How the properties in an element hide text: "" where they do not."""
    shaded = any(
        attribute(each, "fill") not in ("", "auto", "FFFFFF") for each in named(element, "shd")
    )
    for each in named(element, "vanish", "color", "sz"):
        value = attribute(each, "val")
        if local(each) == "vanish" and value not in ("0", "false", "off"):
            return "hidden text"
        if local(each) == "color" and value.upper() in ("FFFFFF", "FEFEFE") and not shaded:
            return "white text"
        if local(each) == "sz" and value.isdigit() and int(value) <= SMALLEST:
            return "text too small to read"
    return ""


def read(paragraph: Element, styles: Styles) -> Read:
    """The pieces of a paragraph."""
    found = Read()
    state = State()
    for properties in (each for each in paragraph if local(each) == "pPr"):
        for style in (each for each in properties if local(each) == "pStyle"):
            state = replace(state, hidden=styles.hiding.get(attribute(style, "val"), ""))
    _walk(paragraph, state, styles, found)
    return found


def _walk(element: Element, state: State, styles: Styles, found: Read) -> None:
    for child in element:
        name = local(child)
        if name in _APART:
            found.beside.append(child)
        elif name in _CHANGED:
            found.changed_by.append(attribute(child, "author"))
        elif name in ("t", "delText"):
            found.pieces.append((child.text or "", state))
        elif name in ("instrText", "delInstrText"):
            found.fields.append(child.text or "")
        elif name in _GIVEN:
            found.pieces.append((_GIVEN[name], state))
        elif name == "pPr":
            found.changed_by += [attribute(each, "author") for each in named(child, *_CHANGED)]
        else:
            _walk(child, _state(child, name, state, styles), styles, found)


def _state(element: Element, name: str, state: State, styles: Styles) -> State:
    if name in _INSERTED:
        return replace(state, inserted=_INSERTED[name], by=attribute(element, "author"))
    if name in _DELETED:
        return replace(state, deleted=_DELETED[name], by=attribute(element, "author"))
    if name == "r":
        for properties in (each for each in element if local(each) == "rPr"):
            style = next((attribute(e, "val") for e in properties if local(e) == "rStyle"), "")
            how = _hides(properties) or styles.hiding.get(style, "")
            return replace(state, hidden=how or state.hidden)
    return state


def parts_of(found: Read, where: str) -> Iterator[Part]:
    """What is to be told of a paragraph beside its text."""
    yield from _changes(found, where)
    for how, pieces in groupby(found.pieces, key=lambda piece: piece[1].hidden):
        text = "".join(text for text, state in pieces if not state.deleted)
        if how and text.strip():
            yield Part(place=Place.HIDDEN, where=f"{where}, {how}", text=text)
    if code := "".join(found.fields).strip():
        yield Part(place=Place.FIELD, where=f"{where}, field", text=code)
    if found.changed_by:
        yield Part(place=Place.FORMATTED, where=where + _by(found.changed_by[0]), text="")


def _changes(found: Read, where: str) -> Iterator[Part]:
    """Each change with the whole words that it stands in, since half a name tells nothing."""
    for place, side in ((Place.DELETED, "deleted"), (Place.INSERTED, "inserted")):
        other = "inserted" if side == "deleted" else "deleted"
        pieces = [(text, state) for text, state in found.pieces if not getattr(state, other)]
        text, at = "".join(text for text, _ in pieces), 0
        for (what, by), run in groupby(pieces, key=lambda p: (getattr(p[1], side), p[1].by)):
            length = sum(len(piece) for piece, _ in run)
            if what and text[at : at + length].strip():
                yield Part(
                    place=place,
                    where=f"{where}, {what}{_by(by)}",
                    text=_whole_words(text, at, at + length),
                )
            at += length


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[start:end]


def _by(name: str) -> str:
    return f" by {name}" if name else ""


def bookmarks(root: Element, where: str) -> Iterator[Part]:
    """The names of bookmarks that somebody gave, and what forms and controls say."""
    for each in named(root, "bookmarkStart"):
        name = attribute(each, "name")
        if name and not name.startswith(_OWN_NAMES):
            yield Part(
                place=Place.BOOKMARK, where=f"{where}, bookmark", text=name.replace("_", " ")
            )
    for each in named(
        root, "alias", "tag", "statusText", "helpText", "default", "result", "listItem", "listEntry"
    ):
        value = attribute(each, "val") or attribute(each, "displayText")
        if any(letter.isalpha() for letter in value):
            yield Part(place=Place.FORM, where=f"{where}, form or control", text=value)
