"""Roles that past records tell of: offers that nobody has been asked about, until that is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from goldthread.access.decision import insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts import rules
from goldthread.accounts.actions.appointing import write_to
from goldthread.accounts.models import Offer, Person
from goldthread.accounts.permissions import ADMIT_PEOPLE
from goldthread.house import Role
from goldthread.register.models import Agency, Space
from goldthread.trail.record import Change, record, record_many


@dataclass(frozen=True)
class Wanted:
    """One role that somebody is to be offered; the e-mail address is in small letters."""

    email: str
    name: str
    role: Role
    agency: Agency | None
    ends_on: date | None


@transaction.atomic
def prepare_offers(
    wanted: Sequence[Wanted], *, by: Principal, at: datetime, space: Space
) -> list[Offer]:
    """Keep offers that send no letter and can be answered by nobody yet."""
    insist(may(by, ADMIT_PEOPLE, space))
    people = _people(wanted)
    offers = [
        Offer(
            space=space,
            person=people[one.email],
            role=one.role,
            agency=one.agency,
            starts_on=at.date(),
            ends_on=one.ends_on,
            made_by_id=by.acting_id,
            made_at=at,
            status=Offer.Status.PREPARED,
        )
        for one in wanted
    ]
    made = Offer.objects.bulk_create(offers, batch_size=500)
    changes = [
        Change("accounts.offer.prepared", offer, after={"role": str(offer.role)}) for offer in made
    ]
    record_many(changes, space_id=space.pk, by=by, at=at)
    return made


def _people(wanted: Sequence[Wanted]) -> dict[str, Person]:
    """Everybody by address; whoever was not known is, without an account."""
    names = {one.email: one.name for one in wanted}
    known = set(Person.objects.filter(email__in=names).values_list("email", flat=True))
    shut = make_password(None)
    new = [Person(email=email, name=names[email], password=shut) for email in names.keys() - known]
    Person.objects.bulk_create(new, batch_size=500)
    return {person.email: person for person in Person.objects.filter(email__in=names)}


@transaction.atomic
def send_offer(*, offer: Offer, by: Principal, at: datetime) -> Offer:
    """Ask whoever a prepared offer is for; from now on they can answer it.

    Where the same was asked meanwhile, that one stands, and the prepared one is taken away.
    """
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    insist(may(by, ADMIT_PEOPLE, offer))
    insist(rules.can_be_sent(offer, today=at.date(), by_person_id=by.person_id))
    same = Offer.objects.filter(
        space=offer.space,
        person=offer.person,
        role=offer.role,
        agency=offer.agency,
        area=offer.area,
        status=Offer.Status.WAITING,
    )
    if same.exists():
        offer.status = Offer.Status.WITHDRAWN
        offer.save_next_version("status")
        record("accounts.offer.withdrawn", by=by, at=at, subject=offer)
        return offer
    offer.status, offer.starts_on = Offer.Status.WAITING, max(offer.starts_on, at.date())
    offer.save_next_version("status", "starts_on")
    after = {"role": offer.role, "starts_on": offer.starts_on, "ends_on": offer.ends_on}
    record("accounts.offer.made", by=by, at=at, subject=offer, after=after)
    write_to(offer, by=by, at=at)
    return offer
