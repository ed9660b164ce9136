"""Asking an agency for a return, and changing, reminding of or withdrawing it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from goldthread.access.decision import Decision, Refused, because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.messages.kinds import RETURN_CHANGED, RETURN_DUE, RETURN_WITHDRAWN
from goldthread.performance import steps
from goldthread.performance.letters import write_to_agency
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
    insist(_is_asked_once(request) & _can_be_asked(request, areas))
    insist(_fits_the_partnership(request, areas, at.date()))
    insist(_is_asked_of_nobody_else(request, areas))
    _save(request)
    request.areas.set(areas)
    after = {"agency": agency.name, "period": str(period), "due_on": due_on}
    record("performance.return.asked", by=by, at=at, subject=request, after=after)
    return request


@dataclass(frozen=True)
class Several:
    """What an act on several agencies came to: those it was done for, and the reasons of the others."""

    done: tuple[ReturnRequest, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Otherwise:
    """What an agency is asked in place of the same as before; `due_on` None: the day of all."""

    indicators: tuple[str, ...]
    areas: tuple[Area, ...]
    due_on: date | None = None


def ask_as_before(
    *,
    by: Principal,
    at: datetime,
    before: Iterable[ReturnRequest],
    period: Period,
    due_on: date,
    note: str = "",
    but: Mapping[int, Otherwise] | None = None,
) -> Several:
    """Ask several agencies for a period for what each was asked before; each stands for itself.

    An indicator that is asked for no more is left out. `but` says, by the key of its last request, what
    an agency is asked otherwise.
    """
    rows = catalogue()

    def again(last: ReturnRequest) -> ReturnRequest:
        keys = tuple(key for key in last.indicators if key in rows and rows[key].is_asked)
        same = Otherwise(keys, tuple(last.areas.all()))
        asked = (but or {}).get(last.pk, same)
        return ask_for_return(
            by=by,
            at=at,
            space=last.space,
            agency=last.agency,
            period=period,
            areas=asked.areas,
            indicators=asked.indicators,
            due_on=asked.due_on or due_on,
            note=note,
        )

    return _each(before, again)


def _each(
    requests: Iterable[ReturnRequest], act: Callable[[ReturnRequest], ReturnRequest]
) -> Several:
    """Do it for each in a transaction of its own: what one is refused does not keep the others from it."""
    done, refused = [], []
    for request in requests:
        try:
            with transaction.atomic():
                done.append(act(request))
        except Refused as reasons:
            refused += [f"{request.agency}: {reason}" for reason in reasons.decision.reasons]
    return Several(tuple(done), tuple(refused))


@transaction.atomic
def change_request(
    *,
    request: ReturnRequest,
    indicators: Iterable[str],
    due_on: date,
    note: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> ReturnRequest:
    """Ask for other figures, or by another day, while no return is signed; its agency is written to.

    What was filled in of a figure that is no longer asked for is kept, and counts for nothing.
    """
    request = _locked(request, row_version)
    insist(steps.CHANGE.allowed(request, by))
    before = {"indicators": request.indicators, "due_on": request.due_on, "note": request.note}
    request.indicators = list(dict.fromkeys(indicators))
    request.due_on, request.note = due_on, note
    areas = list(request.areas.all())
    insist(_can_be_asked(request, areas) & _is_asked_of_nobody_else(request, areas))
    request.save_next_version("indicators", "due_on", "note")
    after = {"indicators": request.indicators, "due_on": due_on, "note": note}
    record("performance.return.changed", by=by, at=at, subject=request, before=before, after=after)
    write_to_agency(request, RETURN_CHANGED, at=at)
    return request


@transaction.atomic
def withdraw(
    *,
    request: ReturnRequest,
    reason: str,
    by: Principal,
    at: datetime,
    row_version: int | None = None,
) -> ReturnRequest:
    """Take back what was asked, with a reason; its agency is written to, and what it began stays."""
    request = _locked(request, row_version)
    no_reason = because((not reason.strip(), "Say why it is withdrawn."))
    insist(steps.WITHDRAW.allowed(request, by) & no_reason)
    request.status = steps.WITHDRAW.goes_to
    request.withdrawn_because = reason.strip()
    request.withdrawn_by_id, request.withdrawn_at = by.acting_id, at
    request.save_next_version("status", "withdrawn_because", "withdrawn_by", "withdrawn_at")
    after = {"reason": reason.strip()}
    record("performance.return.withdrawn", by=by, at=at, subject=request, after=after)
    write_to_agency(request, RETURN_WITHDRAWN, at=at)
    return request


@transaction.atomic
def remind(*, request: ReturnRequest, by: Principal, at: datetime) -> int:
    """Write to everybody who can fill the return in, at most once a day; gives how many they are."""
    request = _locked(request, None)
    insist(steps.REMIND.allowed(request, by) & not_reminded_on(request, at.date()))
    request.reminded_at = at
    request.reminders += 1
    # no other version: nothing asked is different
    request.save(update_fields=["reminded_at", "reminders"])
    written = write_to_agency(request, RETURN_DUE, at=at)
    nobody = f"Nobody at {request.agency} can fill in a return yet: invite somebody first."
    insist(because((not written, nobody)))
    after = {"letters": written, "reminders": request.reminders}
    record("performance.return.reminded", by=by, at=at, subject=request, after=after)
    return written


def remind_several(*, requests: Iterable[ReturnRequest], by: Principal, at: datetime) -> Several:
    """Remind each agency that still owes its return; each stands for itself."""

    def reminded(request: ReturnRequest) -> ReturnRequest:
        remind(request=request, by=by, at=at)
        return request

    return _each(requests, reminded)


def not_reminded_on(request: ReturnRequest, on: date) -> Decision:
    """One reminder a day is enough."""
    last = request.reminded_at
    here = timezone.get_current_timezone()
    today = last is not None and last.astimezone(here).date() == on
    return because((today, f"{request.agency} was reminded today already."))


def _locked(request: ReturnRequest, row_version: int | None) -> ReturnRequest:
    request = (
        ReturnRequest.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=request.pk)
    )
    request.insist_unchanged(row_version)
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


def _is_asked_once(request: ReturnRequest) -> Decision:
    there = ReturnRequest.objects.filter(
        space_id=request.space_id,
        agency_id=request.agency_id,
        period=request.period,
        status=ReturnRequest.Status.ASKED,
    )
    return because((there.exists(), _already(request)))


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
    """One figure has one source: nobody is asked for what is asked already of an area and a period.

    What a collaboration asked counts for the partnerships that take part in it, of the same agency too:
    it answers both at once.
    """
    own = Q(space_id=request.space_id)
    shared = Q(space__in=request.space.collaborations.all())
    others = (
        ReturnRequest.objects.filter(
            (own & ~Q(agency_id=request.agency_id)) | shared,
            period=request.period,
            areas__in=areas,
            status=ReturnRequest.Status.ASKED,
        )
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
