from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.measures.catalogue import Polarity
from goldthread.measures.judging import Assurance, Cause, Place, Variation, judge
from goldthread.measures.special_causes import Signal

QUIET = [10, 12, 9, 11, 10, 8, 11, 12, 9, 10, 11, 10]


def series(*values, version="1", first=0):
    return [
        Place(f"p{at:02}", None if value is None else D(value), version)
        for at, value in enumerate(values, start=first)
    ]


def test_twelve_points_can_be_judged_and_eleven_can_not():
    assert judge(series(*QUIET), polarity=Polarity.UP).variation is Variation.COMMON
    assert judge(series(*QUIET[:11]), polarity=Polarity.UP).variation is Variation.TOO_SHORT


def test_a_series_that_is_too_short_has_no_limits_and_no_signals():
    judged = judge(series(*[10] * 10, 500), polarity=Polarity.UP, target=D(1))

    assert judged.limits is None
    assert judged.assurance is None
    assert {point.cause for point in judged.points} == {Cause.COMMON}


@pytest.mark.parametrize(
    ("value", "polarity", "variation"),
    [
        (40, Polarity.UP, Variation.IMPROVING_HIGH),
        (40, Polarity.DOWN, Variation.CONCERNING_HIGH),
        (40, Polarity.NEUTRAL, Variation.NEITHER_HIGH),
        (-20, Polarity.UP, Variation.CONCERNING_LOW),
        (-20, Polarity.DOWN, Variation.IMPROVING_LOW),
        (-20, Polarity.NEUTRAL, Variation.NEITHER_LOW),
        (11, Polarity.UP, Variation.COMMON),
    ],
)
def test_the_last_point_and_the_polarity_give_the_icon(value, polarity, variation):
    assert judge(series(*QUIET, value), polarity=polarity).variation is variation


def test_what_was_special_once_and_is_not_at_the_end_is_no_icon():
    judged = judge(series(*QUIET, 40, *QUIET), polarity=Polarity.UP)

    assert judged.variation is Variation.COMMON
    assert judged.points[12].cause is Cause.IMPROVING


def test_a_trend_alone_is_judged_by_where_it_goes():
    rising = [7, 8, 9, 11, 12, 13, 14]
    judged = judge(series(*[4, 16] * 4, *rising, *[4, 16] * 2), polarity=Polarity.UP)

    point = judged.points[9]
    assert point.signals == {Signal.TREND}
    assert point.value < judged.limits.mean
    assert point.cause is Cause.IMPROVING


@pytest.mark.parametrize(
    ("target", "polarity", "assurance"),
    [
        (D(2), Polarity.UP, Assurance.PASSES),
        (D(2), Polarity.DOWN, Assurance.MISSES),
        (D(30), Polarity.UP, Assurance.MISSES),
        (D(30), Polarity.DOWN, Assurance.PASSES),
        (D(10), Polarity.UP, Assurance.HIT_AND_MISS),
        (D(10), Polarity.NEUTRAL, None),
        (None, Polarity.UP, None),
    ],
)
def test_limits_on_one_side_of_a_target_assure(target, polarity, assurance):
    assert judge(series(*QUIET), polarity=polarity, target=target).assurance is assurance


def test_a_changed_definition_cuts_the_series():
    places = [*series(*QUIET), *series(*[50] * 12, version="2", first=12)]

    judged = judge(places, polarity=Polarity.UP)

    assert [stretch.why for stretch in judged.stretches] == ["", "definition changed"]
    assert [stretch.first for stretch in judged.stretches] == ["p00", "p12"]
    assert judged.limits.mean == 50


def test_a_rebasing_cuts_the_series_and_the_new_stretch_waits_for_its_points():
    judged = judge(series(*QUIET, 40, 41, 42), polarity=Polarity.UP, rebased={"p12"})

    assert [stretch.why for stretch in judged.stretches] == ["", "rebased"]
    assert judged.stretches[0].limits is not None
    assert judged.variation is Variation.TOO_SHORT


def test_a_missing_period_is_no_change_of_definition():
    places = series(*QUIET[:6], None, *QUIET[6:])
    places[6] = Place("p06", None)

    judged = judge(places, polarity=Polarity.UP)

    assert len(judged.stretches) == 1
    assert judged.points[6].value is None


def test_nothing_known_is_nothing_judged():
    judged = judge(series(None, None), polarity=Polarity.UP)

    assert judged.variation is Variation.TOO_SHORT
    assert judged.latest is None


@given(
    st.lists(st.none() | st.integers(0, 50), max_size=40), st.sets(st.integers(0, 39), max_size=3)
)
def test_every_period_from_the_first_value_to_the_last_is_in_one_stretch(values, cuts):
    judged = judge(series(*values), polarity=Polarity.UP, rebased={f"p{cut:02}" for cut in cuts})

    known = [at for at, value in enumerate(values) if value is not None]
    expected = [f"p{at:02}" for at in range(known[0], known[-1] + 1)] if known else []
    assert [point.period for point in judged.points] == expected
