"""Asking an agency for a return: first whom and for when, then what."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, requires
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.forms import AskForm, AskWhomForm, usual_due_on, usual_indicators
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import ASK_FOR_RETURN
from goldthread.register.models import Agency, Area, Membership, Space, SpaceArea, in_date
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid


@requires(ASK_FOR_RETURN)
@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """Two pages at one address: the second once it is known whom to ask, and for when."""
    today = timezone.localdate()
    chosen = {name: request.GET[name] for name in ("agency", "period") if name in request.GET}
    whom = AskWhomForm(chosen or None, agencies=_agencies(request), today=today)
    crumbs = [Crumb("Returns", reverse("returns"))]
    already = _already(request, whom) if whom.is_valid() and request.method == "GET" else None
    if not whom.is_valid():
        context = {"form": whom, "crumbs": crumbs, "already": already}
        template = "performance/returns/ask_whom.html"
        return (
            invalid(request, template, context)
            if whom.is_bound
            else render(request, template, context)
        )
    agency, period = whom.cleaned_data["agency"], whom.cleaned_data["period"]
    last = _last_asked(request, agency, period)
    areas = areas_of(request)
    form = AskForm(
        request.POST or None,
        areas=areas,
        period=period,
        today=today,
        initial=_usual(request, agency, period, last, areas.values()),
    )
    context = {
        "form": form,
        "crumbs": crumbs,
        "agency": agency,
        "period": period,
        "last": last,
        "of_its_kind": "of_its_kind" in request.GET,
        "again_url": f"{request.path}?{whom_query(request)}",
    }
    if request.method == "POST" and form.is_valid():
        return _ask(request, agency, period, form, context)
    template = "performance/returns/ask.html"
    return (
        invalid(request, template, context) if form.is_bound else render(request, template, context)
    )


def _already(request: Request, whom: AskWhomForm) -> ReturnRequest | None:
    """The return that was asked for already, told beside the period before anything is chosen."""
    agency, period = whom.cleaned_data["agency"], whom.cleaned_data["period"]
    asked = _asked_before(request, agency, period)
    if asked is not None:
        whom.add_error("period", f"{agency} has already been asked for {period}")
    return asked


def whom_query(request: Request) -> str:
    """The first page's answers, for an address."""
    query = request.GET.copy()
    query.pop("of_its_kind", None)
    return query.urlencode()


def _ask(
    request: Request, agency: Agency, period: Period, form: AskForm, context: dict[str, Any]
) -> HttpResponse:
    answers = form.cleaned_data
    try:
        with transaction.atomic():
            asked = actions.ask_for_return(
                by=request.principal,
                at=timezone.localtime(),
                space=_space(request),
                agency=agency,
                period=period,
                areas=answers["areas"],
                indicators=answers["indicators"],
                due_on=answers["due_on"],
                note=answers["note"],
            )
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        context |= {"errors": errors, "already": _asked_before(request, agency, period)}
        return invalid(request, "performance/returns/ask.html", context)
    messages.success(request, f"{agency} is asked for {period.label}.")
    return redirect("return", asked.public_id)


def _agencies(request: Request) -> dict[str, Agency]:
    """The agencies of the partnership chosen, by the id in addresses."""
    members = Membership.objects.visible_to(request.principal).filter(
        in_date(timezone.localdate()), space_id=_space_id(request)
    )
    found = members.select_related("agency").order_by("agency__name")
    return {member.agency.public_id: member.agency for member in found}


def areas_of(request: Request) -> dict[str, Area]:
    """The areas that the partnership works in, by the id in addresses."""
    links = SpaceArea.objects.visible_to(request.principal).filter(
        in_date(timezone.localdate()), space_id=_space_id(request), is_comparator=False
    )
    found = links.select_related("area").order_by("order", "area__name")
    return {link.area.public_id: link.area for link in found}


def _space_id(request: Request) -> int:
    space = request.principal.space
    return space.id if space else 0


def _space(request: Request) -> Space:
    return Space.objects.visible_to(request.principal).get(pk=_space_id(request))


def _asked_before(request: Request, agency: Agency, period: Period) -> ReturnRequest | None:
    """The return that was asked of this agency for this very period."""
    visible = ReturnRequest.objects.visible_to(request.principal)
    return visible.filter(
        space_id=_space_id(request),
        agency=agency,
        period=str(period),
        status=ReturnRequest.Status.ASKED,
    ).first()


def _last_asked(request: Request, agency: Agency, period: Period) -> ReturnRequest | None:
    """What this agency was asked for last, for a period of the same length."""
    visible = ReturnRequest.objects.visible_to(request.principal)
    earlier = [
        (Period.parse(asked.period), asked)
        for asked in visible.filter(
            space_id=_space_id(request), agency=agency, status=ReturnRequest.Status.ASKED
        )
    ]
    same = [pair for pair in earlier if pair[0].kind is period.kind and pair[0] < period]
    return max(same, key=lambda pair: pair[0])[1] if same else None


def _usual(
    request: Request,
    agency: Agency,
    period: Period,
    last: ReturnRequest | None,
    areas: Iterable[Area],
) -> dict[str, Any]:
    """What the form begins with: the same as last time, or what the catalogue gives this agency."""
    councils = [area.public_id for area in areas if area.kind == Area.Kind.COUNCIL]
    alone = agency.kind == Agency.Kind.COUNCIL and len(councils) > 1
    return {
        "indicators": last.indicators
        if last is not None and "of_its_kind" not in request.GET
        else usual_indicators(agency, period),
        "areas": list(last.areas.values_list("public_id", flat=True))
        if last is not None
        else ([] if alone else councils),
        "due_on": usual_due_on(period, timezone.localdate(), last),
    }
