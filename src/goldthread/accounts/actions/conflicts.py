"""Declaring a tie to a record, and taking it back."""

from datetime import datetime

from django.db import transaction

from goldthread.access.decision import insist
from goldthread.access.principal import Principal
from goldthread.accounts import rules
from goldthread.accounts.models import ConflictOfInterest
from goldthread.register.models import Space
from goldthread.trail.record import record


@transaction.atomic
def declare_conflict(
    *, by: Principal, at: datetime, space: Space, subject_kind: str, subject_id: int, reason: str
) -> ConflictOfInterest:
    """Declare a tie to a record: from the next request it does not exist for this person."""
    assert by.person_id is not None
    today = at.date()
    conflict, is_new = ConflictOfInterest.objects.get_or_create(
        space=space,
        person_id=by.person_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        starts_on=today,
        defaults={"reason": reason},
    )
    if not is_new:  # declared twice, or declared, ended and declared again on one day
        conflict.reason, conflict.ends_on = reason, None
        conflict.save_next_version("reason", "ends_on")
    record("accounts.conflict.declared", by=by, at=at, subject=conflict)
    return conflict


@transaction.atomic
def end_conflict(
    *,
    conflict: ConflictOfInterest,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> ConflictOfInterest:
    """Take back one's own conflict: it holds to the end of the day, and the trail keeps that it was."""
    conflict = ConflictOfInterest.objects.select_for_update().get(pk=conflict.pk)
    today = at.date()
    insist(rules.conflict_can_be_ended(conflict=conflict, on=today, by_person_id=by.person_id))
    conflict.insist_unchanged(row_version)
    conflict.ends_on = today
    conflict.save_next_version("ends_on")
    record("accounts.conflict.ended", by=by, at=at, subject=conflict)
    return conflict
