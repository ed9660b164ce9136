"""Reads a published table as it was downloaded: recognises it by its columns, and takes its figures.

Nothing depends on a file's name or on the order, case or exact spelling of columns. All that is
wrong is told at once; what is not understood is left out and said, never guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from goldthread.files.book import Most, Sheet, as_text, open_book
from goldthread.files.limits import MEGABYTE, Unreadable
from goldthread.performance.published import neighbours, own_format
from goldthread.performance.published.layouts import Match, best_match
from goldthread.performance.published.rows import RowReader
from goldthread.performance.published.tables import Areas, Finding, Findings, Table, known_areas

LONGEST_NAME = 200  # letters of a column's name
MOST_SENT = (
    20 * MEGABYTE
)  # through the page; whoever runs the installation imports from its own disk
MOST_BYTES = 64 * MEGABYTE  # the interactive tool's long table of England has 42
MOST_ROWS = 300_000  # fifteen years of every authority in ninety lines
MOST = Most(size=MOST_BYTES, rows=MOST_ROWS, columns=200, cells=9_000_000)
NumberedRows = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Opened:
    """What is known of a file before its rows are read."""

    file: str
    fingerprint: str


def read_file(path: Path, *, release: str = "", areas: Areas | None = None) -> Table:
    """The table in a file: see `read`."""
    with path.open("rb") as stream:
        return read(stream, file=path.name, release=release, areas=areas)


def read(stream: BinaryIO, *, file: str, release: str = "", areas: Areas | None = None) -> Table:
    """The table in a stream: CSV, or the first sheet of a workbook that holds one.

    `release` names the edition ("2024") where the table's latest year would not; `areas` gives
    code and name for the Department's area numbers, for tables that have only those.
    """
    content = stream.read()
    opened = Opened(file, sha256(content).hexdigest())
    areas = known_areas() if areas is None else areas
    told: list[Table] = []
    try:
        for sheet in open_book(content, MOST).sheets:
            table = _read_sheet(opened, sheet, release, areas)
            if table.recognised:
                return table
            told.append(table)
    except Unreadable as refused:
        return _not_a_table(opened, f"{file}: {refused}")
    return told[0] if told else _not_a_table(opened, f"{file} holds no sheet")


def _read_sheet(opened: Opened, sheet: Sheet, release: str, areas: Areas) -> Table:
    lines = ((number, [as_text(cell) for cell in cells]) for number, cells in sheet.rows())
    _, heading = next(lines, (0, []))
    if not any(heading):
        return _not_a_table(opened, f"{opened.file} is empty: it has no heading")
    if any(len(name) > LONGEST_NAME for name in heading):
        said = f"{opened.file} is not a published table that is known: its heading is too long"
        return _not_a_table(opened, said)
    rows = _filled_up(lines, len(heading)) if sheet.is_ragged else lines
    if own_format.is_own(heading):
        return _own(opened, heading, rows)
    if neighbours.is_neighbours(heading):
        return _neighbours(opened, heading, rows, release)
    first = next(rows, None)
    match = best_match(heading, _category(heading, first))
    if not match.fits:
        return _not_a_table(opened, _nearest(opened.file, match))
    return _published(opened, match, heading, chain([first] if first else [], rows), release, areas)


def _filled_up(rows: NumberedRows, width: int) -> NumberedRows:
    """The rows of a workbook, which keeps no blank cells at the end of one."""
    for number, row in rows:
        yield number, [*row, *[""] * (width - len(row))]


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
