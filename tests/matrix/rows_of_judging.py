"""Rebasings and changes for the matrix, in each space."""

from decimal import Decimal

from goldthread.house import Role
from goldthread.measures.catalogue import Polarity, catalogue
from goldthread.measures.judging import Place, judge
from goldthread.measures.rare_events import Event
from goldthread.performance import actions
from goldthread.performance.changes import Found
from goldthread.performance.models import RareEvent
from goldthread.performance.variation import AreaVaries
from tests.factories import NOW
from tests.matrix.rows_of_returns import INDICATOR, _somebody
from tests.matrix.world import World

PERIODS = [
    f"{year}-{(year + 1) % 100:02} Q{quarter}"
    for year in range(2020, 2024)
    for quarter in (1, 2, 3, 4)
]
QUIET = judge([Place(period, Decimal(10)) for period in PERIODS], polarity=Polarity.UP)
RISEN = judge(
    [Place(period, Decimal(10 if period < "2023-24 Q4" else 90)) for period in PERIODS],
    polarity=Polarity.UP,
)


def rebasing(world: World, place: str) -> dict[str, str]:
    made = actions.rebase(
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
        space=world.spaces[place],
        indicator=catalogue()[INDICATOR],
        area=world.spaces[place].areas.first(),
        from_period="2023-24 Q1",
        reason="A new front door",
        judged=QUIET,
    )
    return {"public_id": made.public_id}


def change(world: World, place: str) -> dict[str, str]:
    area = world.spaces[place].areas.first()
    varies = AreaVaries(area.name, "A chart", "", "It rose.", RISEN)
    (made,) = actions.keep_changes(
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
        space=world.spaces[place],
        found=[Found(INDICATOR, area.code, "2023-24 Q4", "2023-24 Q4", varies)],
        groups={},
    )
    return {"public_id": made.public_id}


def pack(world: World, place: str) -> dict[str, str]:
    made = actions.freeze_pack(
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
        space=world.spaces[place],
        content={"period": "2023-24", "rows": [ROW], "changes": []},
    )
    return {"public_id": made.public_id}


def rare_event(world: World, place: str) -> dict[str, str]:
    made = actions.begin_rare_event(
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
        space=world.spaces[place],
        title="A child placed in an unregistered home",
        counts="By the day on which the placement began.",
        is_bad=True,
    )
    return {"public_id": made.public_id}


def rare_day(world: World, place: str) -> dict[str, str]:
    event = RareEvent.objects.get(space=world.spaces[place])
    (made,) = actions.keep_days(
        by=_somebody(world, place, Role.PERFORMANCE_OFFICER),
        at=NOW,
        event=event,
        given=[Event(NOW.date(), 40)],
    )
    return {"public_id": made.public_id}


ROW = {
    "indicator": "Referrals",
    "area": "Somewhere",
    "period": "2023-24",
    "value": "120",
    "headline": True,
    "variation": RISEN.variation.value,
    "assurance": "",
    "sentence": "120 in 2023-24.",
    "chart": None,
    "table": [],
}
MAKERS = {
    "rebasing": rebasing,
    "change": change,
    "pack": pack,
    "rare_event": rare_event,
    "rare_day": rare_day,
}
