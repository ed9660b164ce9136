"""The typed list: 300 dates that were made without this code."""

import pytest

from goldthread.clocks import clocks, day_of, deadline
from tests.clocks.typed import typed_cases

CASES = list(typed_cases())
PUBLISHED_TO = 2028


def test_the_list_has_three_hundred_different_cases():
    assert len(CASES) == len(set(CASES)) == 300


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.limit} {case.starts}")
def test_a_typed_case_comes_out_as_typed(case):
    limit = clocks()[case.limit].limit_on(day_of(case.starts))

    found = deadline(limit, case.starts)

    assert (found.due_at or found.due_on) == case.due
    assert found.counted[-1] == found.due_on
    assert found.is_certain == (found.due_on.year <= PUBLISHED_TO)


@pytest.mark.parametrize("name", sorted({case.limit for case in CASES}))
def test_the_length_that_was_typed_is_the_one_that_is_shipped(name):
    typed = {(c.amount, c.unit, c.way, c.first_day) for c in CASES if c.limit == name}

    limit = clocks()[name].newest

    assert typed == {(limit.shipped.amount, limit.shipped.unit, limit.way, limit.first_day)}
