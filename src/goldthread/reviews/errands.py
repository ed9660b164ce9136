"""Asking somebody without an account for an agency's part of a review."""

from datetime import date
from typing import Any

from django.urls import reverse

from goldthread.access.decision import Decision, because
from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment
from goldthread.house import ErrandKind, Role
from goldthread.register.models import in_date
from goldthread.reviews.models import AgencyRequest
from goldthread.reviews.permissions import GIVE, KEEP, SEE

Status = AgencyRequest.Status


def _find(principal: Principal, public_id: str) -> AgencyRequest | None:
    seen = AgencyRequest.objects.visible_to(principal).select_related("agency", "space")
    return seen.filter(public_id=public_id).first()


def _may_ask(asked: Any, on: date) -> Decision:
    """A link is for an agency that has no lead with an account, while it is asked."""
    leads = Appointment.objects.filter(
        in_date(on),
        space_id=asked.space_id,
        agency_id=asked.agency_id,
        role=Role.AGENCY_LEAD,
        person__is_active=True,
    )
    return because(
        (asked.status != Status.ASKED, "It is not asked for any more."),
        (leads.exists(), f"{asked.agency} has a lead with an account, who is asked already."),
    )


def _over(asked: Any) -> str:
    return {Status.GIVEN: "given", Status.WITHDRAWN: "withdrawn"}.get(asked.status, "")


REQUEST_BY_LINK = ErrandKind(
    kind="reviews.agencyrequest",
    asks=KEEP,
    gives=frozenset({SEE, GIVE}),
    find=_find,
    may_ask=_may_ask,
    over=_over,
    words=lambda asked: f"{asked.agency}: summary for a review",
    url=lambda asked: reverse("reviews:request", args=[asked.public_id]),
    agency_id=lambda asked: asked.agency_id,
)
