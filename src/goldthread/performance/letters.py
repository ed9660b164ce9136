"""Letters to those who fill in an agency's returns: a neutral line and a link, no figure."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from goldthread.accounts.models import Appointment
from goldthread.house import registry
from goldthread.measures.periods import Period
from goldthread.messages.actions import post
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN
from goldthread.register.models import in_date
from goldthread.ui import british


def write_to_agency(request: ReturnRequest, subject: str, *, why: str, at: datetime) -> int:
    """Write to everybody who can fill in this return on this day; gives how many letters went."""
    link = settings.GOLDTHREAD_ADDRESS + reverse("return", args=[request.public_id])
    text = (
        f"{subject}: {request.agency}, {Period.parse(request.period).label}, "
        f"due {british.day(request.due_on)}.\n\n{link}\n"
    )
    people = Appointment.objects.filter(
        in_date(at.date()),
        space_id=request.space_id,
        agency_id=request.agency_id,
        role__in=registry.permissions()[FILL_IN_RETURN],
        person__is_active=True,
    )
    addresses = people.order_by("person__email").values_list("person__email", flat=True).distinct()
    for address in addresses:
        post(to=address, subject=f"Goldthread: {subject.lower()}", text=text, why=why, at=at)
    return len(addresses)
