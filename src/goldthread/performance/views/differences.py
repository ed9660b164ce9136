"""Differences from official figures: the list, its file, and saying why."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.files.handing_out import MEDIA, hand_out
from goldthread.files.stamp import Stamp
from goldthread.outputs.spreadsheet import csv, stamped_csv
from goldthread.performance import actions
from goldthread.performance.addresses import source_card
from goldthread.performance.audiences import own_space
from goldthread.performance.card import difference
from goldthread.performance.differences import COLUMNS, Difference, differences, file_row
from goldthread.performance.models import Explanation
from goldthread.performance.permissions import EXPLAIN_DIFFERENCE, SEE_SCORECARD
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink, FilterForm, Form
from goldthread.ui.responses import invalid

LIST, EXPLAIN = "performance/differences/list.html", "performance/differences/explain.html"
CHANGED = "One of the two figures has changed since you opened this page. Look at them again before you save."
CONFLICT = 409


class NarrowForm(FilterForm):
    """Which area, and those that were explained or not."""

    area = forms.ChoiceField(label="Area", required=False)
    state = forms.ChoiceField(
        label="Reason",
        required=False,
        choices=[("", "All"), ("open", "No reason given yet"), ("explained", "Reason given")],
    )


class ExplainForm(Form):
    """Why the two disagree. `local` and `official` are the numbers that its writer saw."""

    reason = forms.ChoiceField(
        label="What is behind the difference?",
        choices=Explanation.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is behind the difference"},
    )
    text = forms.CharField(
        label="In your own words",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say which definition, date or error, and who found it. Do not name a child",
        error_messages={"required": "Say in your own words what is behind the difference"},
    )
    for_all = forms.BooleanField(label="", required=False)
    local = forms.CharField(widget=forms.HiddenInput, required=False)
    official = forms.CharField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True)
class Line:
    """A difference as it stands in the list."""

    difference: Difference
    source: str  # of the local number
    apart: str
    local_url: str
    official_url: str
    explain_url: str


@requires(SEE_SCORECARD)
@require_safe
def list_differences(request: Request) -> HttpResponse:
    """Every figure of the partnership's own areas that the official one contradicts."""
    today = timezone.localdate()
    every = differences(request.principal, on=today)
    found = _narrowed(request, every)
    context = {
        "lines": [_line(each, request) for each in found],
        "form": _narrow_form(request, every),
        "every": len(every),
        "open": sum(each.explained is None for each in every),
        "may_explain": bool(may(request.principal, EXPLAIN_DIFFERENCE)),
        "query": request.GET.urlencode(),
        "crumbs": [Crumb("Scorecard", reverse("scorecard"))],
    }
    return render(request, LIST, context)


@requires(SEE_SCORECARD, again=True)
@require_safe
def differences_file(request: Request) -> HttpResponse:
    """The list as CSV."""
    principal, now = request.principal, timezone.localtime()
    rows = [file_row(each) for each in _narrowed(request, differences(principal, on=now.date()))]
    space = Space.objects.visible_to(principal).get(pk__in=own_space(principal))

    def make(stamp: Stamp) -> bytes:
        return stamped_csv(csv(COLUMNS, rows), stamp)

    return hand_out(
        make,
        name=f"{space.code.lower()}-differences-{now:%Y-%m-%d}.csv",
        media=MEDIA["csv"],
        kind="performance.differences.exported",
        by=principal,
        at=now,
        subject=space,
        rows=len(rows),
    )


@requires(EXPLAIN_DIFFERENCE)
@require_http_methods(["GET", "POST"])
def explain(request: Request) -> HttpResponse:
    """Say why one figure and the official one disagree; the reason is kept for these two numbers."""
    now = timezone.localtime()
    every = differences(request.principal, on=now.date())
    found = _asked(request, every)
    alike = [each for each in every if _is_alike(each, found)]
    seen = {"local": str(found.local.value), "official": str(found.official.value)}
    form = ExplainForm(request.POST or None, initial=seen)
    _offer_all(form, found, len(alike))
    context: dict[str, Any] = {
        "line": _line(found, request),
        "form": form,
        "crumbs": [Crumb("Scorecard", reverse("scorecard")), Crumb(TITLE, reverse("differences"))],
    }
    if request.method == "GET":
        return render(request, EXPLAIN, context)
    if not form.is_valid():
        return invalid(request, EXPLAIN, context)
    if any(form.cleaned_data[name] != number for name, number in seen.items()):
        context["errors"] = [ErrorLink(CHANGED, "")]
        return render(request, EXPLAIN, context, status=CONFLICT)
    with transaction.atomic():
        kept = actions.explain(
            by=request.principal,
            at=now,
            space=Space.objects.visible_to(request.principal).get(
                pk__in=own_space(request.principal)
            ),
            found=[found, *(alike if form.cleaned_data.get("for_all") else [])],
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
        )
    messages.success(request, _saved(len(kept)))
    return redirect("differences")


TITLE = "Differences from official figures"


def _saved(kept: int) -> str:
    return "The reason is saved." if kept == 1 else f"The reason is saved for {kept} figures."


def _offer_all(form: ExplainForm, found: Difference, others: int) -> None:
    """The question whether others have the same reason, where there are any."""
    if not others:
        del form.fields["for_all"]
        return
    many = "the other period" if others == 1 else f"the {others} other periods"
    form.fields[
        "for_all"
    ].label = (
        f"The same reason holds for {many} of this indicator in {found.area_name} without a reason"
    )


def _is_alike(each: Difference, found: Difference) -> bool:
    """Whether another difference is of the same indicator, area and source, and has no reason yet."""
    return (
        each is not found
        and each.explained is None
        and each.place._replace(period="") == found.place._replace(period="")
        and (each.origin, each.publisher) == (found.origin, found.publisher)
    )


def _asked(request: Request, every: list[Difference]) -> Difference:
    """The difference that the address names; not found where the two agree, or are not this reader's."""
    wanted = {name: request.GET.get(name, "") for name in ("key", "area", "period")}
    source = (request.GET.get("origin", ""), request.GET.get("publisher", ""))
    for each in every:
        place = each.place
        named = {"key": place.indicator, "area": place.area, "period": place.period}
        if named == wanted and (each.origin, each.publisher) == source:
            return each
    raise Http404


def _narrowed(request: Request, every: list[Difference]) -> list[Difference]:
    area, state = request.GET.get("area", ""), request.GET.get("state", "")
    found = [each for each in every if area in ("", each.place.area)]
    if state == "open":
        return [each for each in found if each.explained is None]
    return [each for each in found if each.explained] if state == "explained" else found


def _narrow_form(request: Request, every: list[Difference]) -> NarrowForm:
    areas = dict(sorted({each.place.area: each.area_name for each in every}.items()))
    chosen = {name: request.GET.get(name, "") for name in ("area", "state")}
    form = NarrowForm(initial=chosen)
    choices = [("", "All areas"), *areas.items()]
    form.fields["area"] = forms.ChoiceField(label="Area", required=False, choices=choices)
    return form


def _line(each: Difference, request: Request) -> Line:
    place = each.place
    asked = {"key": place.indicator, "area": place.area, "period": place.period}
    asked |= {"origin": each.origin, "publisher": each.publisher}
    return Line(
        difference=each,
        source=_source(each, own.name if (own := request.principal.space) else ""),
        apart=difference(each.indicator, each.local.value, each.official.value),
        local_url=source_card(place, origin=each.origin),
        official_url=source_card(each.official.place, origin="release", title=each.release),
        explain_url=f"{reverse('explain-difference')}?{urlencode(asked)}",
    )


def _source(each: Difference, own_name: str) -> str:
    if not each.publisher:
        return "accepted return"
    return "own report" if each.publisher == own_name else f"report of {each.publisher}"
