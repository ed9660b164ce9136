"""A partnership's own quality standards for reviews: kept as a list, and answered for each review."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.register.models import Space
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import PracticeReview, QualityStandard, ReviewSeat, StandardAnswer
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.models.standards import standards_for
from goldthread.reviews.permissions import KEEP, KEEP_STANDARDS
from goldthread.trail.record import record


@transaction.atomic
def add_standard(
    *, by: Principal, at: datetime, space: Space, text: str, source: str, holds_from: date
) -> QualityStandard:
    """Add a standard, with where it comes from, for reviews that are decided from a day on."""
    insist(may(by, KEEP_STANDARDS, space))
    insist(
        because(
            (not text.strip(), "Say what is asked of a review."),
            (not source.strip(), "Say where it comes from, or who agreed it and when."),
        )
    )
    made = QualityStandard.objects.create(
        space=space,
        text=text.strip(),
        source=source.strip(),
        holds_from=holds_from,
        written_by_id=by.acting_id,
        written_at=at,
    )
    after = {"holds_from": str(holds_from)}
    record("reviews.standard.added", by=by, at=at, subject=made, after=after)
    return made


@transaction.atomic
def end_standard(
    *, by: Principal, at: datetime, standard: Any, ended_on: date, row_version: int
) -> QualityStandard:
    """End a standard; reviews that were decided before keep it."""
    standard = QualityStandard.objects.select_for_update(of=("self",)).get(pk=standard.pk)
    standard.insist_unchanged(row_version)
    insist(may(by, KEEP_STANDARDS, standard))
    insist(
        because(
            (standard.ended_on is not None, "It has ended already."),
            (ended_on < standard.holds_from, "It holds only from a later day."),
        )
    )
    standard.ended_on = ended_on
    standard.save_next_version("ended_on")
    after = {"ended_on": str(ended_on)}
    record("reviews.standard.ended", by=by, at=at, subject=standard, after=after)
    return standard


@transaction.atomic
def answer_standards(
    *,
    by: Principal,
    at: datetime,
    review: Any,
    answers: Mapping[int, tuple[str, str]],
    row_version: int | None = None,
) -> PracticeReview:
    """Say of each standard how the review stands (id -> stands, words); not by who leads it."""
    review = held(review, by, row_version)
    insist(may(by, KEEP, review))
    leads = review.seats.filter(
        left_on=None, part=ReviewSeat.Part.LEAD, person_id=by.person_id
    ).exists()
    signed = review.status == PracticeReview.Status.SIGNED
    asked = {each.pk: each for each in standards_for(review)}
    bare = [
        f"“{asked[pk]}”: say what is missing."
        for pk, (stands, words) in answers.items()
        if pk in asked and stands != StandardAnswer.Stands.MET and not words.strip()
    ]
    insist(
        because(
            (signed, "It is signed off."),
            (leads, "You lead this review: somebody else holds it against the standards."),
            (bool(set(answers) - set(asked)), "One of these is no standard for this review."),
            *((True, words) for words in bare),
        )
    )
    insist_pseudonyms(review, *(words for _, words in answers.values()))
    before = {row.standard_id: row for row in review.standards.all()}
    for pk, (stands, words) in answers.items():
        row = before.get(pk) or StandardAnswer(**place_of(review), review=review, standard_id=pk)
        row.stands, row.words = stands, words.strip()
        row.answered_by_id, row.answered_at = by.acting_id, at
        if pk in before:
            row.save_next_version("stands", "words", "answered_by", "answered_at")
        else:
            row.save(force_insert=True)
    review.save_next_version()
    after = {"answers": len(answers)}
    record("reviews.practice.held_against_standards", by=by, at=at, subject=review, after=after)
    return review
