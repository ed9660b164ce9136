"""Setting a partnership's own limits: each value from a day on, with the reason, and never backwards."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.performance.limits import Limit, kept_limit
from goldthread.performance.permissions import SET_UP
from goldthread.register.models import Setting, Space
from goldthread.trail.record import record


@transaction.atomic
def settle(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    limit: Limit,
    value: int,
    holds_from: date,
    reason: str,
    source: str = "",
    row_version: int,
) -> Setting:
    """Let a limit be `value` from a day on. A day that has a value already gets this one in its place."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SET_UP, space))
    kept = kept_limit(by, limit, on=at.date())
    insist(
        because(
            (
                not limit.least <= value <= limit.most,
                f"Enter a whole number from {limit.least} to {limit.most}.",
            ),
            (
                holds_from < at.date(),
                "A limit holds from today or a day to come, not from a day gone by.",
            ),
            (not reason.strip(), "Say why the limit changes."),
            (
                limit.must_name_source and not source.strip(),
                "Name the document that this limit rests on.",
            ),
            (kept.version != row_version, "Somebody else set this limit since you opened it."),
        )
    )
    words: dict[str, Any] = {"value": value, "reason": reason.strip(), "source": source.strip()}
    row = next((each for each in kept.rows if each.holds_from == holds_from), None)
    before = None
    if row is None:
        row = Setting.objects.create(space=space, name=limit.name, holds_from=holds_from, **words)
    else:
        before = {name: getattr(row, name) for name in words}
        for name, said in words.items():
            setattr(row, name, said)
        row.save_next_version(*words)
    after = {**words, "name": limit.name, "holds_from": holds_from.isoformat()}
    record("performance.limit.set", by=by, at=at, subject=row, before=before, after=after)
    return row
