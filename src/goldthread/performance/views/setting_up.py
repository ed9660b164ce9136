"""Setting up the scorecard: the partnership's limits, and which indicators stand on it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.measures.catalogue import catalogue
from goldthread.performance import actions, record_files
from goldthread.performance.audiences import own_space
from goldthread.performance.forms_setting_up import (
    NO_PRIORITY,
    LimitForm,
    PlaceAnewForm,
    PlaceForm,
    TakeOffForm,
)
from goldthread.performance.limits import LIMITS, kept_limit
from goldthread.performance.models import ScorecardLine
from goldthread.performance.permissions import SET_UP
from goldthread.register.models import Group, Priority, Space, in_date
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

FOLDER = "performance/setting_up/"


@requires(SET_UP)
@require_safe
def set_up(request: Request) -> HttpResponse:
    """The limits that hold, what they do, and the way to the scorecard's lines."""
    today = timezone.localdate()
    context = {
        "limits": [kept_limit(request.principal, limit, on=today) for limit in LIMITS.values()],
        "lines": len(_lines(request)),
        "records": kept_limit(request.principal, record_files.SWITCH, on=today),
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }
    return render(request, f"{FOLDER}set_up.html", context)


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def limit(request: Request, slug: str) -> HttpResponse:
    """One limit: the values that it has had, and a new one from a day on."""
    if slug not in LIMITS:
        raise Http404
    kept = kept_limit(request.principal, LIMITS[slug], on=timezone.localdate())
    form = LimitForm(kept, request.POST or None)
    context: dict[str, Any] = {"kept": kept, "form": form, "crumbs": _crumbs()}
    page = f"{FOLDER}limit.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        with transaction.atomic():
            actions.settle(
                by=request.principal,
                at=timezone.localtime(),
                space=_own_space(request),
                limit=kept.limit,
                **form.cleaned_data,
            )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _errors(refused)})
    messages.success(request, f"{kept.limit.title}: the new value is saved.")
    return redirect("scorecard-set-up")


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def lines(request: Request) -> HttpResponse:
    """What stands on the scorecard, and a form to put another indicator there."""
    found = _lines(request)
    placed = {line.indicator for line in found}
    form = PlaceForm(
        _priorities(request),
        placed,
        request.POST or None,
        groups=_groups(request),
        initial={"order": 0},
    )
    context: dict[str, Any] = {"groups": _grouped(found), "form": form, "crumbs": _crumbs()}
    page = f"{FOLDER}lines.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    now = timezone.localtime()
    try:
        with transaction.atomic():
            line = actions.place(
                by=request.principal,
                at=now,
                space=_own_space(request),
                indicator=form.cleaned_data["indicator"],
                starts_on=now.date(),
                **form.place,
            )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _errors(refused)})
    messages.success(request, f"{_title(line)} stands on the scorecard.")
    return redirect("scorecard-lines")


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def line(request: Request, public_id: str) -> HttpResponse:
    """One indicator's place on the scorecard."""
    found = _find(request, public_id)
    initial = {
        "priority": found.priority.public_id if found.priority else NO_PRIORITY,
        "standing": found.standing,
        "order": found.order,
        "group": found.group.public_id if found.group else "",
        "row_version": found.row_version,
    }
    form = PlaceAnewForm(
        _priorities(request), request.POST or None, groups=_groups(request), initial=initial
    )
    crumbs = [*_crumbs(), Crumb("What stands on it", reverse("scorecard-lines"))]
    context = {"line": found, "title": _title(found), "form": form, "crumbs": crumbs}
    page = f"{FOLDER}line.html"
    if request.method == "GET":
        return render(request, page, context)
    if not form.is_valid():
        return invalid(request, page, context)
    try:
        with transaction.atomic():
            actions.place_anew(
                by=request.principal,
                at=timezone.localtime(),
                line=found,
                row_version=form.cleaned_data["row_version"],
                **form.place,
            )
    except Refused as refused:
        return invalid(request, page, context | {"errors": _errors(refused)})
    messages.success(request, f"{_title(found)}: its place is saved.")
    return redirect("scorecard-lines")


@requires(SET_UP)
@require_http_methods(["GET", "POST"])
def take_off(request: Request, public_id: str) -> HttpResponse:
    """Take an indicator off the scorecard, after asking."""
    found = _find(request, public_id)
    form = TakeOffForm(request.POST or None, initial={"row_version": found.row_version})
    context = {
        "form": form,
        "title": f"Take {_title(found)} off the scorecard?",
        "consequences": ["Its row leaves the scorecard today.", "Its figures and its page stay."],
        "submit": "Take it off",
        "cancel_url": reverse("scorecard-line", args=[found.public_id]),
    }
    if request.method == "GET":
        return render(request, "ui/confirm.html", context)
    if not form.is_valid():
        return invalid(request, "ui/confirm.html", context)
    try:
        with transaction.atomic():
            actions.take_off(
                by=request.principal,
                at=timezone.localtime(),
                line=found,
                row_version=form.cleaned_data["row_version"],
            )
    except Refused as refused:
        return invalid(request, "ui/confirm.html", context | {"errors": _errors(refused)})
    messages.success(request, f"{_title(found)} is off the scorecard.")
    return redirect("scorecard-lines")


def _own_space(request: Request) -> Space:
    return Space.objects.visible_to(request.principal).get(pk__in=own_space(request.principal))


def _lines(request: Request) -> list[ScorecardLine]:
    """The lines of the partnership at work, as they stand."""
    visible = ScorecardLine.objects.visible_to(request.principal)
    own = visible.filter(in_date(timezone.localdate()), space_id__in=own_space(request.principal))
    rows = own.select_related("priority", "group")
    standings = [standing.value for standing in ScorecardLine.Standing]
    return sorted(
        (row for row in rows if row.indicator in catalogue()),
        key=lambda row: (
            (0, row.priority.order, row.priority.name) if row.priority else (1, 0, ""),
            standings.index(row.standing),
            row.order,
            row.pk,
        ),
    )


def _grouped(found: list[ScorecardLine]) -> list[tuple[str, list[tuple[ScorecardLine, str]]]]:
    """The lines with their indicators' titles, by priority."""
    groups: dict[str, list[tuple[ScorecardLine, str]]] = {}
    for row in found:
        name = str(row.priority) if row.priority else "Under no priority"
        groups.setdefault(name, []).append((row, _title(row)))
    return list(groups.items())


def _priorities(request: Request) -> list[Priority]:
    visible = Priority.objects.visible_to(request.principal)
    own = visible.filter(in_date(timezone.localdate()), space_id__in=own_space(request.principal))
    return list(own.order_by("order", "name"))


def _groups(request: Request) -> list[Group]:
    """The groups of the partnership at work, those of others that it is linked to aside."""
    visible = Group.objects.visible_to(request.principal)
    own = visible.filter(in_date(timezone.localdate()), space_id__in=own_space(request.principal))
    return list(own.filter(is_outside=False).order_by("name"))


def _find(request: Request, public_id: str) -> ScorecardLine:
    visible = ScorecardLine.objects.visible_to(request.principal)
    standing = visible.filter(in_date(timezone.localdate())).select_related(
        "priority", "space", "group"
    )
    found = get_object_or_404(standing, public_id=public_id)
    insist(may(request.principal, SET_UP, found))
    return found


def _title(found: ScorecardLine) -> str:
    return catalogue()[found.indicator].title


def _errors(refused: Refused) -> list[ErrorLink]:
    return [ErrorLink(reason) for reason in refused.decision.reasons]


def _crumbs() -> list[Crumb]:
    return [
        Crumb("Scorecard", reverse("scorecard")),
        Crumb("Set up the scorecard", reverse("scorecard-set-up")),
    ]
