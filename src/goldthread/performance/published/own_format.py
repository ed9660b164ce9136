"""The project's own format for published figures: one readable CSV, a figure a row.

The demonstration carries such files. Writing and reading one again gives the same figures.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TextIO

from goldthread.house import Basis
from goldthread.performance.published.cells import read_cell
from goldthread.performance.published.layouts import symbols
from goldthread.performance.published.tables import Findings, Level, Reading

KEY = "goldthread"
TITLE = "Published figures in the project's own format"
COLUMNS = (
    "release",
    "indicator",
    "area_code",
    "old_area_code",
    "area",
    "period",
    "breakdown",
    "value",
    "numerator",
    "denominator",
    "symbol",
    "basis",
    "source",
    "row",
    "note",
)


def is_own(heading: Sequence[str]) -> bool:
    """Whether a heading is of this format; the order of its columns does not matter."""
    return set(COLUMNS) <= {name.strip() for name in heading}


def write(readings: Iterable[Reading], to: TextIO) -> None:
    """Write figures as rows, in the order given."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(reading) for reading in readings)


def _row(reading: Reading) -> tuple[str, ...]:
    parts = (reading.value, reading.numerator, reading.denominator)
    return (
        reading.release,
        reading.indicator,
        reading.area_code,
        reading.old_area_code,
        reading.area_name,
        reading.period,
        reading.breakdown,
        *("" if part is None else f"{part:f}" for part in parts),
        reading.symbol,
        reading.basis.value,
        reading.source,
        str(reading.row_number),
        reading.note,
    )


def read(
    heading: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], problems: Findings
) -> Iterator[Reading]:
    """The figures of rows in this format; a row that is not one is told and left out."""
    places = {name.strip(): place for place, name in enumerate(heading)}
    for number, cells in rows:
        if len(cells) != len(heading):
            said = f"this row has {len(cells)} cells and the heading {len(heading)}"
            problems.add(number, "", said)
            continue
        row = {name: cells[place].strip() for name, place in places.items()}
        try:
            yield _reading(row)
        except (ValueError, ArithmeticError) as problem:
            problems.add(number, "", str(problem))


def _reading(row: dict[str, str]) -> Reading:
    value, numerator, denominator = (
        _part(name, row[name]) for name in ("value", "numerator", "denominator")
    )
    said = row["symbol"]
    if (value is None) != bool(said) or (said and said not in symbols()):
        raise ValueError("a row has either a value or a symbol that is known")
    return Reading(
        release=row["release"],
        indicator=row["indicator"],
        area_code=row["area_code"],
        area_name=row["area"],
        level=Level.of(row["area_code"]),
        period=row["period"],
        breakdown=row["breakdown"],
        value=value,
        numerator=numerator,
        denominator=denominator,
        symbol=row["symbol"],
        basis=Basis(row["basis"]),
        source=row["source"],
        row_number=int(row["row"]),
        old_area_code=row["old_area_code"],
        note=row["note"],
    )


def _part(column: str, text: str) -> Decimal | None:
    """A number as written, its closing noughts kept; None for a blank."""
    if not text:
        return None
    if read_cell(text).value is None:
        raise ValueError(f"“{text}” in {column} is not a number")
    return Decimal(text)
