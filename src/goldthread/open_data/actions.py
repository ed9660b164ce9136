"""Proposing a table, deciding about it, and withdrawing it; choosing the licence."""

from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import registry
from goldthread.open_data import permissions, steps
from goldthread.open_data.licence import SETTING, licence_of
from goldthread.open_data.models import OpenTable, hash_of
from goldthread.open_data.protecting import gives_away
from goldthread.open_data.taking import Wanted, take
from goldthread.register.areas import parts_of_areas
from goldthread.register.models import Setting, Space
from goldthread.register.small_numbers import public_rule
from goldthread.trail.record import record
from goldthread.workflow import Step

OVERTAKEN = (
    "Something was published since this was proposed, beside which it would give a small number away: "
    "decline it, and have it proposed anew."
)
ONCE = "This indicator waits for a decision already: it is decided or taken back first."


@transaction.atomic
def propose(*, space: Space, wanted: Wanted, why: str, by: Principal, at: datetime) -> OpenTable:
    """Freeze an indicator's figures as the public would be given them, for another person to decide.

    Refused where there is nothing to publish, and to whoever does not see all the areas.
    """
    Space.objects.select_for_update().get(pk=space.pk)  # one after another: each knows the others
    insist(may(by, permissions.PROPOSE, space))
    rows = OpenTable.objects.filter(space=space, key=wanted.key)
    waits = rows.filter(status=OpenTable.Status.PROPOSED).exists()
    insist(because((not why.strip(), "Say why it is to be public."), (waits, ONCE)))
    content, behind = take(space, wanted, by=by, on=at.date())
    held = content.text()
    table = OpenTable.objects.create(
        space=space,
        key=wanted.key,
        title=content.title,
        level=wanted.level,
        from_period=content.from_period,
        why=why.strip(),
        caveats=wanted.caveats.strip(),
        held=held,
        sha256=hash_of(held),
        behind=behind,
        proposed_by_id=by.acting_id,
        proposed_at=at,
    )
    record("open_data.table.proposed", by=by, at=at, subject=table, after=_told(table))
    return table


@transaction.atomic
def approve(*, table: OpenTable, sha256: str, by: Principal, at: datetime) -> OpenTable:
    """Open a table to everybody, the very one that was read; what was public of the indicator is replaced."""
    Space.objects.select_for_update().get(pk=table.space_id)
    table = OpenTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    insist(steps.APPROVE.allowed(table, by))
    table.insist_unaltered()
    insist(because((table.sha256 != sha256, "This is not the table that you read.")))
    meanwhile = registry.publications(table.space_id)
    rule = public_rule(table.space_id, on=at.date())
    overtaken = gives_away(table.behind, parts_of_areas(), meanwhile, rule)
    insist(because((overtaken, OVERTAKEN)))
    before = OpenTable.objects.filter(
        space_id=table.space_id, key=table.key, status=OpenTable.Status.PUBLISHED
    ).first()
    if before is not None:
        insist(steps.REPLACE.allowed(before, by))
        before.status = steps.REPLACE.goes_to
        before.save_next_version("status")
    _decide(table, steps.APPROVE, "", by=by, at=at)
    record("open_data.table.published", by=by, at=at, subject=table, after=_told(table))
    return table


@transaction.atomic
def decline(
    *,
    table: OpenTable,
    because_of: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> OpenTable:
    """Say that a table is not to be public, and why."""
    table = _to_end(table, steps.DECLINE, because_of, by=by, row_version=row_version)
    _decide(table, steps.DECLINE, because_of, by=by, at=at)
    after = {"because": table.decided_because}
    record("open_data.table.declined", by=by, at=at, subject=table, after=after)
    return table


@transaction.atomic
def take_back(
    *,
    table: OpenTable,
    because_of: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> OpenTable:
    """Take a proposal back that nobody has decided about."""
    table = _to_end(table, steps.TAKE_BACK, because_of, by=by, row_version=row_version)
    _decide(table, steps.TAKE_BACK, because_of, by=by, at=at)
    after = {"because": table.decided_because}
    record("open_data.table.taken_back", by=by, at=at, subject=table, after=after)
    return table


@transaction.atomic
def withdraw(
    *,
    table: OpenTable,
    because_of: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> OpenTable:
    """Close a table: its addresses answer from now on as if it had never been there."""
    table = _to_end(table, steps.WITHDRAW, because_of, by=by, row_version=row_version)
    table.withdrawn_by_id, table.withdrawn_at = by.acting_id, at
    table.withdrawn_because = because_of.strip()
    table.status = steps.WITHDRAW.goes_to
    table.save_next_version("withdrawn_by", "withdrawn_at", "withdrawn_because", "status")
    after = {"because": table.withdrawn_because}
    record("open_data.table.withdrawn", by=by, at=at, subject=table, after=after)
    return table


def _to_end(
    table: OpenTable, step: Step, because_of: str, *, by: Principal, row_version: int | None
) -> OpenTable:
    """The table, re-read under lock, where this step may be taken with it for a reason."""
    table = OpenTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    insist(step.allowed(table, by))
    table.insist_unchanged(row_version)
    insist(because((not because_of.strip(), "Say why.")))
    return table


def _decide(table: OpenTable, step: Step, because_of: str, *, by: Principal, at: datetime) -> None:
    table.decided_by_id, table.decided_at = by.acting_id, at
    table.decided_because = because_of.strip()
    table.status = step.goes_to
    table.save_next_version("decided_by", "decided_at", "decided_because", "status")


def _told(table: OpenTable) -> dict[str, str]:
    names = ("key", "level", "from_period", "why", "sha256")
    return {name: getattr(table, name) for name in names}


@transaction.atomic
def choose_licence(
    *,
    space: Space,
    title: str,
    url: str,
    source: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Setting:
    """Choose the licence under which tables are proposed from today, and say where that was decided."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, permissions.SET_LICENCE, space))
    insist(because((not source.strip(), "Say where this was decided.")))
    now = licence_of(space.pk, on=at.date())
    value, reason, row = {"title": title.strip(), "url": url}, source.strip(), now.row
    if row is not None:
        row.insist_unchanged(row_version)
    if row is not None and row.holds_from == at.date():
        row.value, row.reason = value, reason
        row.save_next_version("value", "reason")
    else:
        row = Setting.objects.create(
            space=space, name=SETTING, holds_from=at.date(), value=value, reason=reason
        )
    before = {"title": now.title, "url": now.url}
    record("open_data.licence.chosen", by=by, at=at, subject=row, before=before, after=value)
    return row
