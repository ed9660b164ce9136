"""What lies inside a document and is no text of its own: other files, pictures, macros."""

import re
from collections.abc import Iterator

from goldthread.files.book.archive import opened
from goldthread.files.book.kinds import COMPOUND, PACKED
from goldthread.files.book.most import Most
from goldthread.files.draft.xml import all_text, parsed
from goldthread.files.limits import MEGABYTE, Unreadable
from goldthread.sweep.found import Part, Place

MOST_TEXT = 200_000  # letters told of one file
MOST = Most(unpacked=40 * MEGABYTE)
_LETTERS = re.compile(rb"[\x20-\x7e]{6,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){6,}")
_EXIF, _GPS = b"Exif\x00\x00", b"\x25\x88"
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")


def parts_of(name: str, content: bytes) -> Iterator[Part]:
    """The parts that a member of a package is, by its bytes and its name."""
    lower = name.lower()
    if "thumbnail" in lower:
        yield Part(place=Place.PICTURE, where=name, text="a small picture of the first page")
    elif lower.endswith(_PICTURES):
        yield from picture(name, content)
    elif "vbaproject" in lower or "activex" in lower:
        yield Part(place=Place.EMBEDDED, where="macros", text=text_of(content))
    elif "embeddings/" in lower or "afchunk" in lower or "oleobject" in lower:
        yield Part(place=Place.EMBEDDED, where=f"a file inside: {name}", text=text_of(content))
    elif "printersettings" in lower:
        yield Part(place=Place.SETTINGS, where="printer", text=text_of(content))


def picture(where: str, content: bytes) -> Iterator[Part]:
    """What a picture carries: data of the camera, words of the program that made it."""
    if _EXIF in content[:65536] or b"eXIf" in content[:4096]:
        said = "data of the camera" + (
            ", perhaps with the place" if _GPS in content[:65536] else ""
        )
        yield Part(
            place=Place.PICTURE, where=where, text=f"{said}: {_letters(content[:4096])}"[:500]
        )
    elif (
        b"tEXt" in content[:65536]
        or b"iTXt" in content[:65536]
        or b"http://ns.adobe.com/xap" in content[:65536]
    ):
        yield Part(place=Place.PICTURE, where=where, text=_letters(content[:8192])[:2000])


def text_of(content: bytes) -> str:
    """Whatever words can be read in a file that lies inside another, without opening what lies in that."""
    if content.startswith(PACKED):
        return _of_package(content)[:MOST_TEXT]
    if content.startswith(b"%PDF"):
        from goldthread.files.draft.pdf import words_of_pdf

        return words_of_pdf(content)[:MOST_TEXT]
    if content.startswith(COMPOUND):
        return _letters(content)[:MOST_TEXT]
    try:
        return content.decode("utf-8")[:MOST_TEXT]
    except UnicodeDecodeError:
        return _letters(content)[:MOST_TEXT]


def _of_package(content: bytes) -> str:
    said = []
    try:
        with opened(content, MOST) as (packed, members):
            for each in members:
                if each.filename.endswith(".xml"):
                    said.append(_told(packed.read(each)))
    except Unreadable as refused:
        return f"It could not be looked through. {refused}"
    return "\n".join(filter(None, said))


def _told(content: bytes) -> str:
    try:
        return all_text(parsed(content))
    except Unreadable:
        return _letters(content)


def _letters(content: bytes) -> str:
    """The letters between the bytes of a file that we cannot read."""
    plain = [found[0].decode("ascii") for found in _LETTERS.finditer(content)]
    wide = [found[0].decode("utf-16-le") for found in _WIDE.finditer(content)]
    return " ".join(plain + wide)
