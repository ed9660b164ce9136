"""A Word document: every part of the package that can hold a word or a name."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from goldthread.files.book.archive import Packed, opened
from goldthread.files.draft import inside
from goldthread.files.draft.apart import MOST
from goldthread.files.draft.paragraphs import Styles, bookmarks, parts_of, read
from goldthread.files.draft.xml import Element, all_text, attribute, local, member, named, parsed
from goldthread.sweep.found import Part, Place

Reader = Callable[[str, Element, Styles], Iterator[Part]]
_AUTHORS = {
    "creator": "author",
    "lastModifiedBy": "last author",
    "Manager": "manager",
    "Company": "company",
}
_SAYS_NOTHING = {
    "created",
    "modified",
    "revision",
    "lastPrinted",
    "version",
    "AppVersion",
    "Application",
    "Template",
}
_OF_PROGRAM = {
    *(
        "AppVersion",
        "Application",
        "Template",
        "ScaleCrop",
        "HeadingPairs",
        "LinksUpToDate",
        "SharedDoc",
    ),
    *("HyperlinksChanged", "DocSecurity"),
}
_PLAIN = re.compile(
    r"^(\[Content_Types\]\.xml|word/(theme/|fontTable|webSettings|stylesWithEffects|commentsExtended|commentsIds"
    r"|commentsExtensible|documenttasks)|customXml/itemProps|docMetadata/|.*/_rels/|_rels/)"
)


def parts_of_word(content: bytes) -> list[Part]:
    """The parts of a Word document; raises Unreadable where it is damaged, locked or too large."""
    with opened(content, MOST) as (packed, members):
        names = [each.filename for each in members if not each.is_dir()]
        styles = Styles.of(member(packed, "word/styles.xml"))
        found: list[Part] = []
        for name in sorted(names, key=lambda name: (name != "word/document.xml", name)):
            found += _of_member(packed, name, styles)
        return found


_NUMBERED = re.compile(
    r"(?:image|picture|media|hdphoto)\d*\.\w+", re.I
)  # as programs name pictures


def _of_member(packed: Packed, name: str, styles: Styles) -> Iterator[Part]:
    if not name.endswith((".xml", ".rels", ".vml")):
        if "/media/" in name and not _NUMBERED.fullmatch(own := name.rpartition("/")[2]):
            yield Part(place=Place.FILE_NAME, where="the name of a picture", text=own)
        yield from inside.parts_of(name, packed.read(name))
        return
    root = parsed(packed.read(name))
    if name.endswith(".rels"):
        yield from _links(name, root)
    elif not _PLAIN.match(name):
        reader = next((reader for begins, reader in _READERS if name.startswith(begins)), _anything)
        yield from reader(name, root, styles)


def _story(place: Place, called: str) -> Reader:
    """A reader of paragraphs and tables: the body, a header, a footer, notes."""

    def parts(name: str, root: Element, styles: Styles) -> Iterator[Part]:
        number = "".join(re.findall(r"\d+", name.rpartition("/")[2]))
        before = f"{called} {number}".strip() + ", " if called else ""
        yield from _blocks(root, place, before, styles)
        yield from bookmarks(root, called or "the text")
        yield from _pictures(root, called or "the text")

    return parts


def _blocks(root: Element, place: Place, before: str, styles: Styles) -> Iterator[Part]:
    """Paragraphs, and tables row by row, in the order of the document; text boxes after their paragraph."""
    paragraphs = 0
    tables: dict[Element, int] = {}
    for element in root.iter():
        name = local(element)
        if name == "tr" and not _is_apart(element, root):
            table = next(each for each in element.iterancestors() if local(each) == "tbl")
            number = tables.setdefault(table, len(tables) + 1)
            row = [*named(table, "tr")].index(element) + 1
            where = f"{before}table {number}, row {row}"
            yield from _row_of(element, place, where, styles)
        elif name == "p" and not _is_apart(element, root) and not _is_in_table(element, root):
            paragraphs += 1
            yield from _paragraph(element, place, f"{before}paragraph {paragraphs}", styles)


def _is_apart(element: Element, root: Element) -> bool:
    """Whether it stands in a text box, which is read with its paragraph."""
    for each in element.iterancestors():
        if each is root:
            return False
        if local(each) in ("txbxContent", "Fallback"):
            return True
    return False


def _is_in_table(element: Element, root: Element) -> bool:
    for each in element.iterancestors():
        if each is root:
            return False
        if local(each) == "tc":
            return True
    return False


def _row_of(row: Element, place: Place, where: str, styles: Styles) -> Iterator[Part]:
    """The cells of a row as one text with tabs between them, since a name may be split over two."""
    cells: list[str] = []
    beside: list[Part] = []
    for cell in (each for each in named(row, "tc") if _row_around(each) is row):
        paragraphs = [each for each in named(cell, "p") if _row_around(each) is row]
        texts = []
        for paragraph in paragraphs:
            if _is_apart(paragraph, cell):
                continue
            own = [*_paragraph(paragraph, Place.TABLE, where, styles)]
            texts += [
                part.text for part in own if part.place is Place.TABLE and part.where == where
            ]
            beside += [part for part in own if part.place is not Place.TABLE or part.where != where]
        cells.append("\n".join(texts).replace("\t", " "))
    text = "\t".join(cells)
    if text.strip():
        told = Place.TABLE if place is Place.TEXT else place
        yield Part(place=told, where=where, text=text)
    yield from beside


def _row_around(element: Element) -> Element | None:
    return next((each for each in element.iterancestors() if local(each) == "tr"), None)


def _paragraph(element: Element, place: Place, where: str, styles: Styles) -> Iterator[Part]:
    found = read(element, styles)
    if text := found.text():
        yield Part(place=place, where=where, text=text)
    yield from parts_of(found, where)
    for beside in found.beside:
        if local(beside) == "Fallback":
            continue
        boxes = [beside] if local(beside) == "txbxContent" else [*named(beside, "txbxContent")]
        for box in boxes:
            if not any(local(each) == "Fallback" for each in box.iterancestors()):
                yield from _blocks(box, Place.TEXT_BOX, f"{where}, text box, ", styles)
        for drawn in named(beside, "textpath"):
            yield Part(
                place=Place.TEXT_BOX, where=f"{where}, drawn text", text=attribute(drawn, "string")
            )


def _pictures(root: Element, where: str) -> Iterator[Part]:
    """What drawings say of themselves, and which are cropped."""
    for each in named(root, "docPr", "cNvPr", "shape", "tblCaption", "tblDescription"):
        for name in ("descr", "title", "alt", "name", "val"):
            text = attribute(each, name)
            if (
                text
                and not re.fullmatch(r"(?:[A-Za-z ]+\d*|_x\w+)", text)
                or name in ("descr", "title", "val")
                and text
            ):
                yield Part(
                    place=Place.ALTERNATIVE_TEXT, where=f"{where}, alternative text", text=text
                )
    for each in named(root, "srcRect"):
        if any(str(value) not in ("0", "") for value in each.attrib.values()):
            yield Part(
                place=Place.PICTURE, where=where, text="a cropped picture, whole in the file"
            )


def _comments(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    for number, comment in enumerate(named(root, "comment"), 1):
        author = attribute(comment, "author")
        text = "\n".join(read(each, styles).text() for each in named(comment, "p"))
        where = f"comment {number}" + (f" by {author}" if author else "")
        yield Part(place=Place.COMMENT, where=where, text=text)
        if author:
            yield Part(place=Place.PROPERTIES, where=f"comment {number}: author", text=author)


def _people(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    for each in named(root, "person"):
        text = attribute(each, "author")
        yield Part(place=Place.PROPERTIES, where="people who worked on it: author", text=text)


def _properties(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    for each in root:
        what, text = local(each), " ".join(str(text) for text in each.itertext()).strip()
        if what == "property":
            what = attribute(each, "name")
            text = f"{what}: {text}"
        if (
            text
            and what not in _SAYS_NOTHING | _OF_PROGRAM
            and any(letter.isalpha() for letter in text)
        ):
            where = f"properties: {_AUTHORS.get(what, what.lower())}"
            yield Part(place=Place.PROPERTIES, where=where, text=text)


def _settings(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    for each in named(root, "docVar"):
        text = f"{attribute(each, 'name')} {attribute(each, 'val')}"
        yield Part(place=Place.SETTINGS, where="variables of the document", text=text)
    for each in named(root, "query", "dataSource", "udl"):
        yield Part(place=Place.SETTINGS, where="mail merge", text=attribute(each, "val"))


def _names(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    """Styles and lists that somebody named or wrote words into."""
    said = [attribute(each, "val") for each in named(root, "name", "lvlText", "aliases")]
    text = "; ".join(each for each in said if any(letter.isalpha() for letter in each))
    if text and name != "word/styles.xml":
        yield Part(place=Place.SETTINGS, where="lists", text=text)
    own = [each for each in named(root, "style") if attribute(each, "customStyle") == "1"]
    for each in (attribute(name, "val") for style in own for name in named(style, "name")):
        yield Part(place=Place.SETTINGS, where="names of styles", text=each)


def _drawn(place: Place, called: str) -> Reader:
    def parts(name: str, root: Element, styles: Styles) -> Iterator[Part]:
        texts = [str(each.text) for each in named(root, "t", "v") if (each.text or "").strip()]
        if any(letter.isalpha() for text in texts for letter in text):
            yield Part(place=place, where=called, text="\n".join(texts))
        yield from _pictures(root, called)

    return parts


def _custom(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    text = " ".join(str(text).strip() for text in root.itertext() if str(text).strip())
    if any(letter.isalnum() for letter in text):
        yield Part(place=Place.CUSTOM, where=name, text=text)


def _anything(name: str, root: Element, styles: Styles) -> Iterator[Part]:
    """A part that we do not know: whatever words are in it."""
    text = all_text(root)
    if any(letter.isalpha() for letter in text):
        yield Part(place=Place.SETTINGS, where=name, text=text)


def _links(name: str, root: Element) -> Iterator[Part]:
    for each in named(root, "Relationship"):
        target, kind = attribute(each, "Target"), attribute(each, "Type").rpartition("/")[2]
        if attribute(each, "TargetMode") == "External":
            place = Place.LINK if kind == "hyperlink" else Place.SETTINGS
            yield Part(
                place=place, where=f"the address of a {kind or 'link'}", text=unquote(target)
            )


_READERS: tuple[tuple[str, Reader], ...] = (
    ("word/document", _story(Place.TEXT, "")),
    ("word/header", _story(Place.HEADER, "header")),
    ("word/footer", _story(Place.FOOTER, "footer")),
    ("word/footnotes", _story(Place.NOTE, "footnotes")),
    ("word/endnotes", _story(Place.NOTE, "endnotes")),
    ("word/comments", _comments),
    ("word/people", _people),
    ("docProps/", _properties),
    ("word/settings", _settings),
    ("word/styles", _names),
    ("word/numbering", _names),
    ("word/charts/", _drawn(Place.CHART, "a chart")),
    ("word/diagrams/", _drawn(Place.TEXT_BOX, "a diagram")),
    ("word/glossary/document", _story(Place.SETTINGS, "building blocks")),
    ("word/glossary/", lambda name, root, styles: iter(())),
    ("customXml/", _custom),
)
