"""Whom one can name to a case: people at work in the partnership, by name."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, Person
from goldthread.house import Role
from goldthread.register.models import in_date


def people_at_work(
    principal: Principal, space_id: int, *, on: date, roles: Iterable[Role] = tuple(Role)
) -> QuerySet[Person]:
    """Everybody else with one of these roles in the partnership on a day."""
    held = Appointment.objects.visible_to(principal).filter(
        in_date(on), space_id=space_id, role__in=list(roles)
    )
    rows = Person.objects.filter(pk__in=held.values("person_id"), is_active=True)
    return rows.exclude(pk=principal.person_id).order_by("name", "pk")
