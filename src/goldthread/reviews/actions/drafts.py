"""Drafts of a review's report: sent sealed, read by agencies for what is wrong in them, answered one by one."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.access.sealing import seal, unseal
from goldthread.files.draft import Draft
from goldthread.files.store import FileDamaged, keep, read
from goldthread.reviews.actions.held import held, insist_pseudonyms
from goldthread.reviews.models import (
    AgencyRequest,
    DraftReading,
    FactualComment,
    PracticeReview,
    ReviewDraft,
)
from goldthread.reviews.models.cases import place_of
from goldthread.reviews.permissions import GIVE
from goldthread.reviews.rules import gives_for, writes_drafts
from goldthread.trail.record import record

OVER = "A later draft has taken its place."


@transaction.atomic
def send_draft(
    *,
    by: Principal,
    at: datetime,
    review: Any,
    draft: Draft,
    content: bytes,
    name: str,
    due_on: date,
) -> ReviewDraft:
    """Keep a version of the report, sealed, and ask the agencies of the case what is wrong in it."""
    review = held(review, by)
    insist(writes_drafts(review, by))
    insist(
        because(
            (
                review.status != PracticeReview.Status.UNDER_WAY,
                f"It is {review.get_status_display().lower()}.",
            ),
            (due_on < at.date(), "That day has passed: give them time to read."),
        )
    )
    insist_pseudonyms(review, *(part.text for part in draft.parts))
    before = review.drafts.order_by("-number").first()
    made = ReviewDraft(
        **place_of(review),
        review=review,
        number=before.number + 1 if before else 1,
        kind=draft.kind,
        sha256=hashlib.sha256(content).hexdigest(),
        words=draft.words,
        file_name=name,
        due_on=due_on,
        sent_by_id=by.acting_id,
        sent_at=at,
    )
    kept = seal(content, to=_place(made))
    made.file = keep(content=kept, name=f"draft.{draft.kind}", space=review.space, by=by, at=at)
    made.save(force_insert=True)
    asked = AgencyRequest.objects.filter(review=review.rapid_review).exclude(
        status=AgencyRequest.Status.WITHDRAWN
    )
    for agency_id in asked.order_by("agency_id").values_list("agency_id", flat=True):
        DraftReading.objects.create(**place_of(made), draft=made, agency_id=agency_id)
    after = {"number": made.number, "sha256": made.sha256, "due_on": str(due_on)}
    record("reviews.draft.sent", by=by, at=at, subject=made, after=after)
    return made


def _place(draft: ReviewDraft) -> str:
    return f"reviews.draft file {draft.public_id}"


def content_of(draft: ReviewDraft) -> bytes:
    """The draft as it was sent; raises FileDamaged where it is not that any more."""
    content = unseal(read(draft.file), to=_place(draft))
    if hashlib.sha256(content).hexdigest() != draft.sha256:
        raise FileDamaged("The draft was altered on the disk.")
    return content


@transaction.atomic
def say_what_is_wrong(
    *, by: Principal, at: datetime, reading: Any, place: str, wrong: str, right: str
) -> FactualComment:
    """Say for an agency where a draft is wrong, and what is right."""
    reading = _open(reading, by)
    insist(
        because(
            (not place.strip(), "Say where in the draft it stands."),
            (not wrong.strip(), "Say what is wrong."),
            (not right.strip(), "Say what is right, and what shows it."),
        )
    )
    insist_pseudonyms(reading, place, wrong, right)
    made = FactualComment.objects.create(
        **place_of(reading),
        reading=reading,
        agency_id=reading.agency_id,
        place=place.strip(),
        wrong=wrong.strip(),
        right=right.strip(),
        given_by_id=by.acting_id,
        given_at=at,
    )
    record("reviews.draft.commented", by=by, at=at, subject=made)
    return made


def _open(reading: Any, by: Principal, row_version: int | None = None) -> Any:
    """What an agency can still say of the newest draft."""
    reading = held(reading, by, row_version)
    insist(may(by, GIVE, reading) & gives_for(reading, by))
    newest = reading.draft.review.drafts.order_by("-number").first()
    insist(
        because(
            (newest.pk != reading.draft_id, OVER),
            (reading.given_at is not None, "It has been given: your agency has read this draft."),
        )
    )
    return reading


@transaction.atomic
def finish_reading(*, by: Principal, at: datetime, reading: Any, row_version: int) -> DraftReading:
    """Say for an agency that this is all, or that there is nothing to correct."""
    reading = _open(reading, by, row_version)
    reading.given_by_id, reading.given_at = by.acting_id, at
    reading.save_next_version("given_by", "given_at")
    after = {"comments": reading.comments.count()}
    record("reviews.draft.read", by=by, at=at, subject=reading, after=after)
    return reading


@transaction.atomic
def answer_comment(
    *,
    by: Principal,
    at: datetime,
    comment: Any,
    is_taken_over: bool,
    because_of: str,
    row_version: int,
) -> FactualComment:
    """Say whether what an agency said is taken over into the next version, or why not."""
    comment = held(comment, by, row_version)
    insist(writes_drafts(comment.reading.draft.review, by))
    insist(because((not is_taken_over and not because_of.strip(), "Say why it is not taken over.")))
    insist_pseudonyms(comment, because_of)
    comment.is_taken_over, comment.because = is_taken_over, because_of.strip()
    comment.answered_by_id, comment.answered_at = by.acting_id, at
    comment.save_next_version("is_taken_over", "because", "answered_by", "answered_at")
    after = {"is_taken_over": is_taken_over}
    record("reviews.draft.comment_answered", by=by, at=at, subject=comment, after=after)
    return comment
