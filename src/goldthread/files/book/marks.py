"""What a workbook (.xlsx) marks and its fast reader leaves out: cells in error, rows and columns that are hidden."""

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

PIECE = 1024 * 1024  # bytes
MOST_COLUMNS = 16_384  # that a sheet can have
LONGEST = 20_000  # bytes of a cell's element that may lie across two pieces

_MARKED, _HIDDEN = b't="e"', b' hidden="'
_CELL = re.compile(
    rb'<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*?>(?:(?!</c>).)*?<v>([^<]{1,20})</v>',
    re.S,
)
_UNSEEN = re.compile(rb'<(?:\w+:)?(row|col)\s([^<>]*\bhidden="(?:1|true)"[^<>]*)>')
_NUMBER = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
_TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s[^>]*>")
_SAID = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass
class Marks:
    """Of one sheet, all places from 0: the sign that each cell in error shows, and what is hidden."""

    in_error: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def marks(content: bytes) -> dict[str, Marks]:
    """What each sheet marks, by its name; nothing where the file says none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found: dict[str, Marks] = {}
            for sheet, part in _parts(packed):
                with packed.open(part) as file:
                    found[sheet] = _marked(file)
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


def _marked(file: IO[bytes]) -> Marks:
    found, rest = Marks(), b""
    while piece := file.read(PIECE):
        piece = rest + piece
        if _MARKED in piece:
            for cell in _CELL.finditer(piece):
                at = int(cell[2]) - 1, _column(cell[1])
                found.in_error[at] = cell[3].decode("ascii", errors="replace")
        if _HIDDEN in piece:
            for element in _UNSEEN.finditer(piece):
                _hide(found, element[1], {name: int(n) for name, n in _NUMBER.findall(element[2])})
        rest = piece[-LONGEST:]
    return found


def _hide(found: Marks, what: bytes, said: dict[bytes, int]) -> None:
    if what == b"row" and b"r" in said:
        found.hidden_rows.add(said[b"r"] - 1)
    elif what == b"col" and said.keys() >= {b"min", b"max"}:
        last = min(said[b"max"], MOST_COLUMNS)
        found.hidden_columns.update(range(said[b"min"] - 1, last))


def _column(letters: bytes) -> int:
    """The place of a column from 0: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
