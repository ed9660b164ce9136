"""CSV files in any usual writing: the letters, and what parts the cells, are found out from the bytes."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from goldthread.files.book import words
from goldthread.files.book.cells import Book, Formula, Row, Sheet, Value, clean
from goldthread.files.book.kinds import Kind
from goldthread.files.guarding import as_it_was, guarded
from goldthread.files.limits import Unreadable

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 30  # lines in which the signs are counted
LOOKED_THROUGH = 1_000_000  # bytes in which signs that no text has are counted
SHEET_NAME = "CSV"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WORKED_OUT = re.compile(r"[+\-@][A-Z]{2,}\(|[+\-@].*\|.*!", re.S)  # -SUM(A1), +cmd|' /C x'!A0


def read(content: bytes) -> Book:
    """The one sheet of a CSV file; raises Unreadable for bytes that are no text."""
    encoding = writing(content)
    delimiter = _delimiter(content, encoding)

    def rows() -> Iterator[Row]:
        is_over = False

        def lines() -> Iterator[str]:
            nonlocal is_over
            yield from _lines(content, encoding)
            is_over = True

        try:
            for number, row in enumerate(csv.reader(lines(), delimiter=delimiter), start=1):
                # The lines are over before a row is only where it waits for a quotation mark.
                if is_over:
                    raise Unreadable(words.OPEN_QUOTE.format(row=number))
                yield number, [_value(cell) for cell in row]
        except csv.Error as fault:
            raise Unreadable(words.CSV_DAMAGED) from fault

    return Book(Kind.CSV, (Sheet(SHEET_NAME, rows, is_ragged=False),))


def writing(content: bytes) -> str:
    """How the letters are written: UTF-8, UTF-16 (also without its mark), else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    first, second = content[:64:2], content[1:64:2]
    if _half_zero(first) and b"\0" not in second:
        return _strictly(content, "utf-16-be")
    if _half_zero(second) and b"\0" not in first:
        return _strictly(content, "utf-16-le")
    if found := len(_CONTROL.findall(content[:LOOKED_THROUGH])):
        few = found * 100 < min(len(content), LOOKED_THROUGH)
        raise Unreadable(words.SIGNS if few else words.OTHER)
    if _CONTROL.search(content):
        raise Unreadable(words.SIGNS)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "cp1252")
    return "utf-8-sig"


def _half_zero(every_other: bytes) -> bool:
    """Whether most of these bytes are zero, as of Latin letters in UTF-16; one alone is damage."""
    return every_other.count(0) * 2 > len(every_other)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeError as fault:
        raise Unreadable(words.LETTERS if encoding == "cp1252" else words.OTHER) from fault
    if "\0" in text:
        raise Unreadable(words.OTHER)
    return encoding


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    return map(clean, io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline=""))


def _delimiter(content: bytes, encoding: str) -> str:
    """The sign that parts the most lines into equally many cells."""
    start = list(islice(_lines(content, encoding), LOOKED_AT))
    return max(DELIMITERS, key=lambda sign: _evenness(start, sign))


def _evenness(lines: list[str], delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0
    return max(((width - 1) * many for width, many in widths.items()), default=0)


def _value(cell: str) -> Value:
    text = cell.strip()
    if not text:
        return None
    if text[0] in "'=+-@":
        if text[0] == "'":
            own = as_it_was(text)
            return own if guarded(own) == text else text
        if text[0] == "=" or _WORKED_OUT.match(text):
            return Formula(text)
    return text
