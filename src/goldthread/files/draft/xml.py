"""XML of a document as elements, read without entities, addresses or limits lifted."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from goldthread.files.book.archive import Packed
from goldthread.files.limits import Unreadable

Element = Any  # lxml brings no types
DAMAGED = "The document is damaged: open it, save it again, and send that."


def parsed(content: bytes) -> Element:
    """The root of an XML text; raises Unreadable where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(DAMAGED) from fault


def local(element: Element) -> str:
    """The element's name without its namespace; "" of comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, whatever its namespace; "" where it is not there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def named(root: Element, *names: str) -> Iterator[Element]:
    """The elements below with one of these names, in the order of the document."""
    return (element for element in root.iter() if local(element) in names)


def all_text(root: Element) -> str:
    """Every text and comment below, and attributes of many letters, with spaces between."""
    said = [text.strip() for text in root.itertext() if text.strip()]
    said += [
        str(value)
        for element in root.iter()
        for key, value in element.attrib.items()
        if " " in str(value) or str(key).rpartition("}")[2] in ("name", "val", "label", "tag")
        if any(letter.isalpha() for letter in str(value))
    ]
    return " ".join(said)


def member(packed: Packed, name: str) -> Element | None:
    """The root of one member; None where there is none of that name."""
    return parsed(packed.read(name)) if name in packed.namelist() else None
