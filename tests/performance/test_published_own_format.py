"""The project's own format for published figures, and the files of the demonstration."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from goldthread.measures.catalogue import catalogue
from goldthread.performance.published import own_format
from goldthread.performance.published.reading import read, read_file
from tests.performance.published_files import (
    C2,
    MIDDLESBROUGH,
    NORTH_EAST,
    assessments,
    csv_bytes,
    read_rows,
    referrals,
    referrals_row,
    row,
)

DEMONSTRATION = Path(__file__).parents[2] / "demo" / "published"
FILES = sorted(DEMONSTRATION.glob("*.csv"))
TEES = {"E06000001", "E06000002", "E06000003", "E06000004", "E12000001", "E92000001"}


def written(readings):
    text = io.StringIO()
    own_format.write(readings, text)
    return text.getvalue().encode()


def test_figures_written_and_read_again_are_the_same():
    hidden = row(MIDDLESBROUGH, C2, 4028, 1177.8, "c", 400, 800, 900, 1000, 600, 200, 90, 28)
    shown = row(NORTH_EAST, C2, 4030, 300, 10, 400, 800, 900, 1000, 600, 200, 90, 30)
    readings = (*referrals(referrals_row()).readings, *assessments(hidden, shown).readings)

    table = read(io.BytesIO(written(readings)), file="own.csv")

    assert table.layout == "goldthread"
    assert table.release == "Children in need 2023"
    assert table.readings == readings
    assert table.not_understood == ()


def test_the_order_of_columns_does_not_matter():
    readings = referrals(referrals_row()).readings
    rows = [line[::-1] for line in csv.reader(io.StringIO(written(readings).decode()))]

    assert read(io.BytesIO(csv_bytes(rows)), file="own.csv").readings == readings


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("value", "many", "“many” in value is not a number"),
        ("value", "", "either a value or a symbol"),
        ("symbol", "c", "either a value or a symbol"),
        ("symbol", "?", "either a value or a symbol"),
        ("basis", "guessed", "guessed"),
        ("row", "first", "first"),
    ],
)
def test_a_row_that_is_no_figure_is_told_and_left_out(column, cell, words):
    heading, first, *rest = csv.reader(
        io.StringIO(written(referrals(referrals_row()).readings).decode())
    )
    first[heading.index(column)] = cell

    table = read_rows(heading, first, *rest)

    assert len(table.readings) == 4
    if cell != "?":
        assert words in str(table.not_understood[0])


def test_a_row_that_is_too_short_is_told():
    heading, first, *_ = csv.reader(
        io.StringIO(written(referrals(referrals_row()).readings).decode())
    )

    assert "this row has 14 cells" in str(read_rows(heading, first[:-1]).not_understood[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_demonstration_holds_figures_of_the_tees_and_its_comparators_once_each(path):
    table = read_file(path)

    assert table.not_understood == ()
    assert {reading.area_code for reading in table.readings} == TEES
    assert {reading.indicator for reading in table.readings} <= set(catalogue())
    assert max(Counter(reading.key for reading in table.readings).values()) == 1
    assert all(reading.value is not None or reading.missing for reading in table.readings)


def test_the_demonstration_holds_what_the_department_printed():
    figures = {reading.key: reading for path in FILES for reading in read_file(path).readings}

    release = "Children in need 2024"
    re_referrals = figures[release, "re_referrals_12m", "E06000002", "2022-23", ""]
    assert (str(re_referrals.value), re_referrals.numerator) == ("26.0", 1101)
    assert re_referrals.denominator == 4229
    need = figures[release, "children_in_need", "E06000003", "2022-23", ""]
    assert need.value == 1573
    tool = "Local authority interactive tool 2025"
    assert str(figures[tool, "section_47_rate", "E06000002", "2016-17", ""].value) == "258.6"
    care = figures["Children looked after 2025", "children_in_care", "E06000004", "2024-25", ""]
    assert care.value == 564


def test_the_demonstration_says_whose_figures_they_are():
    papers = (DEMONSTRATION / "README.md").read_text(encoding="utf-8")

    assert (
        "Contains public sector information licensed under the Open Government Licence v3.0"
        in papers
    )
    assert all(path.name in papers for path in FILES)
    assert len(FILES) == 4
