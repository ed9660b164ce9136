"""Why a cell of the scorecard is empty: who owes it, who gave none, and what nobody was asked for."""

from datetime import date

import pytest

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.owed import Demand, Owed

AREA, QUARTER, TODAY = "X06000001", Period.parse("2026-27 Q1"), date(2026, 11, 22)


def owed(*indicators, is_accepted=True):
    return Owed(
        (
            Demand(
                period=str(QUARTER),
                agency="Eastmarch Council",
                due_on=date(2026, 7, 31),
                indicators=frozenset(indicators),
                areas=(AREA,),
                is_accepted=is_accepted,
                is_handed_in=is_accepted,
            ),
        )
    )


@pytest.mark.parametrize(
    ("is_accepted", "words"),
    [
        (True, "no figure for children under 18"),
        (False, "Eastmarch Council, was due 31 July"),
    ],
)
def test_an_agency_is_not_blamed_for_what_it_was_not_asked(is_accepted, words):
    rate = catalogue()["child_protection_rate"]

    found = owed(rate.numerator_key, is_accepted=is_accepted).why_empty(
        rate, [AREA], QUARTER, TODAY
    )

    assert found.words == words


def test_an_agency_whose_return_came_without_the_figure_gave_none():
    row = catalogue()["referrals"]

    found = owed("referrals").why_empty(row, [AREA], QUARTER, TODAY)

    assert found.words == "Eastmarch Council gave none"
