"""The demonstration's answers to what came from outside: that of the Tees as published, and an invented one."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.improvement import actions
from goldthread.improvement.models import Benchmark, Standing
from goldthread.register.models import Agency, Space

A_WEEK = timedelta(days=7)
INVENTED = "EWSCP"


def load(folder: Path, *, now: datetime) -> None:
    """Record, judge and answer each through the actions, by different people."""
    for row in _rows(folder / "tees"):
        _published(row, now)
    for row in _rows(folder / "eastmarch"):
        _invented(row, now)


def _rows(layer: Path) -> Iterator[dict[str, Any]]:
    yield from tomllib.loads((layer / "benchmarks.toml").read_text())["benchmarks"]


def _as(email: str, space: str, on: date) -> Principal:
    return principal_for(Person.objects.get_by_natural_key(email), on=on, chosen=space)


def _published(row: dict[str, Any], now: datetime) -> None:
    """Entered today from the page of the report, as figures of past years are; the board itself answered."""
    place = f"@{row['space'].lower()}.example"
    officer = _as(f"partnership.officer{place}", row["space"], now.date())
    made = actions.record_benchmark(
        by=officer,
        at=now,
        space=Space.objects.get(code=row["space"]),
        kind=row["kind"],
        title=row["title"],
        published_on=row["published_on"],
        due_on=(now + A_WEEK).date(),
        points=[(point["text"], point["stands_for"]) for point in row["points"]],
    )
    judge = _as(f"business.manager{place}", row["space"], now.date())
    _asked(made, judge, now, row["because"], [], ourselves=True)
    standings = Standing.objects.filter(point__benchmark=made).order_by("point__number")
    for standing, point in zip(standings, row["points"], strict=True):
        _answered(standing, officer, now, point)


def _invented(row: dict[str, Any], now: datetime) -> None:
    at = now + timedelta(days=row["in_days"])

    def whoever(name: str) -> Principal:
        return _as(f"{name}@eastmarch.example", INVENTED, at.date())

    made = actions.record_benchmark(
        by=whoever(row["by"]),
        at=at,
        space=Space.objects.get(code=INVENTED),
        kind=row["kind"],
        title=row["title"],
        published_on=(now + timedelta(days=row["published_in_days"])).date(),
        due_on=(now + timedelta(days=row["due_in_days"])).date(),
        points=[(text, 1) for text in row["points"]],
    )
    agencies = [Agency.objects.get(code=code) for code in row["agencies"]]
    _asked(made, whoever(row["judged_by"]), at, row["because"], agencies, ourselves=False)
    for said in row["answers"]:
        standing = Standing.objects.get(
            point__benchmark=made, point__number=said["number"], agency__code=said["agency"]
        )
        _answered(standing, whoever(said["by"]), at, said)


def _asked(
    made: Benchmark,
    by: Principal,
    at: datetime,
    because: str,
    agencies: list[Agency],
    *,
    ourselves: bool,
) -> None:
    actions.find_relevant(
        by=by,
        at=at,
        benchmark=made,
        because_of=because,
        agencies=agencies,
        ourselves=ourselves,
        row_version=made.row_version,
    )


def _answered(standing: Standing, by: Principal, at: datetime, said: dict[str, Any]) -> None:
    actions.answer_point(
        by=by,
        at=at,
        standing=standing,
        stands=said["stands"],
        evidence=said["evidence"],
        row_version=standing.row_version,
    )
