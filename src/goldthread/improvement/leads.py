"""Who may lead an action or judge it: somebody at work in the partnership, so that a person is always asked."""

from datetime import date

from django.db.models import OuterRef, QuerySet

from goldthread.access.decision import Decision, because
from goldthread.accounts.models import Appointment, Person
from goldthread.house import Permission, registry
from goldthread.improvement.permissions import GIVE_EVIDENCE, SEE
from goldthread.register.models import in_date


def appointments_of_leads(space_id: int | OuterRef, *, on: date) -> QuerySet[Appointment]:
    """The appointments of a day under which somebody can lead an action there."""
    return _appointments(GIVE_EVIDENCE, space_id, on=on)


def _appointments(
    permission: Permission, space_id: int | OuterRef, *, on: date
) -> QuerySet[Appointment]:
    roles = registry.permissions()[permission]
    return Appointment.objects.filter(
        in_date(on), space_id=space_id, role__in=roles, person__is_active=True
    )


def may_lead(person: Person, *, space_id: int, on: date) -> Decision:
    """Whether a person can be given an action to lead."""
    here = appointments_of_leads(space_id, on=on).filter(person=person).exists()
    return because((not here, f"{person} has no appointment here under which to lead an action."))


def people_who_may_lead(space_id: int, *, on: date) -> QuerySet[Person]:
    """Everybody who can be given an action there, by name."""
    held = appointments_of_leads(space_id, on=on).values("person_id")
    return Person.objects.filter(pk__in=held).exclude(name="").order_by("name", "pk")


def may_judge(person: Person, *, space_id: int, on: date) -> Decision:
    """Whether a person can sit on a panel, to which all that it judges is shown."""
    here = _appointments(SEE, space_id, on=on).filter(person=person).exists()
    return because((not here, f"{person} has no appointment here under which to see actions."))


def people_who_may_judge(space_id: int, *, on: date) -> QuerySet[Person]:
    """Everybody who can sit on a panel there, by name."""
    held = _appointments(SEE, space_id, on=on).values("person_id")
    return Person.objects.filter(pk__in=held).exclude(name="").order_by("name", "pk")
