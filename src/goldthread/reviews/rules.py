"""What must hold for each step of an incident, a review and a request, in sentences for a tired reader."""

from datetime import date
from typing import Any

from goldthread.access.decision import ALLOWED, Decision, because
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.register.members import statutory_partners
from goldthread.register.models import Agency
from goldthread.reviews.criteria import Criterion, Set, criteria
from goldthread.reviews.models import (
    CriterionAnswer,
    FactualComment,
    RapidReview,
    ReviewSeat,
)
from goldthread.reviews.models.standards import standards_for
from goldthread.reviews.permissions import DECIDE, DRAFT, GIVE, KEEP
from goldthread.vault.actions import NOT_NAMED, is_named

ANSWER = CriterionAnswer.Answer


def named(row: Any, by: Principal) -> Decision:
    """Nobody acts on a case that they are not named to."""
    return because((not is_named(by, row.compartment_id), NOT_NAMED))


def asked(of: Set, incident: Any, *, on: date) -> list[tuple[Criterion, CriterionAnswer | None]]:
    """Each criterion with its answer, None where there is none yet."""
    given = {row.criterion: row for row in incident.answers.filter(of=of)}
    rows = criteria(of, space_id=incident.space_id, on=on)
    return [(row, given.get(row.key)) for row in rows]


def met(of: Set, incident: Any) -> set[str]:
    """The criteria that were answered with yes."""
    rows = incident.answers.filter(of=of, answer=ANSWER.YES)
    return set(rows.values_list("criterion", flat=True))


def _all_answered(of: Set, incident: Any) -> Decision:
    rows = asked(of, incident, on=incident.aware_on)
    missing = [row.title for row, answer in rows if answer is None]
    return because((bool(missing), f"Not answered yet: {'; '.join(missing)}."))


def can_be_decided(incident: Any, by: Principal) -> Decision:
    """The council decides, once each criterion has an answer."""
    councils = {held.agency_id for held in by.held if held.space_id == incident.space_id}
    return (
        named(incident, by)
        & because(
            (
                incident.council_id not in councils,
                f"{incident.council} decides whether it is notified.",
            )
        )
        & _all_answered(Set.NOTICE, incident)
    )


def can_be_met(review: Any, by: Principal) -> Decision:
    """What is decided rests on a meeting, on each criterion, and on what was done for other children."""
    return (
        named(review, by)
        & because(
            (review.met_on is None, "The meeting is not written down yet."),
            (not review.made_safe, "Say what was done at once for other children."),
        )
        & _all_answered(Set.REVIEW, review.incident)
    )


def partner_of(by: Principal, space_id: int) -> int | None:
    """The agency for which somebody answers as a safeguarding partner; None where they answer for none."""
    held = (each for each in by.with_permission(DECIDE) if each.space_id == space_id)
    return next((each.agency_id for each in held if each.agency_id is not None), None)


def waiting(review: Any, *, on: date) -> list[Agency]:
    """The statutory partners who have not answered to what is put to them now, in either kind of review."""
    said = review.answers.filter(to=review.proposed_at).values_list("agency_id", flat=True)
    partners = statutory_partners(review.space_id, on=on)
    return [agency for agency in partners if agency.pk not in set(said)]


def all_have_answered(review: Any, by: Principal) -> Decision:
    """It goes to the Panel once every statutory partner has said yes or no; a no goes with it."""
    on = review.proposed_at.date() if review.proposed_at else review.starts_on
    names = ", ".join(str(agency) for agency in waiting(review, on=on))
    return named(review, by) & because((bool(names), f"Not answered yet: {names}."))


def panel_asks_again(review: Any, by: Principal) -> Decision:
    """Only the Panel's own question reopens what was decided."""
    again = review.panel_answer == RapidReview.PanelAnswer.RECONSIDER
    return named(review, by) & because((not again, "The Panel has not asked to think again."))


def gives_for(request: Any, by: Principal) -> Decision:
    """An agency's own people give for it; the business unit enters what it heard."""
    keeps = any(held.space_id == request.space_id for held in by.with_permission(KEEP))
    own = request.agency_id in by.agencies_for(GIVE)
    words = f"{request.agency} gives this, or the business unit enters it for them."
    return named(request, by) & because((not (keeps or own), words))


def can_be_given(request: Any, by: Principal) -> Decision:
    """It is given once it says something, and every name that came in is a pseudonym."""
    unchecked = request.entries.filter(status="to_check").count()
    silent = request.knew_the_family and not request.summary
    return gives_for(request, by) & because(
        (request.knew_the_family is None, "Say whether the agency knew the family."),
        (bool(silent), "Write the summary."),
        (bool(unchecked), f"Check the names in {unchecked} of the entries."),
    )


def anybody(row: Any, by: Principal) -> Decision:
    """Whoever is named to the case."""
    return ALLOWED & named(row, by)


def can_lead_on(review: Any, by: Principal) -> Decision:
    """A local review or a learning review follows what the partners decided, once that is sent."""
    decided = RapidReview.Decision
    sent = (RapidReview.Status.SENT, RapidReview.Status.ANSWERED)
    return named(review, by) & because(
        (
            review.decision not in (decided.LOCAL_REVIEW, decided.OTHER_LEARNING),
            "Neither a local review nor learning in another way was decided.",
        ),
        (review.status not in sent, f"It is {review.get_status_display().lower()}."),
        (
            review.panel_answer == RapidReview.PanelAnswer.RECONSIDER,
            "The Panel asks to think again.",
        ),
        (hasattr(review, "practice_review"), "It has begun already."),
    )


def can_start(review: Any, by: Principal) -> Decision:
    """The work starts with its terms, and a lead reviewer whose conflicts are declared and dealt with."""
    seats = list(review.seats.filter(left_on=None))
    lead = [seat for seat in seats if seat.part == ReviewSeat.Part.LEAD]
    silent = any(seat.has_conflict is None for seat in lead)
    open_ones = any(seat.has_conflict and not seat.managed for seat in seats)
    return named(review, by) & because(
        (not review.terms, "Write the terms of reference."),
        (not review.lines_of_enquiry, "Write the lines of enquiry."),
        (not lead, "Name the lead reviewer."),
        (silent, "The lead reviewer has not declared yet whether there is a conflict."),
        (open_ones, "Say how each declared conflict is dealt with."),
    )


def can_be_put_to_partners(review: Any, by: Principal) -> Decision:
    """Partners are asked for what a lead reviewer answers for, once the family's part is written down.

    And once agencies have read the newest draft, or had their time, and each of their comments is answered.
    """
    has_lead = review.seats.filter(left_on=None, part=ReviewSeat.Part.LEAD).exists()
    draft = review.drafts.order_by("-number").first()
    unanswered = FactualComment.objects.filter(
        reading__draft__review=review, is_taken_over=None
    ).count()
    answered = review.standards.values("standard_id")
    silent = standards_for(review).exclude(pk__in=answered).count()
    return named(review, by) & because(
        (not has_lead, "It has no lead reviewer."),
        (not review.familys_part, "Write down the family's part, also where they took none."),
        (draft is None, "No draft of the report has been sent yet."),
        (bool(silent), f"Quality standards without an answer: {silent}."),
        (bool(unanswered), f"Comments of agencies without an answer: {unanswered}."),
    )


def writes_drafts(review: Any, by: Principal) -> Decision:
    """The business unit, and of the independent reviewers the one who leads it."""
    leads = review.seats.filter(
        left_on=None, part=ReviewSeat.Part.LEAD, person_id=by.person_id
    ).exists()
    is_other = not leads and not may(by, KEEP, review)
    return (
        named(review, by)
        & may(by, DRAFT, review)
        & because((is_other, "You do not lead this review."))
    )


def all_have_signed(review: Any, by: Principal) -> Decision:
    """It is signed off once every statutory partner has answered; a dissent stays with it."""
    on = review.proposed_at.date() if review.proposed_at else review.decided_on
    names = ", ".join(str(agency) for agency in waiting(review, on=on))
    return named(review, by) & because((bool(names), f"Not answered yet: {names}."))


def kept_by_another(kept: Any, by: Principal) -> Decision:
    """Nobody approves the year that they kept themselves."""
    own = kept.kept_by_id == by.person_id
    return because((own, "You kept it. Somebody else decides about it."))
