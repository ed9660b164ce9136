"""A spreadsheet read in a process of its own, whose plain cells come back to whoever asked."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from goldthread.files.apart import FAULTY, read_apart
from goldthread.files.book.cells import Formula, Value
from goldthread.files.book.kinds import Kind
from goldthread.files.book.most import Most
from goldthread.files.book.opening import open_book
from goldthread.files.limits import Limits, Unreadable

READER = f"{__name__}:read_plainly"
_FORMULA, _NUMBER, _DAY, _MOMENT = "f", "n", "d", "m"


@dataclass(frozen=True)
class SheetRead:
    """A sheet that was read: its rows, each with its number and its cells from column A."""

    name: str
    rows: tuple[tuple[int, tuple[Value, ...]], ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class BookRead:
    """A spreadsheet that was read whole."""

    kind: Kind
    sheets: tuple[SheetRead, ...]


def read_book(
    content: bytes, *, most: Most | None = None, limits: Limits | None = None
) -> BookRead:
    """Every sheet with its plain cells; raises Unreadable with one sentence for whoever sent it."""
    said = read_apart(READER, content, limits=limits, most=asdict(most or Most()))
    try:
        return BookRead(Kind(said["kind"]), tuple(_sheet(sheet) for sheet in said["sheets"]))
    except (ValueError, TypeError, ArithmeticError, KeyError, AttributeError) as fault:
        raise Unreadable(FAULTY) from fault


def read_plainly(stream: BinaryIO, *, most: dict[str, int]) -> dict[str, Any]:
    """The sheets as JSON carries them: texts as they are, other values as a letter and a text."""
    book = open_book(stream.read(), Most(**most))
    return {
        "kind": book.kind.value,
        "sheets": [
            {
                "name": sheet.name,
                "is_hidden": sheet.is_hidden,
                "rows": [
                    [number, [_plain(value) for value in row]] for number, row in sheet.rows()
                ],
            }
            for sheet in book.sheets
        ],
    }


def plain_rows(rows: Iterable[tuple[int, Sequence[Value]]]) -> list[Any]:
    """Rows as JSON carries them."""
    return [[number, [_plain(value) for value in row]] for number, row in rows]


def rows_of(plain: Iterable[Any]) -> tuple[tuple[int, tuple[Value, ...]], ...]:
    """The rows that `plain_rows` made plain."""
    return tuple((int(number), tuple(map(_value, cells))) for number, cells in plain)


def _plain(value: Value) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Formula):
        return [_FORMULA, value.text]
    if isinstance(value, Decimal):
        return [_NUMBER, str(value)]
    return [_MOMENT if isinstance(value, datetime) else _DAY, value.isoformat()]


def _sheet(said: dict[str, Any]) -> SheetRead:
    return SheetRead(str(said["name"]), rows_of(said["rows"]), bool(said["is_hidden"]))


def _value(plain: Any) -> Value:
    if plain is None or isinstance(plain, str | bool):
        return plain
    kind, text = plain
    if kind == _FORMULA:
        return Formula(text)
    if kind == _NUMBER:
        return Decimal(text)
    return datetime.fromisoformat(text) if kind == _MOMENT else date.fromisoformat(text)
