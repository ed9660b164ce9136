"""The file that leaves the council: aggregates in the columns of a return, and what they were made from."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread import __version__
from goldthread.files.guarding import guarded
from goldthread.records.form import COLUMNS, MARK
from goldthread.records.matrix import matrix
from goldthread.records.working_out import Line


@dataclass(frozen=True)
class Head:
    """What the lines above the columns say."""

    made_on: date
    options: Mapping[str, str]
    files: tuple[tuple[str, str], ...]  # what each is, and its SHA-256
    left_out: int  # errors found in the files
    summary: tuple[str, ...] = ()  # of what was found, in words without any value


def as_csv(lines: Iterable[Line], *, area: str, head: Head, editions: Mapping[str, str]) -> str:
    """The whole file, ending its lines as CSV files do."""
    out = io.StringIO()
    writer = csv.writer(out)

    def write(row: Iterable[Any]) -> None:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])

    write([MARK, f"version {__version__}", f"made on {head.made_on:%d/%m/%Y}"])
    write(["# Aggregates only. Small counts stand as they are: not for publication."])
    write(["# options", *(f"{name} {value}" for name, value in head.options.items())])
    for kind, fingerprint in head.files:
        write(["# file", kind, f"sha256 {fingerprint}"])
    write(["# read against", *matrix().editions.values()])
    write(["# findings", f"{head.left_out} errors in the files: see records check"])
    for sentence in head.summary:
        write(["# finding", sentence])
    write(COLUMNS)
    for line in lines:
        edition = editions.get(line.indicator, "")
        numbers = (line.value, line.numerator, line.denominator)
        written = ("" if number is None else number for number in numbers)
        place = (area, str(line.period), line.indicator, line.breakdown)
        write([*place, *written, "", line.note, edition])
    return out.getvalue()
