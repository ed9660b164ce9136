"""The meeting of a rapid review, its decision, who agrees, what is sent, and what the Panel answers."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.register.members import statutory_partners
from goldthread.reviews import steps
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import PartnerAnswer, RapidReview, ScrutinyComment
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import COMMENT, DECIDE, KEEP
from goldthread.reviews.rules import partner_of
from goldthread.trail.record import record

GATHERING = RapidReview.Status.GATHERING


@transaction.atomic
def write_meeting(
    *,
    by: Principal,
    at: datetime,
    review: RapidReview,
    made_safe: str,
    met_on: date | None,
    minutes: str,
    row_version: int,
) -> RapidReview:
    """Keep what was done at once for other children, and what the meeting said."""
    review = held(review, by, row_version)
    insist(may(by, KEEP, review))
    insist(
        because(
            (review.status != GATHERING, f"It is {review.get_status_display().lower()}."),
            (met_on is not None and met_on > at.date(), "The day of the meeting has not come yet."),
            (met_on is not None and met_on < review.starts_on, "The review began after that day."),
            (bool(minutes.strip()) and met_on is None, "Say on which day the meeting was."),
        )
    )
    insist_pseudonyms(review, made_safe, minutes)
    review.made_safe, review.minutes, review.met_on = made_safe.strip(), minutes.strip(), met_on
    review.save_next_version("made_safe", "minutes", "met_on")
    after = {"met_on": str(met_on or "")}
    record("reviews.rapid_review.met", by=by, at=at, subject=review, after=after)
    return review


@transaction.atomic
def propose(
    *,
    by: Principal,
    at: datetime,
    review: RapidReview,
    decision: str,
    because_of: str,
    row_version: int,
) -> RapidReview:
    """Write down what the meeting decided; each statutory partner is asked whether it agrees."""
    review = held(review, by, row_version)
    insist(steps.PROPOSE.allowed(review, by))
    insist(
        because(
            (decision not in RapidReview.Decision.values, "Choose what was decided."),
            (not because_of.strip(), "Say why, against the criteria."),
        )
    )
    insist_pseudonyms(review, because_of)
    review.status, review.decision, review.because = steps.PROPOSE.goes_to, decision, because_of
    review.proposed_by_id, review.proposed_at = by.acting_id, at
    review.save_next_version("status", "decision", "because", "proposed_by", "proposed_at")
    after = {"decision": decision}
    record("reviews.rapid_review.proposed", by=by, at=at, subject=review, after=after)
    return review


@transaction.atomic
def answer_for_partner(
    *, by: Principal, at: datetime, review: Any, agrees: bool, words: str, row_version: int
) -> PartnerAnswer:
    """Agree or dissent, by name, for one statutory partner; a dissent says why."""
    review = held(review, by, row_version)
    insist(may(by, DECIDE, review))
    agency_id: Any = partner_of(by, review.space_id)
    partners = {agency.pk for agency in statutory_partners(review.space_id, on=at.date())}
    said = review.answers.filter(to=review.proposed_at, agency_id=agency_id).exists()
    insist(
        because(
            (
                review.status != RapidReview.Status.PROPOSED,
                f"It is {review.get_status_display().lower()}.",
            ),
            (agency_id not in partners, "You answer for no statutory partner."),
            (said, "Your organisation has answered."),
            (not agrees and not words.strip(), "Say why you dissent."),
        )
    )
    insist_pseudonyms(review, words)
    answer = PartnerAnswer.objects.create(
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
    record("reviews.rapid_review.partner_answered", by=by, at=at, subject=answer, after=after)
    return answer


@transaction.atomic
def comment(*, by: Principal, at: datetime, review: RapidReview, words: str) -> ScrutinyComment:
    """Comment as scrutineer; nothing waits for it."""
    review = held(review, by)
    insist(may(by, COMMENT, review))
    insist(because((not words.strip(), "Write the comment.")))
    insist_pseudonyms(review, words)
    made = ScrutinyComment.objects.create(
        **place_of(review),
        review=review,
        words=words.strip(),
        written_by_id=by.acting_id,
        written_at=at,
    )
    record("reviews.rapid_review.commented", by=by, at=at, subject=made)
    return made


@transaction.atomic
def send(
    *, by: Principal, at: datetime, review: Any, sent_on: date, row_version: int
) -> RapidReview:
    """Write down on which day the review went to the Panel."""
    review = held(review, by, row_version)
    insist(steps.SEND.allowed(review, by))
    decided_on = review.proposed_at.date()
    insist(
        because(
            (sent_on > at.date(), "That day has not come yet."),
            (sent_on < decided_on, "It was sent before it was decided."),
        )
    )
    review.status, review.sent_on = steps.SEND.goes_to, sent_on
    review.save_next_version("status", "sent_on")
    after = {"sent_on": str(sent_on)}
    record("reviews.rapid_review.sent", by=by, at=at, subject=review, after=after)
    return review


@transaction.atomic
def hear_panel(
    *,
    by: Principal,
    at: datetime,
    review: Any,
    answer: str,
    answered_on: date,
    words: str,
    what_followed: str,
    row_version: int,
) -> RapidReview:
    """Keep what the Panel answered, and what followed."""
    review = held(review, by, row_version)
    insist(steps.HEAR.allowed(review, by))
    insist(
        because(
            (answer not in RapidReview.PanelAnswer.values, "Choose what the Panel answered."),
            (answered_on > at.date(), "That day has not come yet."),
            (answered_on < review.sent_on, "The Panel answers after it was sent."),
        )
    )
    insist_pseudonyms(review, words, what_followed)
    review.status, review.panel_answer = steps.HEAR.goes_to, answer
    review.panel_answered_on = answered_on
    review.panel_words, review.what_followed = words.strip(), what_followed.strip()
    fields = ("status", "panel_answer", "panel_answered_on", "panel_words", "what_followed")
    review.save_next_version(*fields)
    record("reviews.rapid_review.answered", by=by, at=at, subject=review, after={"answer": answer})
    return review


@transaction.atomic
def think_again(
    *, by: Principal, at: datetime, review: RapidReview, row_version: int
) -> RapidReview:
    """Open what was decided once more, since the Panel asks; what was said before stays in its history."""
    review = held(review, by, row_version)
    insist(steps.THINK_AGAIN.allowed(review, by))
    review.status = steps.THINK_AGAIN.goes_to
    review.save_next_version("status")
    record("reviews.rapid_review.opened_again", by=by, at=at, subject=review)
    return review
