"""The time limits as pages: all of them, one with its working, and a limit of the partnership's own."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, requires
from goldthread.clocks import Length, NoCalendar, NotInForce, Unit, bank_holidays, clocks
from goldthread.clocks.counting import LONDON
from goldthread.governance import actions
from goldthread.governance.clocks import Kept, edition_words, facts_of, kept_clock, sections_of
from goldthread.governance.forms import ClockForm, TryForm, TryHoursForm
from goldthread.governance.permissions import SEE_REGISTER, SET_CLOCKS
from goldthread.register.clocks import clocks_of
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

FOLDER = "governance/clocks/"


@requires(SEE_REGISTER)
@require_safe
def clocks_list(request: Request) -> HttpResponse:
    """Every time limit for what starts today, with where it comes from."""
    sections = sections_of(request.principal, on=timezone.localdate())
    context = {
        "sections": sections,
        "calendar": bank_holidays(),
        "own": sum(limit.own is not None for each in sections for limit in each.limits),
        "crumbs": [Crumb("Partnership", reverse("partnership"))],
    }
    return render(request, f"{FOLDER}list.html", context)


@requires(SEE_REGISTER)
@require_safe
def clock(request: Request, name: str) -> HttpResponse:
    """One limit: what it says, what was set of it, other editions, and a day tried out."""
    kept = _kept(request, name)
    form_class = TryHoursForm if kept.limit.length.unit is Unit.HOURS else TryForm
    form = form_class(request.GET or None)
    context: dict[str, Any] = {
        "kept": kept,
        "facts": list(facts_of(kept.limit)),
        "others": [
            (row, edition_words(row))
            for row in kept.clock.rows
            if row.edition != kept.limit.edition
        ],
        "may_set": request.principal.holds(SET_CLOCKS),
        "form": form,
        "crumbs": _crumbs(),
    }
    if form.is_valid():
        context |= _tried(request, name, form.cleaned_data)
    return render(request, f"{FOLDER}clock.html", context)


def _tried(request: Request, name: str, answers: dict[str, Any]) -> dict[str, Any]:
    """The deadline of the day that was tried, or the sentence that says why there is none."""
    assert request.principal.space is not None
    starts: date | datetime = answers["starts_on"]
    if "at" in answers:
        starts = datetime.combine(answers["starts_on"], answers["at"], LONDON)
    try:
        found = clocks_of(request.principal.space.id).deadline(name, starts)
    except (NotInForce, NoCalendar) as refused:
        return {"refused": str(refused)}
    return {"tried": found, "working": found.words(found.due_on)}


@requires(SET_CLOCKS)
@require_http_methods(["GET", "POST"])
def set_clock(request: Request, name: str) -> HttpResponse:
    """Set a limit of the partnership's own, or go back to the shipped one."""
    kept = _kept(request, name)
    form = ClockForm(kept, request.POST or None)
    crumbs = [*_crumbs(), Crumb(kept.clock.title, reverse("clock", args=[name]))]
    context: dict[str, Any] = {"kept": kept, "form": form, "crumbs": crumbs}
    page = f"{FOLDER}set.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        with transaction.atomic():
            _settle(request, name, form.cleaned_data)
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, page, context | {"errors": errors})
    messages.success(request, f"{kept.clock.title}: the limit is saved.")
    return redirect("clock", name)


def _settle(request: Request, name: str, answers: dict[str, Any]) -> None:
    own = answers.pop("whose") == ClockForm.OWN
    amount, unit = answers.pop("amount"), answers.pop("unit")
    assert request.principal.space is not None
    actions.settle_clock(
        by=request.principal,
        at=timezone.localtime(),
        space=Space.objects.visible_to(request.principal).get(pk=request.principal.space.id),
        name=name,
        length=Length(amount, Unit(unit)) if own else None,
        **answers,
    )


def _kept(request: Request, name: str) -> Kept:
    if name not in clocks():
        raise Http404
    return kept_clock(request.principal, name, on=timezone.localdate())


def _crumbs() -> list[Crumb]:
    return [
        Crumb("Partnership", reverse("partnership")),
        Crumb("Clocks", reverse("clocks")),
    ]
