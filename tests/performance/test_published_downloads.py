"""Reading the Department's own files: only where GOLDTHREAD_DFE_FOLDER names a folder of them.

    GOLDTHREAD_DFE_FOLDER=~/downloads ./goldthread test tests/performance/test_published_downloads.py

The folder holds the tables of *Children in need* 2024, *Children looked after* 2025, the population
estimates and the interactive tool's long table, as downloaded. None of them is in the repository.
"""

import os
import time
from pathlib import Path

import pytest

from goldthread.performance.published.rates import missing_rates
from goldthread.performance.published.reading import read_file
from goldthread.performance.published.tables import Level
from goldthread.performance.published.taking import take

FOLDER = os.environ.get("GOLDTHREAD_DFE_FOLDER", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="GOLDTHREAD_DFE_FOLDER names no folder")


@pytest.fixture(scope="module")
def tables():
    tables = [read_file(path) for path in sorted(Path(FOLDER).glob("*.csv"))]
    return {table.layout: table for table in tables if table.recognised}


def one(tables, layout, indicator, area_code, period):
    found = [
        reading
        for reading in tables[layout].readings
        if (reading.indicator, reading.area_code, reading.period, reading.breakdown)
        == (indicator, area_code, period, "")
    ]
    assert len(found) == 1
    return found[0]


def test_nothing_in_the_department_s_tables_is_not_understood(tables):
    assert {
        key: table.not_understood for key, table in tables.items() if table.not_understood
    } == {}
    assert {key: table.notes for key, table in tables.items() if table.notes} == {}
    assert len(tables) == 13


def test_figures_are_those_that_the_department_printed(tables):
    re_referrals = one(tables, "referrals", "re_referrals_12m", "E06000002", "2022-23")
    assert (str(re_referrals.value), re_referrals.numerator) == ("26.0", 1101)
    assert re_referrals.denominator == 4229
    assert re_referrals.row_number == 183
    need = one(tables, "children_in_need", "children_in_need", "E06000001", "2023-24")
    assert need.value == 1487
    assert one(tables, "children_looked_after", "care_starts", "E06000002", "2024-25").value == 172
    england = one(tables, "population", "population_under_18", "E92000001", "2023-24")
    assert england.value == 11_998_646


def test_shares_worked_out_are_those_that_the_interactive_tool_prints(tables):
    printed = {
        (reading.indicator, reading.area_code, reading.period): reading.value
        for reading in tables["interactive_tool"].readings
    }
    compared = [
        (reading.value, printed[key])
        for layout in ("assessments", "section_47")
        for reading in tables[layout].readings
        if reading.basis == "derived" and reading.level is Level.LOCAL_AUTHORITY
        if (key := (reading.indicator, reading.area_code, reading.period)) in printed
        if reading.value is not None
    ]

    assert len(compared) > 50
    assert [pair for pair in compared if pair[0] != pair[1]] == []


def test_rates_worked_out_from_the_population_are_those_printed(tables):
    people = tables["population"].readings
    for layout in ("children_in_need", "referrals", "section_47", "child_protection_plans"):
        readings = tables[layout].readings
        printed = {
            (reading.indicator, reading.area_code, reading.period): reading.value
            for reading in readings
        }
        counts = [reading for reading in readings if not reading.indicator.endswith("_rate")]
        councils = [
            rate for rate in missing_rates(counts, people) if rate.level is Level.LOCAL_AUTHORITY
        ]

        assert len(councils) > 1500
        for rate in councils:
            assert rate.value == printed[rate.indicator, rate.area_code, rate.period]


def test_a_table_is_read_and_taken_in_well_under_a_second():
    paths = sorted(Path(FOLDER).glob("*.csv"))
    for path in paths:
        started = time.perf_counter()
        take({}, [read_file(path)])

        assert time.perf_counter() - started < 1
