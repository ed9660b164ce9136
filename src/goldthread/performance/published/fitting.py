"""Whether the figures of a published table can be kept as they were read: all of them, or none."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.published.layouts import symbols
from goldthread.performance.published.tables import Finding, Findings, Reading, Table

# Letters that there is room for.
LONGEST = {"area_name": 120, "release": 160, "old_area_code": 6, "breakdown": 60}
LONGEST_FILE_NAME, LONGEST_EDITION = 160, 40
MOST_ROWS, LARGEST = 10_000_000, 10**10
MOST_FIGURES = 100_000  # the largest real table, of ten years of England, gives 60,000
_AREA_CODE = re.compile(r"[A-Z]\d{8}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def misfits(table: Table) -> tuple[str, ...]:
    """Everything that keeps a table from being imported, each in one sentence."""
    findings = Findings()
    for sentence in _of_table(table):
        findings.add(0, "", sentence)
    for reading in table.readings:
        for column, sentence in _of_reading(reading):
            findings.add(reading.row_number, column, sentence)
    return tuple(str(finding) for finding in findings.told())


def fitted(table: Table) -> Table:
    """The table itself; or, where it cannot be kept, one that is not recognised and says why."""
    faults = tuple(Finding(0, "", said) for said in misfits(table))
    named = table.file[:LONGEST_FILE_NAME]
    return Table(named, table.fingerprint, not_understood=faults) if faults else table


def _of_table(table: Table) -> Iterator[str]:
    for what, text, most in (
        ("name of the file", table.file, LONGEST_FILE_NAME),
        ("edition", table.edition, LONGEST_EDITION),
    ):
        if len(text) > most:
            yield f"the {what} has {len(text)} letters: shorten it to {most}"
        if _CONTROL.search(text):
            yield f"the {what} holds a sign that no text has"
    if len(table.readings) > MOST_FIGURES:
        count = f"{len(table.readings):,}"
        yield f"the table gives {count} figures, and at most {MOST_FIGURES:,} are imported at once"


def _of_reading(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is wrong with one figure: the column, and a sentence."""
    if not _is_known(reading.indicator, reading.breakdown):
        named = f"{reading.indicator} {reading.breakdown}".strip()
        yield "indicator", f"there is no indicator “{_cut(named)}”"
    if fault := _period_fault(reading.period):
        yield "period", fault
    if not _AREA_CODE.fullmatch(reading.area_code):
        yield "area_code", f"“{_cut(reading.area_code)}” is not the code of an area"
    for column, most in LONGEST.items():
        if len(getattr(reading, column)) > most:
            yield column, f"the {column.replace('_', ' ')} has more than {most} letters"
    for number in (reading.value, reading.numerator, reading.denominator):
        if number is not None and not (number.is_finite() and abs(number) < LARGEST):
            yield "value", "the number is too large"
    yield from _of_marks(reading)


def _of_marks(reading: Reading) -> Iterator[tuple[str, str]]:
    """What is wrong with what stands about a figure."""
    if reading.symbol and reading.symbol not in symbols():
        yield "symbol", f"“{_cut(reading.symbol)}” is not a symbol that is known"
    if not 0 <= reading.row_number < MOST_ROWS:
        yield "row", "the number of the row is not one"
    if any(
        map(_CONTROL.search, (reading.area_name, reading.release, reading.source, reading.note))
    ):
        yield "", "a text holds a sign that no text has"


@lru_cache(maxsize=1024)
def _is_known(key: str, breakdown: str) -> bool:
    indicator = catalogue().get(key)
    if indicator is None or indicator.key != key:  # an earlier name is nobody's figure
        return False
    return not breakdown or any(breakdown in dict(way.items) for way in indicator.breakdowns)


def _period_fault(text: str) -> str:
    if text in _periods():
        return ""
    try:
        period = Period.parse(_cut(text))
    except ValueError as fault:
        return str(fault)
    return "" if str(period) == text else f"write the period “{_cut(text)}” as {period}"


@cache
def _periods() -> frozenset[str]:
    """The years that nearly every figure is of, so that they need not be parsed one by one."""
    return frozenset(str(Period.year(first)) for first in range(2000, 2040))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
