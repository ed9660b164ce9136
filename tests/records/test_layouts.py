"""The tables of layouts: whole, and understood as they are written."""

import pytest

from goldthread.records.layout import annex_a, census, ssda903
from goldthread.records.reading.headings import match, said_number
from goldthread.records.spelling import compared

SOURCES = (annex_a(), ssda903())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_each_list_is_known_by_its_own_headings_and_by_every_other_spelling(source):
    for layout in source.lists.values():
        for at in range(max(len(column.headings) for column in layout.columns)):
            headings = [c.headings[min(at, len(c.headings) - 1)] for c in layout.columns]

            found = match(headings, SOURCES)

            assert found is not None, (layout.key, at)
            assert found.layout is layout
            assert len(found.at) == len(layout.columns)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_no_heading_of_a_list_stands_for_two_columns(source):
    for layout in source.lists.values():
        headings = [heading for column in layout.columns for heading in column.headings]
        assert len(headings) == len(set(headings)), layout.key


def test_every_spelling_stands_as_it_is_compared():
    columns = [c for source in SOURCES for layout in source.lists.values() for c in layout.columns]
    columns += [c for module in census().modules.values() for c in module.columns]

    for column in columns:
        assert all(compared(spelling) == spelling for spelling in column.codes), column.key
        assert (column.kind == "code") == bool(column.codes), column.key


def test_what_orders_and_keys_name_are_columns():
    for source in SOURCES:
        for layout in source.lists.values():
            keys = {key for pair in layout.order for key in pair} | set(layout.once)
            assert keys <= set(layout.by_key), layout.key


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("List 3", 3), ("list_11", 11), ("Annex A List 6 CIN", 6), ("7", 7), ("7. CP plans", 7)),
        *(("Guidance", 0), ("2025-26", 0), ("list 3.csv", 3)),
    ],
)
def test_the_number_of_a_list_is_read_from_a_name(name, number):
    assert said_number(name) == number
