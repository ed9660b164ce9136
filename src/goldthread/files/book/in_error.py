"""Which cells of a workbook (.xlsx) hold an error: what reads its values fast gives them as blank."""

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO

PIECE = 1024 * 1024  # bytes
LONGEST = 20_000  # bytes of a cell's element that may lie across two pieces
# The sign of a cell, its row and column as read from 0, by sheet.
InError = dict[str, dict[tuple[int, int], str]]

_MARKED = b't="e"'
_CELL = re.compile(
    rb'<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*?>(?:(?!</c>).)*?<v>([^<]{1,20})</v>',
    re.S,
)
_TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s[^>]*>")
_SAID = re.compile(r'([\w:]+)="([^"]*)"')


def in_error(content: bytes) -> InError:
    """The cells in error of each sheet, with the sign that each shows; none where the file says none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found: InError = {}
            for sheet, part in _parts(packed):
                with packed.open(part) as file:
                    found[sheet] = dict(_cells(file))
            return found
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return {}  # what reads the values says what is wrong with the file


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name, and the part of the file that holds it."""
    if "xl/workbook.xml" not in packed.namelist():
        return
    targets = {
        tag["Id"]: tag["Target"]
        for tag in _tags(packed, "xl/_rels/workbook.xml.rels")
        if "Id" in tag
    }
    for tag in _tags(packed, "xl/workbook.xml"):
        target = targets.get(tag.get("r:id", ""), "")
        if target and "name" in tag:
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            yield html.unescape(tag["name"]), part


def _tags(packed: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    text = packed.read(part).decode("utf-8", errors="replace")
    return [dict(_SAID.findall(tag)) for tag in _TAG.findall(text)]


def _cells(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    rest = b""
    while piece := file.read(PIECE):
        piece = rest + piece
        if _MARKED in piece:
            for found in _CELL.finditer(piece):
                at = int(found[2]) - 1, _column(found[1])
                yield at, found[3].decode("ascii", errors="replace")
        rest = piece[-LONGEST:]


def _column(letters: bytes) -> int:
    """The place of a column from 0: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
