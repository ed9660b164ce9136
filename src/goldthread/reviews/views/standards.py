"""A partnership's own quality standards: the list, and how one review stands against them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.register.models import Space
from goldthread.reviews import actions
from goldthread.reviews.forms_standards import EndStandardForm, StandardForm, StandardsForm
from goldthread.reviews.models import PracticeReview, QualityStandard
from goldthread.reviews.models.standards import standards_for
from goldthread.reviews.permissions import KEEP, KEEP_STANDARDS, SEE
from goldthread.reviews.views.common import Asked, answered, crumbs, find, own_space_id
from goldthread.ui.components import Crumb

TITLE = "Quality standards for reviews"


def _way(request: Request) -> tuple[Crumb, ...]:
    return (*crumbs(request.principal), Crumb(TITLE, reverse("reviews:standards")))


@requires(SEE)
@require_safe
def list_standards(request: Request) -> HttpResponse:
    """What is asked of every review, and what was."""
    principal, on = request.principal, timezone.localdate()
    rows = QualityStandard.objects.visible_to(principal).filter(space_id=own_space_id(principal))
    rows = rows.order_by("holds_from", "pk")
    context = {
        "now": [row for row in rows if row.ended_on is None or row.ended_on > on],
        "before": [row for row in rows if row.ended_on is not None and row.ended_on <= on],
        "may_keep": bool(may(principal, KEEP_STANDARDS)),
        "crumbs": crumbs(principal),
    }
    return render(request, "reviews/standards.html", context)


@requires(KEEP_STANDARDS)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Add a standard."""
    principal = request.principal
    space = Space.objects.visible_to(principal).get(pk=own_space_id(principal))
    asked = Asked(
        title="Add a standard",
        submit="Add it",
        said="It is added.",
        back=reverse("reviews:standards"),
        way=_way(request),
    )

    def do(given: dict[str, Any]) -> QualityStandard:
        return actions.add_standard(by=principal, at=timezone.localtime(), space=space, **given)

    initial = {"holds_from": timezone.localdate()}
    return answered(request, StandardForm(request.POST or None, initial=initial), asked, do)


@requires(KEEP_STANDARDS)
@require_http_methods(["GET", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    """End a standard."""
    row = find(request, QualityStandard, public_id, KEEP_STANDARDS)
    asked = Asked(
        title="End a standard",
        submit="End it",
        said="It ends. Reviews that were decided before keep it.",
        words=row.text,
        back=reverse("reviews:standards"),
        way=_way(request),
    )
    form = EndStandardForm(request.POST or None, initial={"row_version": row.row_version})

    def do(given: dict[str, Any]) -> QualityStandard:
        return actions.end_standard(
            by=request.principal, at=timezone.localtime(), standard=row, **given
        )

    return answered(request, form, asked, do)


@requires(KEEP)
@require_http_methods(["GET", "POST"])
def hold_against(request: Request, public_id: str) -> HttpResponse:
    """Say of each standard how the review stands."""
    row = find(request, PracticeReview, public_id, KEEP, "rapid_review__incident")
    before = {each.standard_id: each for each in row.standards.all()}
    form = StandardsForm(
        request.POST or None,
        initial={"row_version": row.row_version},
        asked=[(each, before.get(each.pk)) for each in standards_for(row)],
    )
    asked = Asked(
        title="Hold it against the standards",
        submit="Save the answers",
        said="The answers are saved.",
        about=(row.rapid_review.incident, row.rapid_review, row),
        words="The partnership’s own standards, as they held on the day on which the review was decided.",
    )

    def do(given: dict[str, Any]) -> PracticeReview:
        return actions.answer_standards(
            by=request.principal,
            at=timezone.localtime(),
            review=row,
            answers=form.answers,
            row_version=given["row_version"],
        )

    return answered(request, form, asked, do)
