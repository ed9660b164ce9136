"""The ways into an account: a one-time link to join, or to come back."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts import rules
from goldthread.accounts.models import Appointment, Invitation, Person
from goldthread.accounts.permissions import ADMIT_PEOPLE
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import INVITATION
from goldthread.register.models import Space
from goldthread.trail.record import record

HOUSE = Principal(name="The installation itself")
JOIN_WITHIN = timedelta(days=7)
RECOVER_WITHIN = timedelta(hours=4)


@transaction.atomic
def recover(
    *, appointment: Appointment, by: Principal, at: datetime, row_version: int | None = None
) -> None:
    """Let somebody back in who lost password or second factor, by a link in a letter to them alone.

    Their old second factors, ties to other organisations and sessions end now. Whoever asks has checked who they speak with.
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
    _let_back_in(person, by=by, at=at, space=appointment.space)


@transaction.atomic
def recover_by_the_installation(*, email: str, at: datetime) -> str:
    """The same by whoever runs the installation, for somebody whom no partnership can let back in.

    Gives the address of the link, which goes to them in a letter too.
    """
    person = Person.objects.at_address(email).select_for_update().first()
    insist(because((person is None, "There is no account with this address.")))
    assert person is not None
    insist(because((not person.is_active, "This account is closed.")))
    return _let_back_in(person, by=HOUSE, at=at)


def _let_back_in(person: Person, *, by: Principal, at: datetime, space: Space | None = None) -> str:
    person.set_unusable_password()
    person.save_next_version("password")
    _end_second_factors_and_sessions(person)
    record("accounts.person.recovering", by=by, at=at, subject=person)
    return invite(person, Invitation.Purpose.RECOVER, by=by, at=at, space=space)


def _works_elsewhere(appointment: Appointment, today: date) -> bool:
    """Whether the person is, or will be, appointed in another space than this one."""
    with working_everywhere():
        held = Appointment.objects.filter(person_id=appointment.person_id)
        later = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        return held.filter(later).exclude(space_id=appointment.space_id).exists()


def _end_second_factors_and_sessions(person: Person) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    SocialAccount.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)


def _end_sessions(person: Person) -> None:
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=person):
        session.end()


@transaction.atomic
def sign_out_everywhere(*, appointment: Appointment, by: Principal, at: datetime) -> None:
    """End every session of somebody: for a machine that was lost, or left open. They may come back."""
    insist(may(by, ADMIT_PEOPLE, appointment))
    insist(rules.can_be_signed_out(appointment, today=at.date(), by_person_id=by.person_id))
    _end_sessions(appointment.person)
    record("accounts.person.signed_out", by=by, at=at, subject=appointment)


def invite(
    person: Person, purpose: str, *, by: Principal, at: datetime, space: Space | None = None
) -> str:
    """Write to somebody with a one-time link, for the partnership that asks; gives its path."""
    token = secrets.token_urlsafe(32)
    within = JOIN_WITHIN if purpose == Invitation.Purpose.JOIN else RECOVER_WITHIN
    close_invitations(person, at=at)
    invitation = Invitation.objects.create(
        person=person, token_hash=_hash(token), purpose=purpose, made_at=at, expires_at=at + within
    )
    record("accounts.invitation.made", by=by, at=at, subject=invitation)
    address = reverse("join", args=[token])
    write_letter(INVITATION, to=person.email, path=address, at=at, space=space, moment=at + within)
    return address


def close_invitations(person: Person, *, at: datetime) -> None:
    """Let no link that was sent to somebody work any more."""
    Invitation.objects.filter(person=person, used_at__isnull=True).update(expires_at=at)


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
