"""Random events with what trips engines up: nothing said, ties, last days of months, 29 February."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from goldthread.measures.periods import PeriodKind
from goldthread.records.days import periods
from goldthread.records.events import CODES, SCHEMAS, Events, Span
from goldthread.records.sources.annex_a import LISTS
from goldthread.records.sources.census import TABLES as CENSUS
from goldthread.records.sources.ssda903 import TABLES as RETURN

FIRST, LAST = date(2023, 4, 1), date(2025, 3, 31)
EDGES = [
    *(date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)),
    *(date(2025, 2, 28), date(2023, 6, 30), date(2023, 7, 1), date(2024, 3, 31), date(2024, 4, 1)),
    *(
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2024, 12, 31),
        date(2025, 3, 31),
        date(2023, 4, 1),
    ),
    *(
        date(2023, 8, 31),
        date(2024, 8, 31),
        date(2024, 11, 30),
        date(2022, 3, 31),
        date(2021, 3, 31),
    ),
]
TABLES = {"annex_a": tuple(LISTS), "census": CENSUS, "ssda903": tuple(RETURN)}
CHOICES = {
    "sex": ("male", "female", "unknown", "neither"),
    "ethnicity": ("white", "mixed", "asian", "unknown"),
    "disability": ("yes", "no", "unknown"),
    "source": ("police", "schools", "health_services", "individual", "anonymous", "unknown"),
    "status": ("child_in_need_plan", "closed", "in_care"),
    "category": ("neglect", "emotional_abuse", "unknown"),
    "location": ("in", "out"),
}
YES_NO = ("yes", "no", "unknown")
MAY_LACK = (
    "no_further_action",
    "child_seen",
    "led_to_plan",
    "status",
    "location",
    "health",
    "dental",
    "immunised",
)


def quarters() -> list[Any]:
    return periods(FIRST, LAST, PeriodKind.QUARTER)


def random_events(seed: int, rows: int = 300) -> list[Events]:
    """Events of all three sources, all of which are known of every day."""
    random = Random(seed)
    return [_source(name, tables, random, rows) for name, tables in TABLES.items()]


def _source(name: str, tables: tuple[str, ...], random: Random, rows: int) -> Events:
    made = {table: _table(table, random, rows) for table in tables}
    return Events(
        name,
        tables=made,
        spans=dict.fromkeys(tables, [Span(date(2000, 1, 1), LAST)]),
        as_at=dict.fromkeys(tables, LAST),
        divisions=dict.fromkeys(tables, ("born_on", "sex", "ethnicity", "disability")),
    )


def _table(name: str, random: Random, rows: int) -> pa.Table:
    made = [_row(name, random, at) for at in range(1, rows + 1)]
    random.shuffle(made)
    return pa.Table.from_pylist(made, schema=SCHEMAS[name])


def _row(name: str, random: Random, at: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        column.name: _value(column.name, column.type, random) for column in SCHEMAS[name]
    }
    row |= {"row": at, "child": random.randrange(1, 60), "plan": random.randrange(1, 300)}
    for needed in ("on", "started_on"):
        if needed in row and row[needed] is None:
            row[needed] = random.choice(EDGES)
    started, ended = row.get("started_on"), row.get("ended_on")
    if started and ended and ended < started:
        row["ended_on"] = started
    return {key: value for key, value in row.items() if key in SCHEMAS[name].names}


def _value(name: str, kind: pa.DataType, random: Random) -> Any:
    if name in CODES:
        words = random.choice(
            (*CHOICES.get(name, YES_NO), None) if name in MAY_LACK else CHOICES[name]
        )
        return None if words is None else CODES[name][words]
    if random.random() < 0.15:
        return None
    if kind == pa.date32():
        return _day(random, name)
    if kind == pa.bool_():
        return random.random() < 0.5
    return random.randrange(4)


def _day(random: Random, name: str) -> date:
    if name == "born_on":
        return random.choice((date(2008, 2, 29), date(2020, 3, 31), date(2005, 4, 1))) + timedelta(
            days=random.choice((0, 0, 1, random.randrange(1500)))
        )
    if random.random() < 0.4:
        return random.choice(EDGES)
    return date(2021, 4, 1) + timedelta(days=random.randrange(1500))
