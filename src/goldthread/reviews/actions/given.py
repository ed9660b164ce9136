"""Asking agencies, and what they give: summaries, entries, and names turned into pseudonyms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, Person
from goldthread.house import Role
from goldthread.register.models import Agency, Compartment, Membership, in_date
from goldthread.reviews import steps
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import AgencyRequest, ChronologyEntry, RapidReview
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import GIVE, KEEP
from goldthread.reviews.rules import gives_for, named
from goldthread.trail.record import record
from goldthread.vault.actions import let_in
from goldthread.vault.known import people_of
from goldthread.vault.models import Identity
from goldthread.vault.sweep import replaced, sweep

TO_CHECK, KEPT = ChronologyEntry.Status.TO_CHECK, ChronologyEntry.Status.KEPT


@transaction.atomic
def ask_agency(
    *,
    by: Principal,
    at: datetime,
    review: RapidReview,
    agency: Agency,
    words: str,
    due_on: date,
) -> AgencyRequest:
    """Ask one agency for its summary and chronology; its leads are named to the case from now on."""
    review = held(review, by)
    insist(may(by, KEEP, review))
    on = at.date()
    here = Membership.objects.filter(in_date(on), space_id=review.space_id, agency=agency).exists()
    insist(
        because(
            (not here, f"{agency} takes no part in this partnership."),
            (review.requests.filter(agency=agency).exists(), f"{agency} is asked already."),
            (due_on < on, "The day until when it is asked has passed."),
        )
    )
    insist_pseudonyms(review, words)
    request = AgencyRequest.objects.create(
        **place_of(review),
        review=review,
        agency=agency,
        words=words.strip(),
        due_on=due_on,
        asked_by_id=by.acting_id,
        asked_at=at,
    )
    after = {"agency": agency.pk, "due_on": str(due_on)}
    record("reviews.request.asked", by=by, at=at, subject=request, after=after)
    name_leads(by=by, at=at, request=request)
    return request


def name_leads(*, by: Principal, at: datetime, request: AgencyRequest) -> list[Person]:
    """Name the leads of the agency that is asked to the case; gives them, none where it has none."""
    insist(named(request, by) & may(by, KEEP, request))
    held_by = Appointment.objects.filter(
        in_date(at.date()),
        space_id=request.space_id,
        agency_id=request.agency_id,
        role=Role.AGENCY_LEAD,
        person__is_active=True,
    )
    people = [each.person for each in held_by.select_related("person").order_by("pk")]
    compartment = Compartment.objects.get(pk=request.compartment_id or 0)
    for person in people:
        let_in(by=by, at=at, compartment=compartment, person=person)
    return people


@transaction.atomic
def write_summary(
    *,
    by: Principal,
    at: datetime,
    request: AgencyRequest,
    knew_the_family: bool,
    summary: str,
    heard_how: str = "",
    row_version: int,
) -> AgencyRequest:
    """Keep an agency's summary, in pseudonyms; the business unit says how it heard what it enters."""
    request = held(request, by, row_version)
    insist(may(by, GIVE, request) & gives_for(request, by))
    own = request.agency_id in by.agencies_for(GIVE)
    insist(
        because(
            (
                request.status != AgencyRequest.Status.ASKED,
                f"It is {request.get_status_display().lower()}.",
            ),
            (not own and not heard_how.strip(), "Say how you heard it from the agency."),
        )
    )
    insist_pseudonyms(request, summary)
    request.knew_the_family, request.summary = knew_the_family, summary.strip()
    request.heard_how = "" if own else heard_how.strip()
    request.save_next_version("knew_the_family", "summary", "heard_how")
    record("reviews.request.summary_written", by=by, at=at, subject=request)
    return request


@dataclass(frozen=True)
class Told:
    """One event as an agency tells it, in its own words."""

    happened_on: date
    text: str
    kind: str = ChronologyEntry.Kind.OTHER


@transaction.atomic
def add_entries(
    *, by: Principal, at: datetime, request: AgencyRequest, told: Iterable[Told]
) -> list[ChronologyEntry]:
    """Take entries in, each with its names swept; nothing is in the chronology until they are checked."""
    request = held(request, by)
    insist(may(by, GIVE, request) & gives_for(request, by))
    told = list(told)
    over = request.status != AgencyRequest.Status.ASKED
    insist(
        because(
            (over, f"It is {request.get_status_display().lower()}."),
            (not told, "There is no entry."),
            (any(not each.text.strip() for each in told), "Say what happened."),
            (any(each.happened_on > at.date() for each in told), "An entry lies in the future."),
        )
    )
    known = people_of(request.compartment_id or 0)
    made = ChronologyEntry.objects.bulk_create(
        ChronologyEntry(
            **place_of(request),
            request=request,
            agency_id=request.agency_id,
            happened_on=each.happened_on,
            kind=each.kind,
            text=replaced(each.text.strip(), sweep(each.text.strip(), known)),
            as_it_came=each.text.strip(),
            written_by_id=by.acting_id,
            written_at=at,
        )
        for each in told
    )
    after = {"entries": len(made)}
    record("reviews.request.entries_added", by=by, at=at, subject=request, after=after)
    return made


@transaction.atomic
def check_entry(
    *,
    by: Principal,
    at: datetime,
    entry: ChronologyEntry,
    text: str,
    people: Iterable[Identity] = (),
    row_version: int,
) -> ChronologyEntry:
    """Confirm an entry in pseudonyms, as its checker reads it; a full name or number is refused still."""
    entry = held(entry, by, row_version)
    insist(may(by, GIVE, entry) & gives_for(entry.request, by))
    people = list(people)
    elsewhere = any(each.compartment_id != entry.compartment_id for each in people)
    insist(
        because(
            (not text.strip(), "Say what happened."),
            (elsewhere, "That is nobody of this case."),
            (
                entry.request.status != AgencyRequest.Status.ASKED,
                f"It is {entry.request.get_status_display().lower()}.",
            ),
        )
    )
    insist_pseudonyms(entry, text)
    entry.text, entry.status = text.strip(), KEPT
    entry.save_next_version("text", "status")
    entry.people.set(people)
    record("reviews.entry.checked", by=by, at=at, subject=entry)
    return entry


@transaction.atomic
def drop_entry(
    *, by: Principal, at: datetime, entry: ChronologyEntry, row_version: int
) -> ChronologyEntry:
    """Leave an entry out of the chronology."""
    entry = held(entry, by, row_version)
    insist(may(by, GIVE, entry) & gives_for(entry.request, by))
    asked = entry.request.status == AgencyRequest.Status.ASKED
    insist(because((not asked, "What was handed in stays as it is.")))
    entry.status = ChronologyEntry.Status.DROPPED
    entry.save_next_version("status")
    record("reviews.entry.dropped", by=by, at=at, subject=entry)
    return entry


@transaction.atomic
def hand_in(
    *, by: Principal, at: datetime, request: AgencyRequest, row_version: int
) -> AgencyRequest:
    """Hand in an agency's part; it counts from here."""
    request = held(request, by, row_version)
    insist(steps.HAND_IN.allowed(request, by))
    request.status = steps.HAND_IN.goes_to
    request.given_by_id, request.given_at = by.acting_id, at
    request.save_next_version("status", "given_by", "given_at")
    record("reviews.request.given", by=by, at=at, subject=request)
    return request


@transaction.atomic
def ask_again(
    *, by: Principal, at: datetime, request: AgencyRequest, due_on: date, row_version: int
) -> AgencyRequest:
    """Ask once more for what was given or no longer asked; what stands there stays."""
    request = held(request, by, row_version)
    insist(steps.ASK_AGAIN.allowed(request, by))
    insist(because((due_on < at.date(), "The day until when it is asked has passed.")))
    request.status, request.due_on = steps.ASK_AGAIN.goes_to, due_on
    request.save_next_version("status", "due_on")
    after = {"due_on": str(due_on)}
    record("reviews.request.asked_again", by=by, at=at, subject=request, after=after)
    return request


@transaction.atomic
def withdraw_request(
    *, by: Principal, at: datetime, request: AgencyRequest, row_version: int
) -> AgencyRequest:
    """Ask an agency no longer."""
    request = held(request, by, row_version)
    insist(steps.WITHDRAW.allowed(request, by))
    request.status = steps.WITHDRAW.goes_to
    request.save_next_version("status")
    record("reviews.request.withdrawn", by=by, at=at, subject=request)
    return request
