"""Who may be one of the two readers: somebody who sees it, and had no hand in it."""

from datetime import date

from django.db.models import QuerySet

from goldthread.access.decision import Decision, because
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.house import registry
from goldthread.publication.models import Publication, Version
from goldthread.publication.permissions import READ
from goldthread.register.models import in_date


def may_read(person: Person, publication: Publication, version: Version, *, on: date) -> Decision:
    """Whether somebody can be a reader: they see it, and had no hand in it."""
    reader = principal_for(person, on=on, chosen=publication.space.code)
    seen = Publication.objects.visible_to(reader).filter(pk=publication.pk).exists()
    holds = any(held.space_id == publication.space_id for held in reader.with_permission(READ))
    own = person.pk in (publication.proposed_by_id, version.sent_by_id)
    return because(
        (not (seen and holds), f"{person} cannot see this."),
        (own, f"{person} prepared it. Ask somebody who did not."),
    )


def people_who_may_read(publication: Publication, *, on: date) -> QuerySet[Person]:
    """Everybody who can be asked to read the newest version, by name."""
    version = publication.newest()
    assert version is not None
    roles = registry.permissions()[READ]
    held = Appointment.objects.filter(
        in_date(on), space_id=publication.space_id, role__in=roles, person__is_active=True
    )
    people = Person.objects.filter(pk__in=held.values("person_id")).exclude(name="")
    may = [person.pk for person in people if may_read(person, publication, version, on=on)]
    return Person.objects.filter(pk__in=may).order_by("name", "pk")
