"""The definitions: equal to a second working out, equal on every engine, and each of them somewhere."""

import os
from urllib.parse import urlsplit, urlunsplit

import pytest

from goldthread.measures.catalogue import Agency, Way, catalogue
from goldthread.records import engines
from goldthread.records.definitions import FACTS, MEASURES
from goldthread.records.definitions.measures import measure_of
from goldthread.records.matrix import SOURCES, Computable, matrix
from goldthread.records.working_out import OF_CHILDREN, WORDS, work_out
from tests.records import oracle
from tests.records.random_events import quarters, random_events


def figures(sources, engine="duckdb", database=""):
    with engines.connected(engine, database=database) as connection:
        return work_out(sources, quarters(), connection)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_expressions_say_what_a_second_working_out_says(source, seed):
    events = [each for each in random_events(seed) if each.source == source]
    # What stands at the day of a list is asked for on that day alone.
    asked = quarters()[-1:] if source == "annex_a" else quarters()

    lines = {(ln.indicator, ln.period): ln for ln in figures(events) if not ln.breakdown}

    for key, work in oracle.BY_SOURCE[source].items():
        for period in asked:
            line = lines[key, period]
            found = line.value if line.numerator is None else (line.numerator, line.denominator)
            assert found == work(events[0], period), (key, str(period))


def test_divisions_that_part_the_children_add_up_to_the_whole():
    lines = figures(random_events(3))

    by_whole = {}
    for line in lines:
        division, _, item = line.breakdown.partition("_")
        if item and division in OF_CHILDREN:
            key = (line.indicator, line.period, division)
            by_whole.setdefault(key, []).append(line)
    wholes = {(ln.indicator, ln.period): ln for ln in lines if not ln.breakdown}
    assert len(by_whole) > 500
    for (indicator, period, _), parts in by_whole.items():
        whole = wholes[indicator, period]
        assert sum(part.value or 0 for part in parts) == (whole.value or 0)
        assert sum(part.denominator or 0 for part in parts) == (whole.denominator or 0)


@pytest.mark.parametrize("division", OF_CHILDREN)
def test_the_catalogue_has_every_item_that_children_are_divided_by(division):
    found = catalogue().breakdowns[division]
    assert {item for item, _ in found.items} == {f"{division}_{word}" for word in WORDS[division]}
    assert found.adds_up
    assert found.source


def test_an_indicator_that_asks_for_a_division_gets_every_item_of_it():
    census = [each for each in random_events(3) if each.source == "census"]
    lines = [ln for ln in figures(census) if ln.indicator == "children_in_need_two_years"]

    asked = {
        item
        for way in catalogue()["children_in_need_two_years"].breakdowns
        for item, _ in way.items
    }
    for period in quarters():
        of_period = [ln for ln in lines if ln.period == period]
        if of_period[0].denominator is not None:
            assert {ln.breakdown for ln in of_period} == {"", *asked}


def test_a_division_that_is_asked_for_and_not_held_says_so_in_each_line():
    (events,) = (each for each in random_events(3) if each.source == "census")
    events.divisions = dict.fromkeys(events.divisions, ("born_on", "sex", "ethnicity"))

    lines = [ln for ln in figures([events]) if ln.breakdown.startswith("disability_")]

    assert {ln.indicator for ln in lines} == {"children_in_need_two_years"}
    assert {ln.numerator for ln in lines} == {None}
    assert all(ln.note.endswith("these files do not hold disability.") for ln in lines)


def test_postgresql_says_what_duckdb_says():
    address = os.environ.get("GOLDTHREAD_DATABASE", "")
    if not address.startswith("postgresql"):
        pytest.skip("asked of PostgreSQL, where the tests run on it")
    # Records are never brought to a database of the product: this is the server's own.
    own = urlunsplit(urlsplit(address)._replace(path="/postgres"))

    assert figures(random_events(4), "postgres", own) == figures(random_events(4))


@pytest.mark.django_db
def test_records_are_never_brought_to_a_database_of_the_product():
    from django.db import connection

    address = os.environ.get("GOLDTHREAD_DATABASE", "")
    if not address.startswith("postgresql"):
        pytest.skip("asked of PostgreSQL, where the tests run on it")
    products = urlunsplit(urlsplit(address)._replace(path=f"/{connection.settings_dict['NAME']}"))

    with (
        pytest.raises(engines.EngineRefused, match="never brought there"),
        engines.connected("postgres", database=products),
    ):
        pass


def test_postgresql_is_asked_for_by_an_address_of_the_callers_own():
    with (
        pytest.raises(engines.EngineRefused, match="Name a PostgreSQL database of your own"),
        engines.connected("postgres"),
    ):
        pass


def test_every_indicator_of_the_matrix_is_a_councils_and_of_the_catalogue():
    for key in matrix().rows:
        indicator = catalogue()[key]
        assert indicator.agency is Agency.COUNCIL
        assert indicator.way is Way.ASKED


def test_what_the_matrix_says_can_be_computed_has_a_measure_and_only_that():
    able = {
        key
        for key, row in matrix().rows.items()
        if any(cell.computable is not Computable.NO for cell in row.cells.values())
    }

    assert able == set(MEASURES)
    assert all(matrix().rows[key].definition for key in able)


def test_every_no_and_every_limit_says_why():
    for row in matrix().rows.values():
        for cell in row.cells.values():
            assert cell.why or (cell.computable is Computable.YES and not cell.months)


def test_every_measure_asks_for_facts_and_parts_that_its_indicator_has():
    for source in SOURCES:
        for key, row in matrix().rows.items():
            if row.cells[source].computable is Computable.NO:
                continue
            measure = measure_of(key, source)
            assert measure.fact in FACTS
            is_share = len(catalogue()[key].parts) == 2
            assert is_share == bool(measure.numerator or measure.total)
            items = {item for each in catalogue()[key].breakdowns for item, _ in each.items}
            assert set(measure.items) <= items
