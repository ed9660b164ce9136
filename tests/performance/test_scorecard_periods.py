"""On which period a scorecard opens: by what was asked of agencies, or else by what is known."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.owed import Demand, Owed
from goldthread.performance.scorecard_periods import (
    Known,
    latest_well_filled,
    latest_well_returned,
)
from tests.performance.boards import YEAR

HEADS = [catalogue()[key] for key in ("referrals", "children_in_need", "lado_referrals")]


def known(*pairs, areas=("E1",)):
    cells = [(key, area, period) for key, period in pairs for area in areas]
    return Known({period for _, period in pairs}, cells)


def chosen(found, heads=HEADS, areas=("E1",)):
    return str(latest_well_filled(found.options(), heads, areas, found))


def test_the_latest_period_in_which_most_headlines_have_a_value_is_shown():
    full = [(row.key, "2022-23") for row in HEADS]

    assert chosen(known(*full, ("referrals", "2023-24"))) == "2022-23"
    assert chosen(known(*full, *((row.key, "2023-24") for row in HEADS))) == "2023-24"


def test_of_a_year_and_its_last_quarter_the_year_is_shown():
    quarters = [("referrals", str(quarter)) for quarter in YEAR.quarters()]

    assert chosen(known(*quarters), [catalogue()["referrals"]]) == "2024-25"


def test_a_year_can_be_chosen_once_its_last_quarter_is_there():
    options = known(("referrals", "2024-25 Q4"), ("referrals", "2025-26 Q1")).options()

    assert [str(period) for period in options] == ["2025-26 Q1", "2024-25 Q4", "2024-25"]


def test_a_rate_is_there_with_the_population_of_its_year():
    found = known(("referrals", "2024-25 Q1"), ("population_under_18", "2024-25"))

    assert found.has(catalogue()["referrals_rate"], "E1", "2024-25 Q1")


@settings(deadline=None)
@given(st.sets(st.tuples(st.sampled_from(HEADS), st.integers(2010, 2030)), min_size=1))
def test_the_period_shown_has_three_quarters_of_what_the_fullest_has(pairs):
    found = known(*((row.key, str(Period.year(first))) for row, first in pairs))
    filled = {
        period: sum(found.has(row, "E1", str(period)) for row in HEADS)
        for period in found.options()
    }

    shown = latest_well_filled(found.options(), HEADS, ("E1",), found)

    assert filled[shown] * 4 >= max(filled.values()) * 3
    assert all(filled[p] * 4 < max(filled.values()) * 3 for p in filled if p > shown)


def test_areas_are_counted_too():
    """One area of four has everything: that is a quarter of what the year before had."""
    everywhere, here = ("E1", "E2", "E3", "E4"), ("E1",)
    before = [(row.key, area, "2023-24") for row in HEADS for area in everywhere]
    now = [(row.key, area, "2024-25") for row in HEADS for area in here]

    found = Known({"2023-24", "2024-25"}, [*before, *now])

    assert chosen(found, areas=everywhere) == "2023-24"


# --- by what was asked ---------------------------------------------------------------------------
Q1, Q2 = YEAR.quarters()[:2]


def demand(period, *, indicators=10, areas=2, accepted=True):
    return Demand(
        period=str(period),
        agency="An agency",
        due_on=date(2025, 1, 14),
        indicators=frozenset(f"indicator {number}" for number in range(indicators)),
        areas=tuple(f"E{number}" for number in range(areas)),
        is_accepted=accepted,
        is_handed_in=accepted,
    )


def returned(*demands):
    return latest_well_returned([Q2, Q1], Owed(demands).progress())


def test_a_quarter_opens_when_three_quarters_of_its_figures_are_accepted():
    before = demand(Q1, indicators=40)

    assert (
        returned(before, demand(Q2, indicators=30), demand(Q2, indicators=10, accepted=False)) == Q2
    )
    assert (
        returned(before, demand(Q2, indicators=29), demand(Q2, indicators=11, accepted=False)) == Q1
    )


def test_many_small_returns_do_not_outweigh_one_large():
    small = [demand(Q2, indicators=1) for _ in range(7)]

    assert returned(demand(Q1), *small, demand(Q2, indicators=60, accepted=False)) == Q1


def test_while_the_asking_is_under_way_one_return_is_no_quarter():
    assert returned(demand(Q1, indicators=40), demand(Q2, indicators=5)) == Q1


def test_who_asked_for_nothing_is_told_no_period():
    assert returned() is None
    assert returned(demand(Q1, accepted=False)) is None
