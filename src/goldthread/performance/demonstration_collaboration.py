"""The invented collaboration: one agency asked once for two partnerships and four councils."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance import actions
from goldthread.performance.answers import accepted_before, asked_of
from goldthread.performance.asked import LineKey, Typed
from goldthread.performance.checking import check
from goldthread.performance.models import ReturnRequest
from goldthread.register.models import Agency, Area, Space

LONDON = ZoneInfo("Europe/London")
USUAL = "Checked against the custody system: the figure stands."
BLANK = "Not collected"


def ask_quillshire(folder: Path, *, today: date, now: datetime) -> None:
    """Walk the collaboration's returns, the oldest first; the newest is asked for and not begun."""
    written = tomllib.loads((folder / "collaboration.toml").read_text())
    asked, space = written["asked"], Space.objects.get(code="QUILL")
    officer = _as(asked["by"], space, today)
    submitter = _as(asked["signed_by"], space, today)
    newest = Period.holding(today, PeriodKind.QUARTER).previous()
    answered = written["accepted"][::-1]
    for back, period in enumerate(newest.and_before(len(answered) + 1)):

        def at(days: int, ends_on: date = period.ends_on) -> datetime:
            return min(datetime.combine(ends_on + timedelta(days=days), time(10), LONDON), now)

        request = actions.ask_for_return(
            by=officer,
            at=at(1),
            space=space,
            agency=Agency.objects.get(code=asked["of"]),
            period=period,
            areas=[Area.objects.get(code=code) for code in asked["areas"]],
            indicators=asked["indicators"],
            due_on=period.ends_on + timedelta(days=asked["due"]),
        )
        if back == len(answered):
            break
        version = actions.start_return(request=request, by=submitter, at=at(asked["signed"]))
        typed = _typed(request, answered[back], asked["areas"])
        actions.save_answers(return_=version, typed=typed, by=submitter, at=at(asked["signed"]))
        version.refresh_from_db()
        actions.submit(return_=version, by=submitter, at=at(asked["signed"]))
        actions.accept(return_=version, by=officer, at=at(asked["accepted"]))
    for row in written["shown"]:
        _show(row, asked["indicators"], today=today, now=now)


def _as(email: str, space: Space, today: date) -> Principal:
    return principal_for(Person.objects.get(email=email), on=today, chosen=space.code)


def _typed(
    request: ReturnRequest, counted: dict[str, list[int]], areas: list[str]
) -> dict[LineKey, Typed]:
    """The numbers as somebody would type them, and an answer to each question of the checks."""
    typed = {
        LineKey(area, indicator): Typed({"value": str(value)})
        for indicator, values in counted.items()
        for area, value in zip(areas, values, strict=True)
    }
    lines = asked_of(request)
    for problem in check(lines, typed, accepted_before(request, lines)).queries:
        if problem.key is not None:
            there = typed.get(problem.key, Typed({}))
            typed[problem.key] = Typed(there.texts, BLANK if there.is_blank else USUAL)
    return typed


def _show(row: dict[str, Any], indicators: list[str], *, today: date, now: datetime) -> None:
    space = Space.objects.get(code=row["space"])
    for order, indicator in enumerate(indicators):
        actions.place(
            by=_as(row["officer"], space, today),
            at=now,
            space=space,
            indicator=indicator,
            priority=None,
            standing="headline",
            order=order,
        )
