"""The demonstration's judging: targets, a rebasing, changes, two answers, days of a rare event, a pack."""

import tomllib
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.rare_events import Event
from goldthread.performance import actions
from goldthread.performance.audiences import reader_of
from goldthread.performance.figures.family import workshop
from goldthread.performance.indicator_page import Story
from goldthread.performance.looking import look_for_changes
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.packs import content_of
from goldthread.performance.scorecard_reading import columns_of, lines_of
from goldthread.performance.settled import terms_of
from goldthread.performance.variation import how_it_varies
from goldthread.register.models import Area, Space


def judge_eastmarch(folder: Path, *, today: date, now: datetime) -> None:
    """Settle, look, answer and freeze, as the people of the partnership would on its pages."""
    written = tomllib.loads((folder / "judging.toml").read_text())
    space = Space.objects.get(code="EWSCP")
    officer, manager = (
        _somebody(space, role, today) for role in (Role.PERFORMANCE_OFFICER, Role.BUSINESS_MANAGER)
    )
    latest = Period.holding(today, PeriodKind.QUARTER).previous()
    for row in written["targets"]:
        actions.set_target(
            by=officer,
            at=now,
            space=space,
            indicator=catalogue()[row["indicator"]],
            area=None,
            value=Decimal(row["value"]),
            holds_from=today,
            reason=row["reason"],
        )
    for row in written["rebasings"]:
        since = str(latest.and_before(row["quarters_ago"] + 1)[0])
        _rebase(row, since, space=space, by=officer, today=today, now=now)
    look_for_changes(officer, at=now)
    for row in written["answers"]:
        _answer(row, space=space, by=manager, today=today, now=now)
    for row in written["rare_events"]:
        _keep_days(row, space=space, by=officer, today=today, now=now)
    _freeze(latest, space=space, by=officer, today=today, now=now)


def _somebody(space: Space, role: Role, today: date) -> Principal:
    held = Appointment.objects.filter(space=space, role=role).select_related("person")
    return principal_for(held.order_by("pk")[0].person, on=today, chosen=space.code)


def _rebase(
    row: dict[str, str], since: str, *, space: Space, by: Principal, today: date, now: datetime
) -> None:
    indicator = catalogue()[row["indicator"]]
    own = tuple(column for column in columns_of(by, on=today) if not column.is_comparator)
    shop = workshop(by, [indicator.key], [column.code for column in own])
    story = Story(indicator, shop, own, PeriodKind.QUARTER, reader_of(by, on=today))
    terms = terms_of(by, [indicator.key], on=today)
    varying = how_it_varies(story, terms.settled, terms.reasons)
    judged = next(each.judged for each in varying if each.area == row["area"])
    actions.rebase(
        by=by,
        at=now,
        space=space,
        indicator=indicator,
        area=Area.objects.get(code=row["area"]),
        from_period=since,
        reason=row["reason"],
        judged=judged,
    )


def _answer(
    row: dict[str, str], *, space: Space, by: Principal, today: date, now: datetime
) -> None:
    """An answer to a change, where the figures of the day show it."""
    change = ChangeToAnswer.objects.filter(
        space=space, indicator=row["indicator"], area__code=row["area"]
    ).first()
    if change is not None:
        actions.answer_change(
            by=by,
            at=now,
            change=change,
            answer=row["answer"],
            because_of=row.get("because", ""),
            action=row.get("action", ""),
            owner=row.get("owner", ""),
            due_on=today + timedelta(days=int(row["in_days"])) if "in_days" in row else None,
            row_version=change.row_version,
        )


def _keep_days(
    row: dict[str, Any], *, space: Space, by: Principal, today: date, now: datetime
) -> None:
    event = actions.begin_rare_event(
        by=by, at=now, space=space, title=row["title"], counts=row["counts"], is_bad=True
    )
    given = []
    for text in row["days_ago"]:
        ago, _, cases = text.partition(":")
        given.append(Event(today - timedelta(days=int(ago)), int(cases) if cases else None))
    actions.keep_days(by=by, at=now, event=event, given=given)


def _freeze(period: Period, *, space: Space, by: Principal, today: date, now: datetime) -> None:
    """A pack of the quarter that is known best: the latest one is still coming in."""
    contents = [
        content_of(
            by,
            period=quarter,
            lines=lines_of(by, on=today),
            columns=columns_of(by, on=today),
            changes=ChangeToAnswer.objects.filter(space=space).select_related("area"),
            on=today,
        )
        for quarter in reversed(period.and_before(2))
    ]
    best = max(contents, key=lambda content: len(content["rows"]))
    actions.freeze_pack(by=by, at=now, space=space, content=best)
