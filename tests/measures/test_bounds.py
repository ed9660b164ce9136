from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldthread.measures.bounds import Bounds


def test_one_hidden_part_of_a_known_sum_is_pinned():
    bounds = Bounds({"a": D(3)}, [{"a": 1}])

    assert (bounds.least("a"), bounds.most("a")) == (3, 3)
    assert not bounds.is_wide("a", D(1))


def test_two_hidden_parts_of_a_known_sum_lie_between_nothing_and_the_sum():
    bounds = Bounds({"a": D(3), "b": D(4)}, [{"a": 1, "b": 1}])

    assert (bounds.least("a"), bounds.most("a")) == (0, 7)
    assert bounds.is_wide("b", D(7))
    assert not bounds.is_wide("b", D("7.1"))


def test_how_wide_a_range_is_does_not_depend_on_where_the_walk_begins():
    truth = {"a": D(2), "b": D(8)}

    for sums in ([{"a": 1, "b": 1}], [{"b": 1, "a": 1}]):
        assert all(Bounds(truth, sums).is_wide(name, D(10)) for name in truth)


def test_a_range_that_only_fractions_fill_is_none():
    truth = {"a": D(1), "b": D(1)}

    assert not Bounds(truth, [{"a": 2, "b": 1}]).is_wide("a", D("1.5"))
    assert Bounds({"a": D("0.5"), "b": D("0.5")}, [{"a": 1, "b": 1}]).is_wide("a", D(1))


def test_a_range_that_only_fractions_fill_is_not_narrow_either():
    one_of_them = Bounds({"a": D(1), "b": D(1)}, [{"a": 2, "b": 1}])

    assert one_of_them.is_narrow("a", D("1.6"))
    assert not one_of_them.is_narrow("a", D("1.5"))
    assert not Bounds({"a": D(1)}, []).is_narrow("a", D(99))


def test_a_hidden_part_of_a_hidden_sum_has_no_limit():
    bounds = Bounds({"sum": D(7), "a": D(3)}, [{"sum": 1, "a": -1}])

    assert bounds.least("sum") == 4
    assert bounds.most("a") is None


def test_a_square_of_four_hidden_numbers_is_bounded_by_its_smallest_sum():
    truth = {"a": D(2), "b": D(10), "c": D(30), "d": D(40)}
    sums = [{"a": 1, "b": 1}, {"c": 1, "d": 1}, {"a": 1, "c": 1}, {"b": 1, "d": 1}]

    bounds = Bounds(truth, sums)

    assert (bounds.least("a"), bounds.most("a")) == (0, 12)
    assert (bounds.least("d"), bounds.most("d")) == (38, 50)


def test_an_equation_that_follows_from_others_changes_nothing():
    bounds = Bounds({"a": D(3), "b": D(4)}, [{"a": 1, "b": 1}, {"a": 2, "b": 2}])

    assert bounds.most("a") == 7


@st.composite
def systems(draw):
    size = draw(st.integers(1, 7))
    truth = draw(st.lists(st.integers(0, 30), min_size=size, max_size=size))
    factors = st.lists(st.sampled_from([-1, 0, 0, 1]), min_size=size, max_size=size)
    return truth, draw(st.lists(factors, max_size=5))


@pytest.mark.slow
@settings(deadline=None)
@given(systems())
def test_the_bounds_are_those_of_a_known_solver(system):
    truth, rows = system
    names = range(len(truth))
    equations = [{name: row[name] for name in names if row[name]} for row in rows]
    sums = [sum(f * t for f, t in zip(row, truth, strict=True)) for row in rows]

    bounds = Bounds({name: D(number) for name, number in zip(names, truth, strict=True)}, equations)

    for name in names:
        for sign, ours in ((1, bounds.least(name)), (-1, bounds.most(name))):
            goal = [sign if each == name else 0 for each in names]
            theirs = linprog(goal, A_eq=rows or None, b_eq=sums or None)
            if ours is None:
                assert theirs.status == 3
            else:
                assert sign * theirs.fun == pytest.approx(float(ours), abs=1e-6)
