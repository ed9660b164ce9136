"""What happens seldom: how far apart it lies, and the days that an officer keeps of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.performance import actions
from goldthread.performance.audiences import own_space
from goldthread.performance.forms_rare import DaysForm, RareEventForm, StrikeForm
from goldthread.performance.models import RareDay, RareEvent
from goldthread.performance.permissions import KEEP_RARE_EVENTS, SEE_RARE_EVENTS
from goldthread.performance.rare import charts_of, events_of, held_by_modules
from goldthread.register.models import Space
from goldthread.ui import british
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink, Form
from goldthread.ui.responses import invalid

LIST = "performance/rare/list.html"
ONE = "performance/rare/one.html"
FORM = "performance/rare/form.html"
CONFIRM = "ui/confirm.html"


@requires(SEE_RARE_EVENTS)
@require_safe
def rare_events(request: Request) -> HttpResponse:
    """What is known by its days: what an officer keeps, and what other parts of the house hold."""
    principal, on = request.principal, timezone.localdate()
    context = {
        "kept": [
            (row, charts_of(row.title, events_of(row), is_bad=row.is_bad, on=on)[:1])
            for row in _visible(request).order_by("title")
        ],
        "held": held_by_modules(principal, on=on),
        "may_keep": bool(may(principal, KEEP_RARE_EVENTS)),
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }
    return render(request, LIST, context)


@requires(KEEP_RARE_EVENTS)
@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """Begin to keep the days of something that happens seldom."""
    form = RareEventForm(request.POST or None)
    space = Space.objects.visible_to(request.principal).get(pk__in=own_space(request.principal))
    made: list[RareEvent] = []

    def do() -> None:
        made.append(
            actions.begin_rare_event(
                by=request.principal, at=timezone.localtime(), space=space, **form.cleaned_data
            )
        )

    context = {"title": "Keep the days of a rare event", "submit": "Begin"}
    answer = _answered(request, FORM, form, context | {"crumbs": _crumbs()}, do)
    if answer is not None:
        return answer
    messages.success(request, f"{made[0].title}: type the days next.")
    return redirect("rare-event-days", made[0].public_id)


@requires(SEE_RARE_EVENTS)
@require_safe
def rare_event(request: Request, public_id: str) -> HttpResponse:
    """One kind of event: its charts, and the days that are kept of it."""
    row = get_object_or_404(_visible(request), public_id=public_id)
    days = row.days.select_related("kept_by", "struck_by").order_by("-happened_on", "-pk")
    context = {
        "row": row,
        "charts": charts_of(row.title, events_of(row), is_bad=row.is_bad, on=timezone.localdate()),
        "days": days,
        "may_keep": bool(may(request.principal, KEEP_RARE_EVENTS, row)),
        "crumbs": _crumbs(),
    }
    return render(request, ONE, context)


@requires(KEEP_RARE_EVENTS)
@require_http_methods(["GET", "POST"])
def keep_days(request: Request, public_id: str) -> HttpResponse:
    """Keep more days of an event."""
    row = get_object_or_404(_visible(request), public_id=public_id)
    insist(may(request.principal, KEEP_RARE_EVENTS, row))
    form = DaysForm(request.POST or None)
    context = {
        "title": f"Days: {row.title}",
        "words": row.counts,
        "submit": "Keep the days",
        "crumbs": [*_crumbs(), Crumb(row.title, row.get_absolute_url())],
    }

    def do() -> None:
        actions.keep_days(
            by=request.principal,
            at=timezone.localtime(),
            event=row,
            given=form.cleaned_data["days"],
        )

    answer = _answered(request, FORM, form, context, do)
    if answer is not None:
        return answer
    messages.success(request, "The days are kept.")
    return redirect(row.get_absolute_url())


@requires(KEEP_RARE_EVENTS)
@require_http_methods(["GET", "POST"])
def strike(request: Request, public_id: str) -> HttpResponse:
    """Strike out a day that was wrong, after asking why."""
    visible = RareDay.objects.visible_to(request.principal).filter(struck_at__isnull=True)
    day = get_object_or_404(visible.select_related("space", "event"), public_id=public_id)
    insist(may(request.principal, KEEP_RARE_EVENTS, day))
    form = StrikeForm(request.POST or None, initial={"row_version": day.row_version})
    context = {
        "title": "Strike out a day?",
        "words": f"{day.event.title}, {british.day(day.happened_on)}",
        "consequences": ["The chart leaves it out.", "That it was kept stays in the record."],
        "submit": "Strike it out",
        "cancel_url": day.event.get_absolute_url(),
    }

    def do() -> None:
        actions.strike_day(
            by=request.principal, at=timezone.localtime(), day=day, **form.cleaned_data
        )

    answer = _answered(request, CONFIRM, form, context, do)
    if answer is not None:
        return answer
    messages.success(request, "The day is struck out.")
    return redirect(day.event.get_absolute_url())


def _visible(request: Request) -> Any:
    return RareEvent.objects.visible_to(request.principal).filter(
        space_id__in=own_space(request.principal)
    )


def _answered(
    request: Request, page: str, form: Form, context: dict[str, Any], do: Callable[[], None]
) -> HttpResponse | None:
    """The page with its questions or with what was wrong; None once it is done."""
    context = context | {"form": form}
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, page, context | {"errors": errors})
    return None


def _crumbs() -> list[Crumb]:
    return [Crumb("Scorecard", reverse("scorecard")), Crumb("Rare events", reverse("rare-events"))]
