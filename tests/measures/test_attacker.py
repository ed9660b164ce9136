"""The attacker of `./goldthread bench attacker` breaks what is badly protected, and not the product's own tables."""

from random import Random

import pytest
from bench import _attacker_planted as planted
from bench import attacker
from bench._attacker_family import random_family
from bench._attacker_publishing import publish
from bench._attacker_reader import Reader, as_wanted, kept_back
from hypothesis import given, settings
from hypothesis import strategies as st

PLANTED = dict(planted.every())


@pytest.mark.parametrize("name", PLANTED)
def test_a_family_that_was_protected_badly_is_broken(name):
    assert attacker.found_in(PLANTED[name])


def test_a_reader_of_nothing_finds_nothing():
    family = PLANTED["only what is small is hidden: a row with its total"]
    (hidden,) = wanted = as_wanted(family, kept_back(family))

    Reader(family, knows_tables=False).search(wanted, 50, Random(0))

    assert hidden.width >= 50


@pytest.mark.slow
@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_no_small_number_of_a_random_family_is_found(seed):
    counted, found = attacker.attacked(seed)

    assert found == []
    assert counted["recovered"] == 0


@pytest.mark.slow
def test_tables_without_secondary_suppression_are_broken():
    family = random_family(20261122 + 10)
    publish(family)
    for table in family.tables:
        small = {
            where
            for where, cell in table.cells.items()
            if 0 < family.number(cell.above) < 6 or 0 < (family.below(cell) or 9) < 6
        }
        table.shown = frozenset(table.cells.keys() - small)

    assert attacker.found_in(family)


def test_tables_that_show_nothing_give_nothing_away():
    """Who knows which numbers are small, and which stayed as they were, may know them from that alone."""
    family = random_family(6021)
    for table in family.tables:
        table.shown = frozenset()

    assert attacker.found_in(family) == []
