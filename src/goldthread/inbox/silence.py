"""Whether people of a partnership may do without the letter of what is due: decided, with the reason."""

from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Person
from goldthread.inbox.everywhere import principals_of
from goldthread.inbox.permissions import LET_BE_SILENT
from goldthread.register.models import Setting, Space
from goldthread.trail.record import record

MAY_BE_SILENT = "inbox.may_be_silent"


def may_be_silent(person: Person, *, on: date) -> bool:
    """Whether every partnership that somebody works in lets people do without the letter."""
    places = {each.space.id for each in principals_of(person, on=on) if each.space}
    return bool(places) and all(silence_allowed(place, on=on) for place in places)


def silence_allowed(space_id: int, *, on: date) -> bool:
    """What a partnership decided of it; not allowed, while nothing was decided."""
    with working_everywhere():
        row = rule_of(space_id, on=on)
        return bool(row and row.value)


def rule_of(space_id: int, *, on: date) -> Setting | None:
    """The decision that holds on a day."""
    kept = Setting.objects.filter(space_id=space_id, name=MAY_BE_SILENT, holds_from__lte=on)
    return kept.order_by("-holds_from").first()


@transaction.atomic
def decide_silence(
    *,
    space: Space,
    is_allowed: bool,
    reason: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> Setting:
    """Say from today on whether people may do without their letter."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, LET_BE_SILENT, space))
    insist(because((not reason.strip(), "Say why.")))
    row = rule_of(space.pk, on=at.date())
    was = bool(row and row.value)
    if row is not None:
        row.insist_unchanged(row_version)
    if row is not None and row.holds_from == at.date():
        row.value, row.reason = is_allowed, reason.strip()
        row.save_next_version("value", "reason")
    else:
        row = Setting.objects.create(
            space=space,
            name=MAY_BE_SILENT,
            holds_from=at.date(),
            value=is_allowed,
            reason=reason.strip(),
        )
    after = {"allowed": is_allowed, "reason": row.reason}
    record("inbox.silence.decided", by=by, at=at, subject=row, before={"allowed": was}, after=after)
    return row
