"""Small tables in the layouts of the Department's, made up for tests."""

import csv
import io
from collections.abc import Sequence

from goldthread.performance.published.reading import read
from goldthread.performance.published.tables import Reading, Table

GEOGRAPHY = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
]

ENGLAND = ["National", "E92000001", "England", "", "", "", "", ""]
NORTH_EAST = ["Regional", "E92000001", "England", "E12000001", "North East", "", "", ""]
MIDDLESBROUGH = [
    "Local authority",
    *("E92000001", "England", "E12000001", "North East", "806", "E06000002", "Middlesbrough"),
]
HARTLEPOOL = [*MIDDLESBROUGH[:5], "805", "E06000001", "Hartlepool"]

REFERRALS = [
    "category",
    "Referrals",
    "Referrals_rate",
    "Re_referrals",
    "Re_referrals_percent",
    "No_Further_Action",
    "No_Further_Action_percent",
    "Not_in_Need",
    "Not_in_Need_percent",
    "Referrals_child",
    "Referrals_child_rate",
    "Re_referrals_child",
    "Re_referrals_child_percent",
]
ASSESSMENTS = [
    "category",
    "Assessments_completed",
    "Assessments_completed_rate",
    "Same_day",
    "1-10_days",
    "11-20_days",
    "21-30_days",
    "31-40_days",
    "41-45_days",
    "46-50_days",
    "51-60_days",
    "61+_days",
]
LOOKED_AFTER = ["population_type", "population_estimate", "children_count", "rate_per_10000"]
LONG_TABLE = [
    "Short Desc",
    "Data item",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
    "Region",
    "Topic",
    "Measure_code",
    "Measure",
    "Polarity",
    "dps",
]

C1 = "Referrals and Re-referrals"
C2 = "Duration of assessment"


def row(area: Sequence[str], *cells: object, year: str = "2023") -> list[str]:
    """A row of a table that has its areas in columns."""
    return [year, "Reporting year", *area, *map(str, cells)]


def referrals_row(area: Sequence[str] = MIDDLESBROUGH, year: str = "2023") -> list[str]:
    """Referrals of one area, with figures that agree with each other."""
    return row(
        area, C1, *(4229, 1236.6, 1101, 26, 64, 1.5, 1316, 31.1, 3500, 1000, 900, 25.7), year=year
    )


def csv_bytes(
    rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    """Rows, the heading first, as the bytes of a file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def read_rows(
    heading: Sequence[str], *rows: Sequence[str], encoding: str = "utf-8", **options: object
) -> Table:
    """The table that these rows make."""
    content = csv_bytes([heading, *rows], encoding=encoding)
    return read(io.BytesIO(content), file="table.csv", **options)


def referrals(*rows: Sequence[str], **options: object) -> Table:
    return read_rows([*GEOGRAPHY, *REFERRALS], *rows, **options)


def assessments(*rows: Sequence[str]) -> Table:
    return read_rows([*GEOGRAPHY, *ASSESSMENTS], *rows)


def the(table: Table, indicator: str, **wanted: str) -> Reading:
    """The one reading of an indicator."""
    found = [
        reading
        for reading in table.readings
        if reading.indicator == indicator
        and all(getattr(reading, name) == value for name, value in wanted.items())
    ]
    assert len(found) == 1, found
    return found[0]
