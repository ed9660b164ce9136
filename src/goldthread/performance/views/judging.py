"""Settling how an indicator is judged: its target, and from when its limits begin anew."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.performance import actions
from goldthread.performance.addresses import indicator_page
from goldthread.performance.audiences import own_space
from goldthread.performance.forms_judging import (
    EVERY_AREA,
    RebaseForm,
    TakeBackRebasingForm,
    TargetForm,
)
from goldthread.performance.models import Rebase, Target
from goldthread.performance.permissions import SET_UP
from goldthread.performance.settled import terms_of
from goldthread.performance.variation import how_it_varies
from goldthread.performance.views.indicator import row_asked, story_asked
from goldthread.register.models import Area, Space
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

TARGET = "performance/judging/target.html"
REBASE = "performance/judging/rebase.html"


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def target(request: Request, key: str) -> HttpResponse:
    """The targets that an indicator has had, and a new one."""
    row, now = row_asked(key), timezone.localtime()
    asked = story_asked(request, row, on=now.date())
    own = [column for column in asked.columns if not column.is_comparator]
    form = TargetForm(row, own, request.POST or None, initial={"holds_from": now.date()})
    kept = Target.objects.visible_to(request.principal).filter(
        space_id__in=own_space(request.principal), indicator=row.key
    )
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "kept": kept.select_related("area", "set_by").order_by("-holds_from", "-pk"),
        "crumbs": _crumbs(row),
    }
    if request.method == "GET":
        return render(request, TARGET, context)
    if not form.is_valid():
        return invalid(request, TARGET, context)
    given = dict(form.cleaned_data)
    area = given.pop("area")
    try:
        with transaction.atomic():
            actions.set_target(
                by=request.principal,
                at=now,
                space=_own_space(request),
                indicator=row,
                area=None if area == EVERY_AREA else _area(request, area),
                **given,
            )
    except Refused as refused:
        return invalid(request, TARGET, context | {"errors": _errors(refused)})
    messages.success(request, f"{row.title}: the target is saved.")
    return redirect(indicator_page(row.key))


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def rebase(request: Request, key: str) -> HttpResponse:
    """The rebasings that an indicator has had, and a new one."""
    row, now = row_asked(key), timezone.localtime()
    story = story_asked(request, row, on=now.date()).story
    form = RebaseForm(story.own, reversed(story.periods), request.POST or None)
    kept = Rebase.objects.visible_to(request.principal).filter(
        space_id__in=own_space(request.principal), indicator=row.key
    )
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "has_figures": bool(story.periods),
        "kept": kept.select_related("area", "rebased_by").order_by("-rebased_at", "-pk"),
        "crumbs": _crumbs(row),
    }
    if request.method == "GET":
        return render(request, REBASE, context)
    if not form.is_valid():
        return invalid(request, REBASE, context)
    given = form.cleaned_data
    terms = terms_of(request.principal, [row.key], on=now.date())
    varying = how_it_varies(story, terms.settled, terms.reasons)
    judged = next(each.judged for each in varying if each.area == given["area"])
    try:
        with transaction.atomic():
            actions.rebase(
                by=request.principal,
                at=now,
                space=_own_space(request),
                indicator=row,
                area=_area(request, given["area"]),
                from_period=given["from_period"],
                reason=given["reason"],
                judged=judged,
            )
    except Refused as refused:
        return invalid(request, REBASE, context | {"errors": _errors(refused)})
    messages.success(request, f"{row.title}: the limits begin anew from {given['from_period']}.")
    return redirect(indicator_page(row.key))


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def take_back(request: Request, public_id: str) -> HttpResponse:
    """Take a rebasing back, after asking why."""
    visible = Rebase.objects.visible_to(request.principal).filter(taken_back_at__isnull=True)
    found = get_object_or_404(visible.select_related("space", "area"), public_id=public_id)
    insist(may(request.principal, SET_UP, found))
    row = catalogue()[found.indicator]
    form = TakeBackRebasingForm(request.POST or None, initial={"row_version": found.row_version})
    context: dict[str, Any] = {
        "form": form,
        "title": f"Take back the rebasing of {row.title} from {found.from_period}?",
        "consequences": [
            "The limits go on from before, as if they had not begun anew.",
            "That they did, and why, stays in the record.",
        ],
        "submit": "Take it back",
        "cancel_url": reverse("indicator-rebase", args=[row.key]),
    }
    page = "ui/confirm.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        with transaction.atomic():
            actions.take_back_rebasing(
                by=request.principal, at=timezone.localtime(), rebasing=found, **form.cleaned_data
            )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _errors(refused)})
    messages.success(request, f"{row.title}: the rebasing is taken back.")
    return redirect(indicator_page(row.key))


def _own_space(request: Request) -> Space:
    return Space.objects.visible_to(request.principal).get(pk__in=own_space(request.principal))


def _area(request: Request, code: str) -> Area:
    found: Area = Area.objects.visible_to(request.principal).get(code=code)
    return found


def _errors(refused: Refused) -> list[ErrorLink]:
    return [ErrorLink(reason) for reason in refused.decision.reasons]


def _crumbs(row: Indicator) -> list[Crumb]:
    return [Crumb("Scorecard", reverse("scorecard")), Crumb(row.title, indicator_page(row.key))]
