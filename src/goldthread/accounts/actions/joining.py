"""Joining from a one-time link."""

from contextlib import suppress
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from goldthread.access.decision import Refused, because, insist
from goldthread.access.principal import NOBODY, Principal
from goldthread.accounts.actions.appointing import answer_offer, offers_to
from goldthread.accounts.actions.entering import open_invitation
from goldthread.accounts.models import Invitation, Person
from goldthread.trail.record import record


def sign_in(*, person: Person, at: datetime) -> None:
    """Tell that somebody has signed in; it belongs to no partnership."""
    by = Principal(person_id=person.pk, name=person.name)
    record("accounts.signed_in", by=by, at=at, subject=person)


def sign_in_failed(*, email: str, at: datetime) -> None:
    """Tell that somebody tried to come in and could not: a wrong password, code or token.

    What was typed stands nowhere. The trail holds its keyed name alone, which for an account is that
    of its person: equal tries look alike, and an account's own can be found.
    """
    known = Person.objects.at_address(email).first()
    tried = known or Person(public_id=email.strip().lower())
    record("accounts.sign_in_failed", by=NOBODY, at=at, subject=tried)


@transaction.atomic
def join(*, token: str, name: str, password: str, at: datetime) -> Person:
    """Use a one-time link: set name and password, and accept what the link was sent for.

    The link is spent in the same transaction. An offer that may not be accepted goes on waiting.
    """
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
    person.name = name.strip()
    person.joined_at = person.joined_at or at
    person.save_next_version("name", "password", "joined_at")
    invitation.used_at = at
    invitation.save_next_version("used_at")
    themselves = Principal(person_id=person.pk, name=person.name)
    record("accounts.person.joined", by=themselves, at=at, subject=person)
    if invitation.purpose == Invitation.Purpose.JOIN:
        for offer in offers_to(person.pk, on=at.date()):
            with suppress(Refused):
                answer_offer(offer=offer, accepts=True, by=themselves, at=at)
    return person
