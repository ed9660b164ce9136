"""One cell's text as a value, or the sentence that says what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from stdnum.gb import upn

from goldthread.records.layout import Column
from goldthread.records.spelling import compared, nearest

Value = date | int | str | None
Cell = Any  # what a reader gives: text, number, day, moment, bool or None

FIRST_DAY = date(1900, 1, 1)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[ \-]([a-z]{3,9})[ \-,]+(\d{4})", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?Z?$")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?Z?$", re.IGNORECASE)
_TWO_FIGURES = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_WHOLE = re.compile(r"-?\d+(\.0+)?")
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_XML_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_UPN = re.compile(r"[A-Za-z]\d{11}[\dA-Za-z]")
_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BLANK = frozenset(("", "-", "n/a", "na", "null", "none", "nan", "nat", "#n/a"))
_NOT_FOUND = "#n/a"  # what a look-up leaves that found nothing: often a blank on purpose
_FAULTS = ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "######")
_SERIALS = range(10_000, 80_000)  # 1927 to 2119, as spreadsheets number days

NEEDED = "This cell is empty, and it is needed."
SERIAL = (
    "This is a number where a date belongs: it looks like the number by which a spreadsheet keeps "
    "a day. Give the column the format of a date, and save it again."
)
NO_DAY = "This is no date. Write it as day, month and year: 31/03/2026."
NOT_IN_CALENDAR = (
    "There is no such day in the calendar. Dates are day first, then month: 31/03/2026."
)
NO_DAY_YEAR_FIRST = (
    "This is no date as a census writes it: year first, then month and day, 2026-03-31."
)
NOT_IN_CALENDAR_YEAR_FIRST = (
    "There is no such day in the calendar. A census writes the year first: 2026-03-31."
)
SHORT_YEAR_YEAR_FIRST = (
    "The year has two figures. A census writes all four, and the year first: 2026-03-31."
)
SHORT_YEAR = "The year has two figures. Write all four: 31/03/2026."
TOO_EARLY = "This day is before 1900."
NO_NUMBER = "This is no whole number."
NEGATIVE = "This number is below 0."
TOO_LARGE = "This number is larger than can be."
SCIENTIFIC = (
    "A spreadsheet has turned this identifier into a number with an exponent (as 1.2E+11), and its "
    "last figures are lost. Take it again from the source, with the column formatted as text."
)
FAULT = "This cell holds a spreadsheet's fault sign (as #REF! or #N/A) and no value."
NO_UPN = "This is no unique pupil number: a letter, eleven figures, and a figure or letter."
WRONG_LETTER = "The letter in front of this unique pupil number does not go with its figures: one of them is wrong."
TOO_LONG = "This cell holds more letters than can be."
DAMAGED = "Some letters of this cell are damaged: save the file again with its letters as UTF-8."

Parsed = tuple[Value, str]  # the value, or None and what is wrong


def blank(cell: Cell) -> bool:
    """Whether nothing is said, in any of the usual ways of saying nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in _BLANK)


class Reader:
    """Reads the cells of one column; what was read once is remembered, since columns repeat themselves."""

    def __init__(self, column: Column, *, year_first: bool = False) -> None:
        self._parse = _parser(column, year_first=year_first)
        self._blank: Parsed = (None, NEEDED if column.needed else "")
        # A blank word such as "none" can be a code.
        self._codes = column.codes
        self._known: dict[Cell, Parsed] = {}
        # Identifiers and texts seldom come again: remembering them would only take memory.
        self._repeats = column.kind not in ("child", "identifier", "upn", "text", "postcode")

    def read(self, cell: Cell) -> Parsed:
        """The value of a cell, or None and what is wrong with it ("" where it may be empty)."""
        if not self._repeats:
            return self._first(cell)
        key = (cell, type(cell)) if isinstance(cell, bool | float | int) else cell
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._first(cell)
        return found

    def _first(self, cell: Cell) -> Parsed:
        if blank(cell) and not (isinstance(cell, str) and compared(cell) in self._codes):
            is_fault = self._blank[1] and str(cell).strip().casefold() == _NOT_FOUND
            return (None, FAULT) if is_fault else self._blank
        if isinstance(cell, str):
            cell = cell.strip()
            if cell.startswith(_FAULTS):
                return None, FAULT
            if len(cell) > 2_000:
                return None, TOO_LONG
            if "\ufffd" in cell:
                return None, DAMAGED
        return self._parse(cell)


def _parser(column: Column, *, year_first: bool = False) -> Callable[[Cell], Parsed]:
    if column.kind in ("day", "born", "expected", "planned"):
        return xml_day if year_first else day
    if column.kind in ("number", "age"):
        return lambda cell: number(cell, most=column.most if column.kind == "number" else 120)
    if column.kind == "code":
        return lambda cell: _code(cell, column)
    if column.kind == "upn":
        return _upn
    if column.kind in ("child", "identifier"):
        return _identifier
    if column.kind == "postcode":
        return _postcode
    return lambda cell: (_text(cell), "")


def day(cell: Cell) -> Parsed:
    """A day from a date, or from a text with the day before the month or the year first."""
    if isinstance(cell, datetime):
        return _since_1900(cell.date())
    if isinstance(cell, date):
        return _since_1900(cell)
    if isinstance(cell, bool | time):
        return None, NO_DAY
    if isinstance(cell, int | float):
        return None, SERIAL if int(cell) in _SERIALS else NO_DAY
    text = _MIDNIGHT.sub("", str(cell))
    text = _CLOCK.sub("", text).strip()
    if text.replace(".", "", 1).isdigit():
        return None, SERIAL if int(float(text)) in _SERIALS else NO_DAY
    return _written_day(text)


def _written_day(text: str) -> Parsed:
    if found := _DAY_FIRST.fullmatch(text):
        written = (int(found[3]), int(found[2]), int(found[1]))
    elif found := _YEAR_FIRST.fullmatch(text):
        written = (int(found[1]), int(found[2]), int(found[3]))
    elif (found := _NAMED.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        written = (int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    else:
        return None, SHORT_YEAR if _TWO_FIGURES.fullmatch(text) else NO_DAY
    try:
        return _since_1900(date(*written))
    except ValueError:
        return None, NOT_IN_CALENDAR


def xml_day(text: str) -> Parsed:
    """A day as XML writes it, with or without a zone or midnight; no other way round is taken."""
    found = _XML_DAY.fullmatch(_ZONE.sub("", _MIDNIGHT.sub("", text)))
    if found is None:
        is_short = _TWO_FIGURES.fullmatch(text)
        return None, SHORT_YEAR_YEAR_FIRST if is_short else NO_DAY_YEAR_FIRST
    try:
        return _since_1900(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None, NOT_IN_CALENDAR_YEAR_FIRST


def _since_1900(found: date) -> Parsed:
    return (found, "") if found >= FIRST_DAY else (None, TOO_EARLY)


def number(cell: Cell, *, most: int) -> Parsed:
    """A whole number from 0 to `most`."""
    if isinstance(cell, bool | date | time):
        return None, NO_NUMBER
    text = str(cell)
    if not _WHOLE.fullmatch(text):
        return None, NO_NUMBER
    found = int(float(text)) if len(text) < 15 else most + 1
    if found < 0:
        return None, NEGATIVE
    return (found, "") if found <= most else (None, TOO_LARGE)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _code(cell: Cell, column: Column) -> Parsed:
    text = compared(_text(cell))
    found = column.codes.get(text)
    if found is not None:
        return found, ""
    # The known spellings are ours to show; what stands in the cell may be a name that slipped a column.
    like = nearest(text, column.codes) if len(text) < 60 else ""
    nearly = f" The nearest that is known is '{like}'." if like else ""
    return None, f"This is no code of '{column.name}' that is known.{nearly}"


def _identifier(cell: Cell) -> Parsed:
    if isinstance(cell, float) and (not cell.is_integer() or abs(cell) >= 1e15):
        return None, SCIENTIFIC
    if isinstance(cell, date | time):
        return None, "This is a date where an identifier belongs."
    text = _text(cell)
    if _SCIENTIFIC.fullmatch(text):
        return None, SCIENTIFIC
    return (text, "") if len(text) <= 100 else (None, TOO_LONG)


def _upn(cell: Cell) -> Parsed:
    text = _text(cell)
    if text.upper() in ("UN1", "UN2", "UN3", "UN4", "UN5", "UN6", "UN7"):
        return text.upper(), ""
    if isinstance(cell, float) or _SCIENTIFIC.fullmatch(text):
        return None, SCIENTIFIC
    if not _UPN.fullmatch(text):
        return None, NO_UPN
    return (text, "") if _has_its_letter(text.upper()) else (None, WRONG_LETTER)


def _has_its_letter(text: str) -> bool:
    """Whether the check letter fits, as the Department's rule 1510 of the census asks."""
    try:
        return text[0] == str(upn.calc_check_digit(text[1:]))
    except ValueError:  # a last letter that no number has: I, O or S
        return False


def _postcode(cell: Cell) -> Parsed:
    text = _text(cell)
    if _POSTCODE.fullmatch(text) or compared(text) in ("zz99 3wz", "sea", "rural", "unknown"):
        return text, ""
    return None, "This is no postcode."
