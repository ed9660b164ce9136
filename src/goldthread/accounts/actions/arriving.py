"""Coming in through another organisation's sign-in: who is let in, and tied to it from then on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.actions.appointing import offers_to
from goldthread.accounts.actions.entering import close_invitations
from goldthread.accounts.models import Appointment, Person
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import TIED
from goldthread.trail.record import record


@transaction.atomic
def tie_to_provider(
    *, provider: str, subject: str, address: str, name: str, at: datetime
) -> Person | None:
    """Tie whoever was invited under a proved address to the provider's own id of them.

    `address` is empty where the provider proves none. None for somebody who was never invited, whose
    account is closed, or who is tied to another id of this provider already: an address can be given
    to somebody new, the id cannot. Whoever has no account yet has one from now on, without a password.
    """
    from allauth.socialaccount.models import SocialAccount

    person = Person.objects.at_address(address).select_for_update().first()
    if person is None or not person.is_active or not _is_invited(person, at.date()):
        return None
    if SocialAccount.objects.filter(user=person, provider=provider).exists():
        return None
    themselves = Principal(person_id=person.pk, name=person.name)
    if not person.has_account:
        person.name, person.joined_at = person.name or name.strip()[:120] or address, at
        person.save_next_version("name", "joined_at")
        close_invitations(person, at=at)
        record("accounts.person.joined", by=themselves, at=at, subject=person)
    SocialAccount.objects.create(user=person, provider=provider, uid=subject)
    record("accounts.person.tied", by=themselves, at=at, subject=person, after={"to": provider})
    write_letter(TIED, to=person.email, path=reverse("own-account"), at=at, moment=at)
    return person


def _is_invited(person: Person, today: date) -> bool:
    """Whether they have an account, or somebody waits for them to take up a role."""
    if person.is_demonstration:
        return False
    if person.has_account or offers_to(person.pk, on=today):
        return True
    with working_everywhere():
        held = Appointment.objects.filter(person=person)
        return held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).exists()
