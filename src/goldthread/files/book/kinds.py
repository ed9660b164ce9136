"""What a file is by its first bytes, and never by its name."""

import codecs
from enum import Enum

from goldthread.files.book import words
from goldthread.files.limits import Unreadable


class Kind(Enum):
    """What is taken; each with the ending under which it is handed out again."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


PACKED, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOOKED_AT = 1024  # bytes at the start


def kind_of_taken(content: bytes) -> Kind:
    """Which of the kinds a file is that the road let pass."""
    if content.startswith(COMPOUND):
        return Kind.XLS
    if content.startswith(PACKED):
        return Kind.ODS if b"opendocument.spreadsheet" in content[:LOOKED_AT] else Kind.XLSX
    return Kind.CSV


_BEGINS = (
    (b"\xff\xd8\xff", words.PICTURE),
    (b"\x89PNG", words.PICTURE),
    (b"GIF8", words.PICTURE),
    (b"BM", words.PICTURE),
    (b"II*\x00", words.PICTURE),
    (b"MM\x00*", words.PICTURE),
    (b"\x00\x00\x01\x00", words.PICTURE),
    (b"{\\rtf", words.WORD),
    (b"\x1f\x8b", words.PACKED),
    (b"BZh", words.PACKED),
    (b"7z\xbc\xaf", words.PACKED),
    (b"Rar!", words.PACKED),
    (b"\xfd7zXZ", words.PACKED),
    (b"(\xb5/\xfd", words.PACKED),
    (b"PK\x05\x06", words.PACKED),
    (b"PK\x07\x08", words.PACKED),
    (b"MZ\x90", words.PROGRAM),
    (b"MZ\x00", words.PROGRAM),
    (b"\x7fELF", words.PROGRAM),
    (b"\xca\xfe\xba\xbe", words.PROGRAM),
    (b"\xcf\xfa\xed\xfe", words.PROGRAM),
    (b"#!", words.PROGRAM),
    (b"From: ", words.MAIL),
    (b"Received: ", words.MAIL),
    (b"Return-Path:", words.MAIL),
    (b"MIME-Version:", words.MAIL),
)
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")
_NOTHING = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n,;|"  # what a text without one cell consists of
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def refuse_other_kinds(content: bytes) -> None:
    """Raise Unreadable for what is known to be something else, with what to send instead."""
    if not content.strip(_NOTHING):
        raise Unreadable(words.EMPTY)
    start = content[:LOOKED_AT]
    for begins, sentence in _BEGINS:
        if start.startswith(begins) and not (begins == b"BM" and _is_text(start)):
            raise Unreadable(sentence)
    if start[4:8] == b"ftyp":
        raise Unreadable(words.PICTURE if start[8:12] in _PICTURE_BRANDS else words.OTHER)
    if start.startswith(b"RIFF"):
        raise Unreadable(words.PICTURE if start[8:12] == b"WEBP" else words.OTHER)
    if b"%PDF-" in start:
        raise Unreadable(words.PDF)
    if _without_mark(start).replace(b"\0", b"").lstrip().startswith(b"<"):
        raise Unreadable(words.WEB)


def _is_text(start: bytes) -> bool:
    return b"\0" not in start


def _without_mark(start: bytes) -> bytes:
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start
