"""Saying who sits in a group, and until when."""

from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, GroupMember, Person
from goldthread.governance.permissions import KEEP_REGISTER
from goldthread.register.models import Group, in_date, in_span
from goldthread.trail.record import record


@transaction.atomic
def add_member(
    *, group: Group, person: Person, starts_on: date, by: Principal, at: datetime
) -> GroupMember:
    """Say that somebody appointed in the partnership sits in one of its groups from a day."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    held = Appointment.objects.filter(in_date(at.date()), space_id=group.space_id, person=person)
    sits = GroupMember.objects.filter(in_span(starts_on, None), group=group, person=person)
    insist(may(by, KEEP_REGISTER, group))
    insist(
        because(
            (group.ends_on is not None and group.ends_on < starts_on, "The group has ended."),
            (not held.exists(), "Whoever sits in a group has an appointment in the partnership."),
            (sits.exists(), f"{person} sits in this group already."),
        )
    )
    member = GroupMember.objects.create(
        space_id=group.space_id, group=group, person=person, starts_on=starts_on
    )
    after = {"starts_on": starts_on.isoformat()}
    record("governance.group_member.added", by=by, at=at, subject=member, after=after)
    return member


@transaction.atomic
def end_member(
    *, member: GroupMember, ends_on: date, by: Principal, at: datetime, row_version: int
) -> GroupMember:
    """Say which day is the last on which somebody sits in a group."""
    member = GroupMember.objects.select_for_update().get(pk=member.pk)
    insist(may(by, KEEP_REGISTER, member))
    insist(
        because(
            (member.ends_on is not None, "A last day is known already."),
            (ends_on < member.starts_on, "The last day is before the first."),
        )
    )
    member.insist_unchanged(row_version)
    member.ends_on = ends_on
    member.save_next_version("ends_on")
    after = {"ends_on": ends_on.isoformat()}
    record("governance.group_member.ended", by=by, at=at, subject=member, after=after)
    return member
