"""A published table read in a process of its own: what comes back is plain, and made a table again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from decimal import Decimal
from typing import Any, BinaryIO

from goldthread.files.apart import FAULTY
from goldthread.files.apart import read_apart as read_in_a_process
from goldthread.files.limits import Limits, Unreadable
from goldthread.house import Basis
from goldthread.performance.published.reading import read
from goldthread.performance.published.tables import (
    Areas,
    Finding,
    Left,
    Level,
    Neighbour,
    Reading,
    Table,
    known_areas,
)

READER = f"{__name__}:read_plainly"
LIMITS = Limits(memory=1024 * 1024 * 1024, processor_seconds=20, seconds=30)
_READING = tuple(field.name for field in fields(Reading))
_MAKE = {
    "value": Decimal,
    "numerator": Decimal,
    "denominator": Decimal,
    "level": Level,
    "basis": Basis,
    "row_number": int,
}


def read_apart(
    content: bytes, *, file: str, release: str = "", areas: Areas | None = None
) -> Table:
    """The table in these bytes: see `reading.read`. Raises Unreadable where it takes too much to read.

    `areas` are those that earlier tables have taught, besides the ones that are shipped.
    """
    options = {"file": file, "release": release, "areas": dict(areas or {})}
    said = read_in_a_process(READER, content, limits=LIMITS, **options)
    try:
        return _table(said)
    except (ValueError, TypeError, ArithmeticError, KeyError) as fault:
        raise Unreadable(FAULTY) from fault


def read_plainly(
    stream: BinaryIO, *, file: str, release: str, areas: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The table as JSON carries it: figures as rows of texts, in the order of their fields."""
    taught = {known_by: (code, name) for known_by, (code, name) in areas.items()}
    table = read(stream, file=file, release=release, areas=taught | known_areas())
    said = asdict(replace(table, readings=()))
    return said | {"readings": [_plain(reading) for reading in table.readings]}


def _plain(reading: Reading) -> list[str | None]:
    values = (getattr(reading, name) for name in _READING)
    return [None if value is None else str(value) for value in values]


def _table(said: dict[str, Any]) -> Table:
    lists = {
        "readings": tuple(_reading(texts) for texts in said["readings"]),
        "neighbours": tuple(Neighbour(**row) for row in said["neighbours"]),
        "left": tuple(Left(**row) for row in said["left"]),
        "notes": tuple(Finding(**row) for row in said["notes"]),
        "not_understood": tuple(Finding(**row) for row in said["not_understood"]),
    }
    return Table(**said | lists)


def _reading(texts: Sequence[str | None]) -> Reading:
    made: dict[str, Any] = {
        name: None if text is None else _MAKE.get(name, str)(text)
        for name, text in zip(_READING, texts, strict=True)
    }
    return Reading(**made)
