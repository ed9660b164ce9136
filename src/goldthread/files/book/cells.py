"""What a spreadsheet says, whatever it came as: sheets, rows and cells of plain values."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from goldthread.files.book.kinds import Kind


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that would have to be worked out. Whatever value was stored with it is not taken."""

    text: str = "="


# A number that is shown as a percentage is the text that its reader sees: 1 shown as 100% is "100%".
Value = str | Decimal | bool | date | datetime | Formula | None
Row = tuple[int, Sequence[Value]]

LARGEST = 30  # digits before or after the point: what has more is kept as a text
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows()` gives the number (as a spreadsheet counts) and cells of each row that has any.

    A ragged sheet, such as any workbook's, has no blank cells at the end of its rows.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    is_hidden: bool = False
    is_ragged: bool = True


@dataclass(frozen=True)
class Book:
    """A spreadsheet: of which kind it is, and its sheets in order."""

    kind: Kind
    sheets: tuple[Sheet, ...]


def clean(text: str) -> str:
    """The text without control signs, signs that turn the direction of writing, and halves of letters."""
    return _UNSEEN.sub("", text)


def number(text: str) -> Value:
    """A number as written; where it is none, or larger than any figure, its text."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return text
    if not found.is_finite() or (found and abs(found.adjusted()) > LARGEST):
        return text
    return found if -int(found.as_tuple().exponent) <= 2 * LARGEST else text


def percentage(value: Value) -> Value:
    """A number as the percentage that is shown of it."""
    return f"{(value * 100).normalize():f}%" if isinstance(value, Decimal) else value


def day_or_moment(value: date) -> Value:
    """A day where a date has no time of day."""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date()
    return value


def as_text(value: Value) -> str:
    """A value as its reader sees it, without blanks around it; of a formula its sign alone."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Formula):
        return "="
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:f}"


def address(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet shows it: row from 1, column from 0. (5, 27) is AB5."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
