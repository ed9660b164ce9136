"""Asking an agency for a return."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from goldthread.access.decision import Decision, Refused, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import ASK_FOR_RETURN
from goldthread.register.models import Agency, Area, Membership, Space, SpaceArea, in_date
from goldthread.trail.record import record


@transaction.atomic
def ask_for_return(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    agency: Agency,
    period: Period,
    areas: Iterable[Area],
    indicators: Iterable[str],
    due_on: date,
    note: str = "",
) -> ReturnRequest:
    """Ask an agency for figures of a period. Asking twice for the same period is refused."""
    request = ReturnRequest(
        space=space,
        agency=agency,
        period=str(period),
        indicators=list(dict.fromkeys(indicators)),
        due_on=due_on,
        note=note,
        asked_by_id=by.acting_id,
        asked_at=at,
    )
    areas = list(areas)
    insist(may(by, ASK_FOR_RETURN, request))
    insist(_can_be_asked(request, areas) & _fits_the_partnership(request, areas, at.date()))
    insist(_is_asked_of_nobody_else(request, areas))
    _save(request)
    request.areas.set(areas)
    after = {"agency": agency.name, "period": str(period), "due_on": due_on}
    record("performance.return.asked", by=by, at=at, subject=request, after=after)
    return request


def _save(request: ReturnRequest) -> None:
    """Two who ask in the same moment are told apart by the database."""
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(because((True, _already(request)))) from error


def _already(request: ReturnRequest) -> str:
    return f"{request.agency} has already been asked for {request.period}."


def _asked_already(request: ReturnRequest) -> bool:
    return ReturnRequest.objects.filter(
        space_id=request.space_id, agency_id=request.agency_id, period=request.period
    ).exists()


def _can_be_asked(request: ReturnRequest, areas: list[Area]) -> Decision:
    rows = catalogue()
    unknown = [key for key in request.indicators if key not in rows or not rows[key].is_asked]
    period = Period.parse(request.period)
    return because(
        (bool(unknown), f"An agency cannot be asked for: {', '.join(unknown)}."),
        (not request.indicators, "Choose at least one indicator."),
        (not areas, "Choose at least one area."),
        (
            request.due_on <= period.ends_on,
            "The day that it is due lies before the period has ended.",
        ),
        (_asked_already(request), _already(request)),
    )


def _fits_the_partnership(request: ReturnRequest, areas: list[Area], on: date) -> Decision:
    """The agency belongs to the partnership, and the partnership works in the areas."""
    membership = Membership.objects.filter(
        in_date(on), space_id=request.space_id, agency_id=request.agency_id
    )
    own = set(
        SpaceArea.objects.filter(
            in_date(on), space_id=request.space_id, is_comparator=False
        ).values_list("area_id", flat=True)
    )
    outside = [area.name for area in areas if area.pk not in own]
    return because(
        (not membership.exists(), f"{request.agency} does not belong to the partnership."),
        (bool(outside), f"The partnership does not work in {', '.join(outside)}."),
    )


def _is_asked_of_nobody_else(request: ReturnRequest, areas: list[Area]) -> Decision:
    """One figure has one source: no two agencies are asked for the same of an area and a period."""
    others = (
        ReturnRequest.objects.filter(
            space_id=request.space_id, period=request.period, areas__in=areas
        )
        .exclude(agency_id=request.agency_id)
        .select_related("agency")
        .distinct()
    )
    rows = catalogue()
    reasons = []
    for other in others:
        both = [rows[key].title for key in request.indicators if key in set(other.indicators)]
        if both:
            reasons.append(f"{other.agency} is already asked for {', '.join(both)}.")
    return Decision(tuple(reasons))
