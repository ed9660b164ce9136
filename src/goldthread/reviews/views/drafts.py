"""Drafts of a review's report: sent, read by agencies, answered."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import insist
from goldthread.access.guard import Beforehand, Request, requires
from goldthread.access.policy import may
from goldthread.files.draft import read_draft
from goldthread.files.draft.apart import MOST_BYTES
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.papers import refuse_by_name
from goldthread.files.sent import Sent, sent
from goldthread.reviews import actions, rules
from goldthread.reviews.actions.drafts import content_of
from goldthread.reviews.forms import SureForm
from goldthread.reviews.forms_drafts import SendDraftForm, TakenForm, WrongForm
from goldthread.reviews.models import DraftReading, FactualComment, PracticeReview, ReviewDraft
from goldthread.reviews.permissions import DRAFT, GIVE, SEE, SEE_ALL
from goldthread.reviews.views.common import Asked, answered, crumbs, find

ABOVE = "review__rapid_review__incident"


def _above(draft: Any) -> tuple[Any, ...]:
    review = draft.review
    return (review.rapid_review.incident, review.rapid_review, review, draft)


def _review(request: Request, public_id: str) -> Any:
    return find(request, PracticeReview, public_id, DRAFT, "rapid_review__incident")


def _may_send(request: Request, public_id: str) -> None:
    insist(rules.writes_drafts(_review(request, public_id), request.principal))


def _read(request: Request, public_id: str) -> Sent | None:
    file = request.FILES.get("file")
    read = partial(read_draft, name=(file.name if file else "") or "")
    return sent(file, most=MOST_BYTES, read=read, named=refuse_by_name)


@requires(DRAFT, beforehand=Beforehand(allowed=_may_send, read=_read))
@require_http_methods(["GET", "POST"])
def send(request: Request, public_id: str) -> HttpResponse:
    """Send a version of the report; the agencies of the case are asked what is wrong in it."""
    row = _review(request, public_id)
    insist(rules.writes_drafts(row, request.principal))
    file: Sent | None = request.sent
    form = SendDraftForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and (file is None or file.refused):
        form.add_error("file", file.refused if file else "The file is empty")
    asked = Asked(
        title="Send a draft of the report",
        submit="Send it",
        said="The agencies of the case are asked what is wrong in it.",
        about=(row.rapid_review.incident, row.rapid_review, row),
        words="It is kept sealed, and no draft is taken that names somebody of the case.",
    )

    def do(given: dict[str, Any]) -> ReviewDraft:
        assert file is not None
        return actions.send_draft(
            by=request.principal,
            at=timezone.localtime(),
            review=row,
            draft=file.says,
            content=file.content,
            name=file.name,
            due_on=given["due_on"],
        )

    return answered(request, form, asked, do)


@requires(SEE)
@require_safe
def draft(request: Request, public_id: str) -> HttpResponse:
    """One draft: who read it, what they say is wrong, and what was made of it."""
    row = find(request, ReviewDraft, public_id, None, ABOVE)
    principal = request.principal
    readings = DraftReading.objects.visible_to(principal).filter(draft=row)
    comments = FactualComment.objects.visible_to(principal).filter(reading__draft=row)
    comments = comments.select_related("agency", "given_by", "answered_by")
    is_newest = not row.review.drafts.filter(number__gt=row.number).exists()
    answers = is_newest and bool(rules.writes_drafts(row.review, principal))
    context = {
        "draft": row,
        "is_newest": is_newest,
        "readings": [
            (
                each,
                is_newest
                and each.given_at is None
                and bool(may(principal, GIVE, each) & rules.gives_for(each, principal)),
                each.given_at is None and row.due_on < timezone.localdate(),
            )
            for each in readings.select_related("agency", "given_by").order_by("agency__name")
        ],
        "comments": comments.order_by("agency__name", "pk"),
        "taken_over": FactualComment.objects.visible_to(principal).filter(
            reading__draft__review=row.review,
            reading__draft__number=row.number - 1,
            is_taken_over=True,
        ),
        "answers": answers,
        "sees_all": bool(may(principal, SEE_ALL, row)),
        "crumbs": crumbs(principal, *_above(row)[:-1]),
    }
    return render(request, "reviews/draft.html", context)


@requires(SEE)
@require_safe
def file(request: Request, public_id: str) -> HttpResponse:
    """The draft, to be read."""
    row = find(request, ReviewDraft, public_id)
    content = content_of(row)
    return hand_out(
        lambda stamp: content,
        name=f"draft-{row.number}.{row.kind}",
        media=MEDIA[row.kind],
        kind="reviews.draft.exported",
        by=request.principal,
        at=timezone.localtime(),
        subject=row,
        rows=None,
    )


def _reading(request: Request, public_id: str) -> Any:
    return find(request, DraftReading, public_id, GIVE, f"draft__{ABOVE}", "agency")


@requires(GIVE)
@require_http_methods(["GET", "POST"])
def comment(request: Request, public_id: str) -> HttpResponse:
    """Say what is wrong in a draft, one place at a time."""
    row = _reading(request, public_id)
    insist(rules.gives_for(row, request.principal))
    asked = Asked(
        title="Say what is wrong in the draft",
        submit="Save it",
        said="It is kept. Say what else is wrong, or that this is all.",
        about=_above(row.draft),
        words=str(row.agency),
    )

    def do(given: dict[str, Any]) -> FactualComment:
        return actions.say_what_is_wrong(
            by=request.principal, at=timezone.localtime(), reading=row, **given
        )

    return answered(request, WrongForm(request.POST or None), asked, do)


@requires(GIVE)
@require_http_methods(["GET", "POST"])
def finish(request: Request, public_id: str) -> HttpResponse:
    """Say that this is all, or that there is nothing to correct."""
    row = _reading(request, public_id)
    insist(rules.gives_for(row, request.principal))
    many = row.comments.count()
    asked = Asked(
        title="That is all" if many else "Nothing to correct",
        submit="Say so",
        said="Thank you: your agency has read the draft.",
        about=_above(row.draft),
        words=f"{row.agency}: {many} comment{'' if many == 1 else 's'}.",
    )
    form = SureForm(request.POST or None, initial={"row_version": row.row_version})

    def do(given: dict[str, Any]) -> DraftReading:
        return actions.finish_reading(
            by=request.principal, at=timezone.localtime(), reading=row, **given
        )

    return answered(request, form, asked, do)


@requires(DRAFT)
@require_http_methods(["GET", "POST"])
def answer(request: Request, public_id: str) -> HttpResponse:
    """Say what was made of a comment."""
    row = find(request, FactualComment, public_id, DRAFT, f"reading__draft__{ABOVE}", "agency")
    insist(rules.writes_drafts(row.reading.draft.review, request.principal))
    asked = Asked(
        title="Answer a comment",
        submit="Save the answer",
        said="The answer is kept.",
        about=_above(row.reading.draft),
        words=f"{row.agency}, {row.place}: {row.wrong} Right is: {row.right}",
    )
    form = TakenForm(request.POST or None, initial={"row_version": row.row_version})

    def do(given: dict[str, Any]) -> FactualComment:
        given["because_of"] = given.pop("because")
        return actions.answer_comment(
            by=request.principal, at=timezone.localtime(), comment=row, **given
        )

    return answered(request, form, asked, do)
