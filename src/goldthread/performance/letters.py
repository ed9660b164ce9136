"""Letters to those who fill in an agency's returns: a neutral line and a link, no figure."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from goldthread.accounts.models import Appointment
from goldthread.house import registry
from goldthread.messages.actions import write_letter
from goldthread.messages.kinds import LetterKind
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN
from goldthread.register.models import in_date


def who_fills_in(request: ReturnRequest, *, on: date) -> QuerySet[Appointment]:
    """The appointments on a day of those who can fill this return in."""
    return Appointment.objects.filter(
        in_date(on),
        space_id=request.space_id,
        agency_id=request.agency_id,
        role__in=registry.permissions()[FILL_IN_RETURN],
        person__is_active=True,
    )


def write_to_agency(request: ReturnRequest, kind: LetterKind, *, at: datetime) -> int:
    """Write to everybody who can fill in this return on this day; gives how many letters went."""
    path = reverse("return", args=[request.public_id])
    people = who_fills_in(request, on=at.date())
    addresses = people.order_by("person__email").values_list("person__email", flat=True).distinct()
    for address in addresses:
        write_letter(kind, to=address, path=path, at=at, space=request.space, day=request.due_on)
    return len(addresses)
