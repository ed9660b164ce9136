"""A PDF: its pages as they read, what lies over, under and beside them, and what it says of itself."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from goldthread.files.draft import inside
from goldthread.files.draft.pages import Page
from goldthread.files.draft.xml import DAMAGED, all_text, parsed
from goldthread.files.limits import Unreadable
from goldthread.sweep.found import Part, Place

LOCKED = "The PDF is locked with a password: save it without one, and send that."
MOST_PAGES = 500
TOO_LONG = f"The PDF has more than {MOST_PAGES} pages: send it in parts."
_PROGRAMS = {"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"}
_END = re.compile(rb"%%EOF[\r\n]*")
_XMP_AUTHOR = re.compile(rb"<dc:creator>(.*?)</dc:creator>", re.S)
_DEEP = 40  # levels of an outline or a tree of tags


def parts_of_pdf(content: bytes) -> list[Part]:
    """The parts of a PDF; raises Unreadable where it is damaged, locked or too long."""
    reader = _opened(content)
    found: list[Part] = []
    try:
        for number, page in enumerate(reader.pages, 1):
            found += _of_page(Page.of(page), page, f"page {number}")
        found += [*_properties(reader), *_layers(reader), *_attached(reader), *_tags(reader)]
        found += [*_outline(reader), *_scripts(reader), *_pictures(content)]
    except (PyPdfError, RecursionError, KeyError, AttributeError, TypeError, ValueError) as fault:
        raise Unreadable(DAMAGED) from fault
    return found + [*_earlier(content, {part.text for part in found})]


def words_of_pdf(content: bytes) -> str:
    """The words of a PDF that lies inside another file; what is wrong with it where it cannot be read."""
    try:
        return "\n".join(part.text for part in parts_of_pdf(content))
    except Unreadable as refused:
        return str(refused)


def _opened(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(LOCKED)
        pages = len(reader.pages)
    except (
        PyPdfError,
        RecursionError,
        KeyError,
        AttributeError,
        TypeError,
        ValueError,
        OSError,
    ) as fault:
        raise Unreadable(DAMAGED) from fault
    if pages > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    return reader


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _of_page(read: Page, page: Any, where: str) -> Iterator[Part]:
    if read.text.strip():
        yield Part(place=Place.TEXT, where=where, text=read.text)
    elif read.pictures:
        text = "the page is a picture: no machine can look for names in it"
        yield Part(place=Place.PICTURE, where=where, text=text)
    for how, text in read.hidden:
        yield Part(place=Place.HIDDEN, where=f"{where}, {how}", text=text)
    for each in page.get("/Annots") or ():
        yield from _annotation(each.get_object(), where)


def _annotation(note: Any, where: str) -> Iterator[Part]:
    kind = str(note.get("/Subtype", ""))
    action: Any = _object(note.get("/A") or {})
    said = " ".join(_said(note, "/Contents", "/RC", "/Subj"))
    if kind == "/Link":
        address = action.get("/URI") or (
            action.get("/F") if not isinstance(action.get("/F"), dict) else ""
        )
        if address or said:
            yield Part(
                place=Place.LINK, where=f"{where}, link", text=f"{address or ''} {said}".strip()
            )
    elif kind == "/Widget":
        text = " ".join(_said(note, "/T", "/TU", "/V", "/DV"))
        if text:
            yield Part(place=Place.FORM, where=f"{where}, form", text=text)
    elif kind == "/FileAttachment":
        yield Part(
            place=Place.ATTACHMENT,
            where=f"{where}, attachment",
            text=_attachment(note.get("/FS"), said),
        )
    elif kind != "/Popup":
        author = str(note.get("/T", "") or "")
        told = f"{where}, note" + (f" by {author}" if author else "")
        yield Part(place=Place.ANNOTATION, where=told, text=said)
        if author:
            yield Part(place=Place.PROPERTIES, where=f"{where}, note: author", text=author)


def _said(holder: Any, *names: str) -> list[str]:
    return [str(holder[name]) for name in names if isinstance(holder.get(name), str)]


def _attachment(spec: Any, said: str) -> str:
    spec = spec.get_object() if spec is not None else {}
    texts = [said, *_said(spec, "/F", "/UF", "/Desc")]
    stream = (spec.get("/EF") or {}).get("/F")
    if stream is not None:
        texts.append(inside.text_of(stream.get_object().get_data()))
    return " ".join(filter(None, texts))


def _properties(reader: PdfReader) -> Iterator[Part]:
    for name, value in (reader.metadata or {}).items():
        if name not in _PROGRAMS and str(value).strip():
            what = "author" if name == "/Author" else name.strip("/").lower()
            yield Part(place=Place.PROPERTIES, where=f"properties: {what}", text=str(value))
    metadata = _root(reader).get("/Metadata")
    if metadata is None:
        return
    content = metadata.get_object().get_data()
    for author in _XMP_AUTHOR.findall(content):
        if text := _words_of_xml(b"<a>" + author + b"</a>"):
            yield Part(place=Place.PROPERTIES, where="properties (XMP): author", text=text)
    if text := _words_of_xml(_XMP_AUTHOR.sub(b"", content)):
        yield Part(place=Place.PROPERTIES, where="properties (XMP)", text=text)


def _words_of_xml(content: bytes) -> str:
    try:
        root = parsed(content.strip())
    except Unreadable:
        plain = re.sub(rb"<[^>]*>", b" ", content).decode("utf-8", "replace")
        return " ".join(plain.split())
    return all_text(root)


def _layers(reader: PdfReader) -> Iterator[Part]:
    layers = _root(reader).get("/OCProperties")
    if layers is None:
        return
    layers = layers.get_object()
    standing: Any = _object(layers.get("/D") or {})
    off = [each.get_object() for each in standing.get("/OFF") or ()]
    for each in layers.get("/OCGs") or ():
        group = each.get_object()
        state = (
            "hidden layer" if any(group is other or group == other for other in off) else "layer"
        )
        yield Part(place=Place.LAYER, where=state, text=str(group.get("/Name", "")))


def _attached(reader: PdfReader) -> Iterator[Part]:
    for name, contents in reader.attachments.items():
        text = " ".join([name, *(inside.text_of(content) for content in contents)])
        yield Part(place=Place.ATTACHMENT, where="attachment", text=text)


def _tags(reader: PdfReader) -> Iterator[Part]:
    """Alternative texts, and texts that stand in the place of what is seen."""
    root = _root(reader).get("/StructTreeRoot")
    seen: set[int] = set()
    waiting = [(root.get_object(), 0)] if root is not None else []
    while waiting:
        node, depth = waiting.pop()
        if not hasattr(node, "get") or id(node) in seen or depth > _DEEP:
            continue
        seen.add(id(node))
        for text in _said(node, "/Alt", "/ActualText", "/E", "/T"):
            yield Part(place=Place.ALTERNATIVE_TEXT, where="alternative text", text=text)
        below = node.get("/K")
        below = below.get_object() if below is not None and hasattr(below, "get_object") else below
        children = below if isinstance(below, list) else [below]
        waiting += [(_object(each), depth + 1) for each in reversed(children) if each is not None]


def _object(each: Any) -> Any:
    return each.get_object() if hasattr(each, "get_object") else each


def _outline(reader: PdfReader) -> Iterator[Part]:
    for title in _titles(reader.outline, 0):
        yield Part(place=Place.OUTLINE, where="outline", text=title)
    for name in reader.named_destinations:
        if any(letter.isalpha() for letter in name):
            yield Part(place=Place.BOOKMARK, where="named place", text=str(name))


def _titles(entries: Iterable[Any], depth: int) -> Iterator[str]:
    for each in entries:
        if isinstance(each, list):
            if depth < _DEEP:
                yield from _titles(each, depth + 1)
        elif each.title:
            yield str(each.title)


def _scripts(reader: PdfReader) -> Iterator[Part]:
    root = _root(reader)
    if "/JavaScript" in _object(root.get("/Names") or {}):
        yield Part(
            place=Place.EMBEDDED, where="script", text="a program that runs when it is opened"
        )
    if "/PieceInfo" in root:
        yield Part(place=Place.CUSTOM, where="data of the program that made it", text="")


def _pictures(content: bytes) -> Iterator[Part]:
    """Photographs that still carry the data of their camera: they lie in a PDF as they were taken."""
    for at in (found.start() for found in re.finditer(rb"Exif\x00\x00", content)):
        yield from inside.picture("a photograph", content[at : at + 4096])


def _earlier(content: bytes, known: set[str]) -> Iterator[Part]:
    """What an earlier version says that lies in the file, where somebody saved over it."""
    ends = [found.end() for found in _END.finditer(content)]
    first_of_linear = 1 if b"/Linearized" in content[:2048] else 0
    for number, end in enumerate(ends[first_of_linear:-1], 1):
        try:
            reader = _opened(content[:end])
            texts = [page.extract_text() for page in reader.pages]
            texts += [str(value) for value in (reader.metadata or {}).values()]
        except (
            Unreadable,
            PyPdfError,
            RecursionError,
            KeyError,
            AttributeError,
            TypeError,
            ValueError,
        ):
            texts = []
        new = "\n".join(text for text in texts if text and text not in known)
        yield Part(place=Place.EARLIER_VERSION, where=f"version {number} of the file", text=new)
