"""Reads a published table as it was downloaded: recognises it by its columns, and takes its figures.

Nothing depends on a file's name or on the order, case or exact spelling of columns. All that is
wrong is told at once; what is not understood is left out and said, never guessed.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from goldthread.performance.published import neighbours, own_format
from goldthread.performance.published.layouts import Match, best_match
from goldthread.performance.published.rows import RowReader
from goldthread.performance.published.tables import Areas, Finding, Findings, Table, known_areas

CHUNK = 1 << 20
MOST_COLUMNS, LONGEST_NAME = 200, 200  # of a table; letters of a column's name
MOST_ROWS = 300_000  # fifteen years of every authority in ninety lines
NumberedRows = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Opened:
    """What is known of a file before its rows are read."""

    file: str
    fingerprint: str
    encoding: str


def read_file(path: Path, *, release: str = "", areas: Areas | None = None) -> Table:
    """The table in a file: see `read`."""
    with path.open("rb") as stream:
        return read(stream, file=path.name, release=release, areas=areas)


def read(stream: BinaryIO, *, file: str, release: str = "", areas: Areas | None = None) -> Table:
    """The table in a stream that can be read twice.

    `release` names the edition ("2024") where the table's latest year would not; `areas` gives
    code and name for the Department's area numbers, for tables that have only those.
    """
    opened = _survey(stream, file)
    if not opened.encoding:
        return _not_a_table(
            opened, f"{file} is not a CSV file: save the table as CSV and try again"
        )
    stream.seek(0)
    text = TextIOWrapper(stream, encoding=opened.encoding, errors="replace", newline="")
    try:
        return _read_rows(opened, text, release, known_areas() if areas is None else areas)
    except csv.Error as problem:
        return _not_a_table(opened, f"{file} cannot be read as a CSV file: {problem}")
    finally:
        text.detach()


def _survey(stream: BinaryIO, file: str) -> Opened:
    """Read a file once, for its fingerprint and its encoding; "" where it is not text."""
    fingerprint, utf8 = sha256(), codecs.getincrementaldecoder("utf-8")()
    is_utf8, start = True, b""
    while chunk := stream.read(CHUNK):
        start = start or chunk[:4096]
        fingerprint.update(chunk)
        if is_utf8:
            try:
                utf8.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
    if is_utf8 and utf8.getstate()[0]:
        is_utf8 = False
    return Opened(file, fingerprint.hexdigest(), _encoding(start, is_utf8))


def _encoding(start: bytes, is_utf8: bool) -> str:
    """How a file is written, from its first bytes and whether all of it is UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start[:64:2] and b"\0" not in start[1:64:2]:
        return "utf-16-be"
    if b"\0" in start[1:64:2] and b"\0" not in start[:64:2]:
        return "utf-16-le"
    if b"\0" in start or start.startswith((b"PK\x03\x04", b"%PDF")):
        return ""
    return "utf-8-sig" if is_utf8 else "cp1252"


def _read_rows(opened: Opened, text: TextIOWrapper, release: str, areas: Areas) -> Table:
    first_line = text.readline()
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(chain([first_line], text), delimiter=delimiter)
    heading = next(reader, [])
    if not any(map(str.strip, heading)):
        return _not_a_table(opened, f"{opened.file} is empty: it has no heading")
    if len(heading) > MOST_COLUMNS or any(len(name) > LONGEST_NAME for name in heading):
        said = f"{opened.file} is not a published table that is known: its heading is too long"
        return _not_a_table(opened, said)
    rows = _numbered(reader)
    if own_format.is_own(heading):
        return _own(opened, heading, rows)
    if neighbours.is_neighbours(heading):
        return _neighbours(opened, heading, rows, release)
    first = next(rows, None)
    match = best_match(heading, _category(heading, first))
    if not match.fits:
        return _not_a_table(opened, _nearest(opened.file, match))
    return _published(opened, match, heading, chain([first] if first else [], rows), release, areas)


def _numbered(rows: Iterator[Sequence[str]]) -> NumberedRows:
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise csv.Error(f"it has more than {MOST_ROWS:,} rows")
        yield number, row


def _published(
    opened: Opened,
    match: Match,
    heading: Sequence[str],
    rows: NumberedRows,
    release: str,
    areas: Areas,
) -> Table:
    reader = RowReader(match, heading, areas)
    for number, row in rows:
        reader.take(number, row)
    edition = release or (str(reader.latest) if reader.latest else "")
    label = f"{match.layout.publication} {edition}".strip()
    readings = reader.readings(label)
    if not readings:
        reader.not_understood.add(0, "", "the table was recognised, and no row of it gave a figure")
    return Table(
        file=opened.file,
        fingerprint=opened.fingerprint,
        layout=match.layout.key,
        title=match.layout.title,
        release=label,
        edition=edition,
        rows=reader.rows,
        readings=readings,
        left=reader.left(),
        notes=reader.notes.told(),
        not_understood=reader.not_understood.told(),
    )


def _own(opened: Opened, heading: Sequence[str], rows: NumberedRows) -> Table:
    problems = Findings()
    readings = tuple(own_format.read(heading, rows, problems))
    release = ", ".join(dict.fromkeys(reading.release for reading in readings))
    return Table(
        file=opened.file,
        fingerprint=opened.fingerprint,
        layout=own_format.KEY,
        title=own_format.TITLE,
        release=release,
        edition=release.rpartition(" ")[2],
        rows=len(readings),
        readings=readings,
        not_understood=problems.told(),
    )


def _neighbours(opened: Opened, heading: Sequence[str], rows: NumberedRows, release: str) -> Table:
    problems = Findings()
    found = tuple(neighbours.read(heading, rows, problems))
    return Table(
        file=opened.file,
        fingerprint=opened.fingerprint,
        layout=neighbours.KEY,
        title=neighbours.TITLE,
        release=f"{neighbours.PUBLICATION} {release}".strip(),
        edition=release,
        rows=len({neighbour.old_area_code for neighbour in found}),
        neighbours=found,
        not_understood=problems.told(),
    )


def _category(heading: Sequence[str], first: tuple[int, Sequence[str]] | None) -> str:
    """What the first row says under `category`; empty where there is none."""
    names = [name.strip().lower() for name in heading]
    if first is None or "category" not in names:
        return ""
    place = names.index("category")
    return first[1][place] if place < len(first[1]) else ""


def _nearest(file: str, match: Match) -> str:
    if not match.found:
        return (
            f"{file} is not a published table that is known: its first line holds no column of one"
        )
    missing = ", ".join(column for column in match.missing if column not in match.doubtful)
    lacks = [f"it has no column {missing}"] if missing else []
    lacks += [f"more than one of its columns reads as {column}" for column in match.doubtful]
    return (
        f"{file} is not a published table that is known. "
        f"The nearest is “{match.layout.title}”, but {' and '.join(lacks)}"
    )


def _not_a_table(opened: Opened, sentence: str) -> Table:
    finding = Finding(0, "", sentence)
    return Table(opened.file, fingerprint=opened.fingerprint, not_understood=(finding,))
