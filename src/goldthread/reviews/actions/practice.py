"""Months 1 to 6: a local review or learning review, from its terms to the partners' sign-off."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, CompartmentMember, Person
from goldthread.register.members import statutory_partners
from goldthread.register.models import Compartment, in_date
from goldthread.reviews import steps
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import (
    ParallelProcess,
    PracticeReview,
    RapidReview,
    ReviewEvent,
    ReviewSeat,
    SignOff,
)
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import DECIDE, DECLARE, GRANTS, KEEP
from goldthread.reviews.rules import can_lead_on, named, partner_of
from goldthread.trail.record import record
from goldthread.vault.actions import let_in, let_out

Status = PracticeReview.Status
KINDS = {
    RapidReview.Decision.LOCAL_REVIEW: PracticeReview.Kind.LOCAL,
    RapidReview.Decision.OTHER_LEARNING: PracticeReview.Kind.LEARNING,
}
NOT_YET = "That day has not come yet."


@transaction.atomic
def begin_practice(
    *, by: Principal, at: datetime, review: Any, decided_on: date, row_version: int
) -> PracticeReview:
    """Begin the local review or learning review that a rapid review led to; its clock runs from that day."""
    review = held(review, by, row_version)
    insist(may(by, KEEP, review) & can_lead_on(review, by))
    insist(
        because(
            (decided_on > at.date(), NOT_YET),
            (decided_on < review.starts_on, "The rapid review began after that day."),
        )
    )
    made = PracticeReview.objects.create(
        **place_of(review), rapid_review=review, kind=KINDS[review.decision], decided_on=decided_on
    )
    after = {"kind": made.kind, "decided_on": str(decided_on)}
    record("reviews.practice.begun", by=by, at=at, subject=made, after=after)
    return made


def _open(review: PracticeReview, by: Principal, row_version: int | None = None) -> Any:
    """A review that is still worked on, under lock, for whoever keeps it."""
    review = held(review, by, row_version)
    insist(may(by, KEEP, review))
    closed = review.status in (Status.PROPOSED, Status.SIGNED)
    insist(because((closed, f"It is {review.get_status_display().lower()}.")))
    return review


@transaction.atomic
def write_terms(
    *,
    by: Principal,
    at: datetime,
    review: PracticeReview,
    terms: str,
    lines_of_enquiry: str,
    familys_part: str,
    row_version: int,
) -> PracticeReview:
    """Keep the terms of reference, the lines of enquiry, and the family's part."""
    review = _open(review, by, row_version)
    insist_pseudonyms(review, terms, lines_of_enquiry, familys_part)
    review.terms, review.lines_of_enquiry = terms.strip(), lines_of_enquiry.strip()
    review.familys_part = familys_part.strip()
    review.save_next_version("terms", "lines_of_enquiry", "familys_part")
    record("reviews.practice.terms_written", by=by, at=at, subject=review)
    return review


@transaction.atomic
def write_commission(
    *,
    by: Principal,
    at: datetime,
    review: PracticeReview,
    fee: Decimal | None,
    pace: str,
    row_version: int,
) -> PracticeReview:
    """Keep what the lead reviewer is paid, and how the work goes on."""
    review = _open(review, by, row_version)
    insist(because((fee is not None and fee < 0, "A fee is nothing or more.")))
    insist_pseudonyms(review, pace)
    review.fee, review.pace = fee, pace.strip()
    review.save_next_version("fee", "pace")
    record("reviews.practice.commissioned", by=by, at=at, subject=review)
    return review


@transaction.atomic
def seat(
    *, by: Principal, at: datetime, review: PracticeReview, person: Person, part: str
) -> ReviewSeat:
    """Give somebody a part in a review: the lead reviewer, the chair or a member; they are named to the case."""
    review = _open(review, by)
    on, seats = at.date(), review.seats.filter(left_on=None)
    at_work = Appointment.objects.filter(
        in_date(on), person=person, space_id=review.space_id, role__in=GRANTS[DECLARE]
    ).exists()
    lead = ReviewSeat.Part.LEAD
    insist(
        because(
            (part not in ReviewSeat.Part.values, "Choose a part."),
            (
                not at_work,
                f"{person} has no appointment here with which one takes part in a review.",
            ),
            (seats.filter(person=person).exists(), f"{person} has a part in it already."),
            (part == lead and seats.filter(part=lead).exists(), "It has a lead reviewer."),
        )
    )
    compartment = Compartment.objects.get(pk=review.compartment_id or 0)
    is_new = not CompartmentMember.objects.filter(
        in_date(on), for_compartment=compartment, person=person
    ).exists()
    let_in(by=by, at=at, compartment=compartment, person=person)
    made = ReviewSeat.objects.create(
        **place_of(review),
        review=review,
        person=person,
        part=part,
        starts_on=on,
        named_here=is_new,
    )
    after = {"person": person.pk, "part": part}
    record("reviews.practice.seated", by=by, at=at, subject=made, after=after)
    return made


@transaction.atomic
def declare(
    *, by: Principal, at: datetime, seat: Any, has_conflict: bool, words: str, row_version: int
) -> ReviewSeat:
    """Declare, oneself, whether there is a conflict of interest, and which."""
    seat = held(seat, by, row_version)
    insist(may(by, DECLARE, seat))
    insist(
        because(
            (seat.person_id != by.acting_id, "Each declares their own conflicts."),
            (seat.left_on is not None, "You have left this review."),
            (has_conflict and not words.strip(), "Say what the conflict is."),
        )
    )
    insist_pseudonyms(seat, words)
    seat.has_conflict, seat.conflict = has_conflict, words.strip()
    seat.declared_at, seat.managed = at, ""
    seat.save_next_version("has_conflict", "conflict", "declared_at", "managed")
    after = {"has_conflict": has_conflict}
    record("reviews.practice.declared", by=by, at=at, subject=seat, after=after)
    return seat


@transaction.atomic
def deal_with_conflict(
    *, by: Principal, at: datetime, seat: Any, words: str, row_version: int
) -> ReviewSeat:
    """Say how a declared conflict is dealt with; whoever declared it does not decide that."""
    seat = held(seat, by, row_version)
    insist(may(by, KEEP, seat))
    insist(
        because(
            (not seat.has_conflict, "No conflict is declared."),
            (seat.person_id == by.acting_id, "Somebody else says how your conflict is dealt with."),
            (not words.strip(), "Say how it is dealt with."),
        )
    )
    insist_pseudonyms(seat, words)
    seat.managed = words.strip()
    seat.save_next_version("managed")
    record("reviews.practice.conflict_dealt_with", by=by, at=at, subject=seat)
    return seat


@transaction.atomic
def leave_seat(
    *, by: Principal, at: datetime, seat: Any, words: str, row_version: int
) -> ReviewSeat:
    """Let somebody leave a review; who was named to the case for it sees the case until that day's end."""
    seat = held(seat, by, row_version)
    insist(may(by, KEEP, seat))
    insist(
        because(
            (seat.left_on is not None, "They have left already."),
            (not words.strip(), "Say why they leave."),
        )
    )
    insist_pseudonyms(seat, words)
    seat.left_on, seat.why_left = at.date(), words.strip()
    seat.save_next_version("left_on", "why_left")
    record("reviews.practice.left", by=by, at=at, subject=seat, after={"person": seat.person_id})
    if seat.named_here:
        let_out(by=by, at=at, compartment_id=seat.compartment_id, person=seat.person)
    return seat


@transaction.atomic
def hold_up(
    *,
    by: Principal,
    at: datetime,
    review: PracticeReview,
    kind: str,
    because_of: str,
    holds_from: date,
    expected_until: date | None,
) -> ParallelProcess:
    """Write down what holds a review up, why and from when; the day of its limit stays as it is."""
    review = held(review, by)
    insist(may(by, KEEP, review))
    insist(
        because(
            (review.status == Status.SIGNED, "It is signed off."),
            (kind not in ParallelProcess.Kind.values, "Choose what it is."),
            (not because_of.strip(), "Say why it holds the review up."),
            (holds_from > at.date(), NOT_YET),
            (
                expected_until is not None and expected_until < holds_from,
                "It is expected to end before it begins.",
            ),
        )
    )
    insist_pseudonyms(review, because_of)
    made = ParallelProcess.objects.create(
        **place_of(review),
        review=review,
        kind=kind,
        because=because_of.strip(),
        holds_from=holds_from,
        expected_until=expected_until,
        noted_by_id=by.acting_id,
        noted_at=at,
    )
    after = {"kind": kind, "holds_from": str(holds_from)}
    record("reviews.practice.held_up", by=by, at=at, subject=made, after=after)
    return made


@transaction.atomic
def lift_hold(
    *, by: Principal, at: datetime, process: Any, lifted_on: date, words: str, row_version: int
) -> ParallelProcess:
    """Write down that something holds a review up no longer, from when and why."""
    process = held(process, by, row_version)
    insist(may(by, KEEP, process))
    insist(
        because(
            (process.lifted_on is not None, "It holds the review up no longer."),
            (lifted_on > at.date(), NOT_YET),
            (lifted_on < process.holds_from, "It began to hold the review up after that day."),
            (not words.strip(), "Say why it holds the review up no longer."),
        )
    )
    insist_pseudonyms(process, words)
    process.lifted_on, process.lifted_because = lifted_on, words.strip()
    process.save_next_version("lifted_on", "lifted_because")
    after = {"lifted_on": str(lifted_on)}
    record("reviews.practice.hold_lifted", by=by, at=at, subject=process, after=after)
    return process


@transaction.atomic
def plan_event(
    *, by: Principal, at: datetime, review: PracticeReview, kind: str, words: str, due_on: date
) -> ReviewEvent:
    """Plan a meeting with the family or practitioners or of the panel, or what the lead reviewer gives."""
    review = _open(review, by)
    insist(
        because(
            (kind not in ReviewEvent.Kind.values, "Choose what it is."),
            (not words.strip(), "Say what it is."),
            (due_on < review.decided_on, "The review was decided after that day."),
        )
    )
    insist_pseudonyms(review, words)
    made = ReviewEvent.objects.create(
        **place_of(review),
        review=review,
        kind=kind,
        words=words.strip(),
        due_on=due_on,
        noted_by_id=by.acting_id,
        noted_at=at,
    )
    after = {"kind": kind, "due_on": str(due_on)}
    record("reviews.practice.planned", by=by, at=at, subject=made, after=after)
    return made


@transaction.atomic
def finish_event(
    *, by: Principal, at: datetime, event: Any, done_on: date, outcome: str, row_version: int
) -> ReviewEvent:
    """Write down when something planned took place or came in, and what came of it."""
    event = held(event, by, row_version)
    insist(may(by, KEEP, event))
    insist(
        because(
            (event.done_on is not None, "It is done already."),
            (done_on > at.date(), NOT_YET),
            (done_on < event.review.decided_on, "The review was decided after that day."),
            (not outcome.strip(), "Say what came of it."),
        )
    )
    insist_pseudonyms(event, outcome)
    event.done_on, event.outcome = done_on, outcome.strip()
    event.save_next_version("done_on", "outcome")
    after = {"done_on": str(done_on)}
    record("reviews.practice.took_place", by=by, at=at, subject=event, after=after)
    return event


@transaction.atomic
def move_on(
    *, by: Principal, at: datetime, review: Any, step: Any, row_version: int
) -> PracticeReview:
    """Start the work, put it to the partners, take it back, or close it as signed off."""
    review = held(review, by, row_version)
    insist(step.allowed(review, by))
    review.status = step.goes_to
    fields = ["status"]
    if step is steps.PUT_TO_PARTNERS:
        review.proposed_by_id, review.proposed_at = by.acting_id, at
        fields += ["proposed_by", "proposed_at"]
    if step is steps.SIGN_OFF:
        review.signed_on = at.date()
        fields += ["signed_on"]
    review.save_next_version(*fields)
    after = {"status": review.status}
    record("reviews.practice.moved_on", by=by, at=at, subject=review, after=after)
    return review


@transaction.atomic
def sign_off(
    *, by: Principal, at: datetime, review: Any, agrees: bool, words: str, row_version: int
) -> SignOff:
    """Sign a review off or dissent, by name, for one statutory partner; a dissent says why."""
    review = held(review, by, row_version)
    insist(may(by, DECIDE, review) & named(review, by))
    agency_id: Any = partner_of(by, review.space_id)
    partners = {agency.pk for agency in statutory_partners(review.space_id, on=at.date())}
    said = review.answers.filter(to=review.proposed_at, agency_id=agency_id).exists()
    insist(
        because(
            (review.status != Status.PROPOSED, f"It is {review.get_status_display().lower()}."),
            (agency_id not in partners, "You answer for no statutory partner."),
            (said, "Your organisation has answered."),
            (not agrees and not words.strip(), "Say why you dissent."),
        )
    )
    insist_pseudonyms(review, words)
    answer = SignOff.objects.create(
        **place_of(review),
        review=review,
        agency_id=agency_id,
        agrees=agrees,
        to=review.proposed_at,
        words=words.strip(),
        answered_by_id=by.acting_id,
        answered_at=at,
    )
    after = {"agency": agency_id, "agrees": agrees}
    record("reviews.practice.partner_answered", by=by, at=at, subject=answer, after=after)
    return answer
