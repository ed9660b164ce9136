"""What reading a published table gives: its figures, what was left, and what was not understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from goldthread.house import Basis
from goldthread.performance.published.layouts import shipped_areas, symbols

PUBLISHER = "Department for Education"
LICENCE = "Open Government Licence v3.0"


class Level(StrEnum):
    """How large an area is; the value is what the Department writes."""

    NATIONAL = "National"
    REGIONAL = "Regional"
    LOCAL_AUTHORITY = "Local authority"

    @classmethod
    def of(cls, area_code: str) -> "Level":
        """The level that a nine-character code stands for (E92 England, E12 and E13 regions)."""
        if area_code[:3] in ("E92", "W92", "S92", "N92", "K02", "K03", "K04"):
            return cls.NATIONAL
        return cls.REGIONAL if area_code[:3] in ("E12", "E13") else cls.LOCAL_AUTHORITY


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one area and period, as one release gives it.

    `value` is None where the release has a symbol; the symbol is kept, and `missing` says it in
    words. Parts are None unless the table has them. `period` is a year such as 2023-24. A value
    that was worked out here from the parts has the basis "derived"; one that the release prints is
    "counted" or "stated", with its parts beside it where they are given.
    """

    release: str
    indicator: str
    area_code: str
    area_name: str
    level: Level
    period: str
    breakdown: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    symbol: str
    basis: Basis
    source: str  # table and column, as the file spells it
    row_number: int  # as a spreadsheet counts: the heading is row 1
    old_area_code: str = ""
    note: str = ""

    @property
    def missing(self) -> str:
        """Why there is no value, in words; empty where there is one."""
        return "" if self.value is not None else self.note or symbols().get(self.symbol, "")

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What the figure is of: release, indicator, area, period, breakdown."""
        return (self.release, self.indicator, self.area_code, self.period, self.breakdown)


@dataclass(frozen=True)
class Finding:
    """Something to tell about a table: the first row of it, the column, and in how many rows.

    Row 0 is the table as a whole.
    """

    row: int
    column: str
    sentence: str
    rows: int = 1

    def __str__(self) -> str:
        place = f"Row {self.row}: " if self.row else ""
        more = f" (and in {self.rows - 1} more rows)" if self.rows > 1 else ""
        return f"{place}{self.sentence}{more}"


@dataclass(frozen=True)
class Left:
    """A column, measure or level that was not taken: how many filled cells or rows, and why."""

    column: str
    values: int
    why: str


@dataclass(frozen=True)
class Neighbour:
    """One statistical neighbour of an authority, by the Department's numbers; 1 is the nearest."""

    old_area_code: str
    area_name: str
    position: int
    neighbour_old_area_code: str
    closeness: str


@dataclass(frozen=True)
class Table:
    """A published table as read. `layout` is empty where it is none that is known.

    `fingerprint` is of the file's bytes: with the layout and the edition (its latest year, or what
    the person importing calls it) it says which release of which table this is.
    """

    file: str
    fingerprint: str = ""
    layout: str = ""
    title: str = ""
    release: str = ""
    edition: str = ""
    rows: int = 0
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    neighbours: tuple[Neighbour, ...] = field(default=(), repr=False)
    left: tuple[Left, ...] = ()
    notes: tuple[Finding, ...] = ()
    not_understood: tuple[Finding, ...] = ()

    @property
    def recognised(self) -> bool:
        return self.layout != ""

    @property
    def identity(self) -> str:
        return f"{self.layout}:{self.edition}:{self.fingerprint[:12]}"

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(sorted({reading.period for reading in self.readings}))


MOST_TOLD = 200  # findings: whoever has more has taken the wrong file
LONGEST_TOLD = 300  # letters of what a finding repeats of a file


def most_of(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """As many as anybody reads, and how many more there are."""
    more = len(findings) - MOST_TOLD
    if more <= 0:
        return tuple(findings)
    return (*findings[:MOST_TOLD], Finding(0, "", f"and {more:,} more like these"))


class Findings:
    """Gathers what there is to tell; the same sentence about many rows is told once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], list[int]] = {}

    def add(self, row: int, column: str, sentence: str) -> None:
        column, sentence = column[:LONGEST_TOLD], sentence[:LONGEST_TOLD]
        seen = self._seen.setdefault((column, sentence), [row, row, 0])
        if row != seen[1] or seen[2] == 0:
            seen[1] = row
            seen[2] += 1

    def told(self) -> tuple[Finding, ...]:
        found = (
            Finding(first, column, sentence, count)
            for (column, sentence), (first, _, count) in self._seen.items()
        )
        return most_of(sorted(found, key=lambda finding: finding.row))


Areas = Mapping[str, tuple[str, str]]


def known_areas(tables: Iterable[Table] = ()) -> dict[str, tuple[str, str]]:
    """The Department's numbers and the names of areas -> code and name.

    Those that are shipped, and those that tables already read have taught (the later year wins:
    Gateshead's code changed).
    """
    areas = dict(shipped_areas())
    readings = (reading for table in tables for reading in table.readings)
    for reading in sorted(readings, key=lambda reading: reading.period):
        area = (reading.area_code, reading.area_name)
        areas[reading.old_area_code or reading.area_name.casefold()] = area
    return areas | {name.casefold(): (code, name) for code, name in areas.values()}
