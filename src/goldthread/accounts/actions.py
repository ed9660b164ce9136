"""Inviting, appointing, letting go, recovering, and choosing where to work."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts import rules
from goldthread.accounts.models import Appointment, ConflictOfInterest, Invitation, Person
from goldthread.accounts.module import ADMIT_PEOPLE
from goldthread.house import Role
from goldthread.messages.actions import post
from goldthread.register.models import Agency, Area, Space, in_date
from goldthread.trail.record import record

JOIN_WITHIN = timedelta(days=7)
RECOVER_WITHIN = timedelta(hours=4)
HOUSE = Principal(name="The installation itself")


@transaction.atomic
def appoint(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    email: str,
    name: str,
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
    agency: Agency | None = None,
    area: Area | None = None,
) -> tuple[Appointment, str]:
    """Give somebody a role, inviting them where they have no account yet.

    Gives the appointment and, for somebody new, the address of their one-time link ("" for others).
    Asked the same twice, as by a double click, it gives the appointment that is there.
    """
    if by is not HOUSE:
        insist(may(by, ADMIT_PEOPLE, space))
        insist(because((by.space is None or by.space.id != space.pk, "Choose that partnership.")))
    person, is_new = Person.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"name": name.strip(), "password": make_password(None)},
    )
    insist(because((person.pk == by.person_id, "You cannot appoint yourself.")))
    the_same = Appointment.objects.filter(
        space=space, person=person, role=role, agency=agency, area=area, starts_on=starts_on
    ).first()
    if the_same is not None and the_same.ends_on == ends_on:
        return the_same, ""
    held = Appointment.objects.filter(in_date(starts_on), person=person, space=space)
    alike = held.filter(role=role, agency=agency, area=area).exists()
    insist(because((alike, f"{person.name} holds that appointment already.")))
    insist(
        rules.can_be_appointed(
            role=role,
            held={Role(value) for value in held.values_list("role", flat=True)},
            has_agency=agency is not None,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    appointment = Appointment.objects.create(
        space=space,
        person=person,
        role=role,
        agency=agency,
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    after = {"role": str(role), "starts_on": starts_on, "ends_on": ends_on}
    record("accounts.appointment.made", by=by, at=at, subject=appointment, after=after)
    link = _invite(person, Invitation.Purpose.JOIN, by=by, at=at) if is_new else ""
    return appointment, link


@transaction.atomic
def end_appointment(
    *,
    appointment: Appointment,
    by: Principal,
    at: datetime,
    on: date,
    because_of: str,
    row_version: int | None = None,
) -> Appointment:
    """Let an appointment end on a day; from the next request the access is gone."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    insist(may(by, ADMIT_PEOPLE, appointment))
    appointment.insist_unchanged(row_version)
    insist(
        rules.can_be_ended(
            appointment=appointment, on=on, today=at.date(), by_person_id=by.person_id
        )
    )
    before = {"ends_on": appointment.ends_on}
    # The last day is the day before: an appointment ended today is gone today.
    appointment.ends_on = max(on - timedelta(days=1), appointment.starts_on)
    if appointment.ends_on >= on:
        appointment.starts_on = appointment.ends_on = on - timedelta(days=1)
    appointment.ended_because = because_of
    appointment.save_next_version("starts_on", "ends_on", "ended_because")
    record(
        "accounts.appointment.ended",
        by=by,
        at=at,
        subject=appointment,
        before=before,
        after={"ends_on": appointment.ends_on, "ended_because": because_of},
    )
    return appointment


@transaction.atomic
def recover(
    *, appointment: Appointment, by: Principal, at: datetime, row_version: int | None = None
) -> str:
    """Let somebody back in who lost password or second factor; gives the address of a one-time link.

    Their old second factors and sessions end now. Whoever asks has checked who they speak with.
    """
    insist(may(by, ADMIT_PEOPLE, appointment))
    insist(
        rules.can_be_recovered(
            appointment=appointment,
            elsewhere=_works_elsewhere(appointment, at.date()),
            today=at.date(),
            by_person_id=by.person_id,
        )
    )
    person = Person.objects.select_for_update().get(pk=appointment.person_id)
    person.insist_unchanged(row_version)
    person.set_unusable_password()
    person.save_next_version("password")
    _end_second_factors_and_sessions(person)
    record("accounts.person.recovering", by=by, at=at, subject=person)
    return _invite(person, Invitation.Purpose.RECOVER, by=by, at=at)


def _works_elsewhere(appointment: Appointment, today: date) -> bool:
    """Whether the person is, or will be, appointed in another space than this one."""
    with working_everywhere():
        held = Appointment.objects.filter(person_id=appointment.person_id)
        later = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        return held.filter(later).exclude(space_id=appointment.space_id).exists()


def _end_second_factors_and_sessions(person: Person) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()


def _invite(person: Person, purpose: str, *, by: Principal, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    within = JOIN_WITHIN if purpose == Invitation.Purpose.JOIN else RECOVER_WITHIN
    Invitation.objects.filter(person=person, used_at__isnull=True).update(expires_at=at)
    invitation = Invitation.objects.create(
        person=person, token_hash=_hash(token), purpose=purpose, made_at=at, expires_at=at + within
    )
    record("accounts.invitation.made", by=by, at=at, subject=invitation)
    address = reverse("join", args=[token])
    post(
        to=person.email,
        subject="Goldthread: your account",
        text="Open this address in your browser to choose a password. It works once, until "
        f"{at + within:%d %B %Y, %H:%M}.\n\n{settings.GOLDTHREAD_ADDRESS}{address}\n",
        why="invitation",
        at=at,
    )
    return address


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The invitation of a link, while it is good: not used, not out of time."""
    return (
        Invitation.objects.filter(
            token_hash=_hash(token), used_at__isnull=True, expires_at__gt=at, person__is_active=True
        )
        .select_related("person")
        .first()
    )


@transaction.atomic
def join(*, token: str, password: str, at: datetime) -> Person:
    """Use a one-time link: set the password. The link is spent in the same transaction."""
    found = open_invitation(token, at=at)
    insist(
        because((found is None, "This link has been used or is out of time. Ask for a new one."))
    )
    assert found is not None
    invitation = Invitation.objects.select_for_update().get(pk=found.pk)
    insist(because((invitation.used_at is not None, "This link has been used.")))
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    validate_password(password, person)
    person.set_password(password)
    person.joined_at = person.joined_at or at
    person.save_next_version("password", "joined_at")
    invitation.used_at = at
    invitation.save_next_version("used_at")
    record("accounts.person.joined", by=Principal(person_id=person.pk), at=at, subject=person)
    return person


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


def set_up_first_administrator(*, email: str, name: str, at: datetime) -> str:
    """Make the installation's first account and its first partnership's administrator.

    Gives the address of a one-time link. Refused once anybody has an account.
    """
    with working_everywhere():
        insist(because((Person.objects.exists(), "There are accounts already: sign in with one.")))
        space = Space.objects.order_by("pk").first()
        if space is None:
            space = Space.objects.create(
                code="NEW", name="New partnership", kind=Space.Kind.PARTNERSHIP, starts_on=at.date()
            )
        _, link = appoint(
            by=HOUSE,
            at=at,
            space=space,
            email=email,
            name=name,
            role=Role.SERVICE_ADMINISTRATOR,
            starts_on=at.date(),
        )
    return link
