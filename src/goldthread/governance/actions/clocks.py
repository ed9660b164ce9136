"""Setting a partnership's own time limits: each from a day on, with the reason, and never backwards."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.clocks import Length, Limit, NotInForce, clocks, why_not
from goldthread.governance.clocks import kept_clock
from goldthread.governance.permissions import SET_CLOCKS
from goldthread.register.clocks import AS_SHIPPED, PREFIX
from goldthread.register.models import Setting, Space
from goldthread.trail.record import record


@transaction.atomic
def settle_clock(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    name: str,
    length: Length | None,
    holds_from: date,
    reason: str,
    source: str,
    row_version: int,
) -> Setting:
    """Let a clock be so long for what starts from a day on; without a length, as shipped again."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SET_CLOCKS, space))
    kept = kept_clock(by, name, on=at.date())
    limit = _shipped_on(name, holds_from, kept.clock.newest)
    barred = why_not(limit, length) if length else ""
    insist(
        because(
            (bool(barred), barred),
            (
                holds_from < at.date(),
                "A limit holds from today or a day to come, not from a day gone by.",
            ),
            (not reason.strip(), "Say why the limit changes."),
            (not source.strip(), "Say where the limit is written."),
            (kept.version != row_version, "Somebody else set this limit since you opened it."),
        )
    )
    value = {"amount": length.amount, "unit": length.unit.value} if length else AS_SHIPPED
    words: dict[str, Any] = {"value": value, "reason": reason.strip(), "source": source.strip()}
    row = next((each for each in kept.rows if each.holds_from == holds_from), None)
    before = {key: getattr(row, key) for key in words} if row else None
    if row is None:
        row = Setting.objects.create(
            space=space, name=PREFIX + name, holds_from=holds_from, **words
        )
    else:
        for key, said in words.items():
            setattr(row, key, said)
        row.save_next_version(*words)
    after = {**words, "name": PREFIX + name, "holds_from": holds_from.isoformat()}
    record("governance.clock.set", by=by, at=at, subject=row, before=before, after=after)
    return row


def _shipped_on(name: str, on: date, newest: Limit) -> Limit:
    """The row that a setting from that day on would stand above."""
    try:
        return clocks()[name].limit_on(on)
    except NotInForce:
        return newest
