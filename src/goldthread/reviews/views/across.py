"""Looking across cases: what they say side by side, and what of a year may leave them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.measures.periods import Period
from goldthread.register.models import Space
from goldthread.reviews import actions, looking_across, steps
from goldthread.reviews.forms import SureForm
from goldthread.reviews.forms_across import DeclineYearForm, KeepYearForm
from goldthread.reviews.models import KeptYear
from goldthread.reviews.permissions import APPROVE_YEAR, KEEP_YEAR, READ_KEPT, SEE_ALL
from goldthread.reviews.views.common import Asked, answered, own_space_id
from goldthread.ui.components import Crumb

TITLE = "Looking across cases"
SEVERAL = "One can stand in several rows, or in none: they do not add up."


def _way(*rows: KeptYear) -> tuple[Crumb, ...]:
    """The way back to what is seen across cases, and to the kept year that a form is about."""
    above = [Crumb(str(row), row.get_absolute_url()) for row in rows]
    return (Crumb(TITLE, reverse("reviews:across")), *above)


@requires(READ_KEPT)
@require_safe
def across(request: Request) -> HttpResponse:
    """What the cases say side by side that one is named to, and the years that were kept."""
    principal = request.principal
    space_id = own_space_id(principal)
    seen = looking_across.across(principal, space_id) if principal.holds(SEE_ALL) else None
    kept = KeptYear.objects.visible_to(principal).filter(space_id=space_id)
    context = {
        "seen": seen,
        "sees_cases": seen is not None,
        "tables": [_drawn(each) for each in _tables(seen)] if seen else [],
        "kept": kept.exclude(status=KeptYear.Status.DECLINED).order_by("-year", "kind", "pk"),
        "may_keep": bool(seen and principal.holds(KEEP_YEAR) and _to_keep(request, seen)),
    }
    return render(request, "reviews/across.html", context)


def _tables(seen: looking_across.Across) -> list[dict[str, Any]]:
    """The tables of the page; rows that hold nothing in any year are left out."""
    first = {
        "title": "How many",
        "headings": ["", *seen.years],
        "rows": [["Incidents", *seen.cases], ["Children", *seen.children]],
    }
    made = [
        {
            "title": each.title,
            "headings": [f"Of the {each.of}", *seen.years],
            "rows": [[words, *counts] for words, counts in each.rows if any(counts)],
            "notes": list(filter(None, (each.said, "" if each.adds_up else SEVERAL))),
        }
        for each in seen.tables
        if any(any(counts) for _, counts in each.rows)
    ]
    days = {
        "title": "How many days it took",
        "headings": ["In the middle of all (shortest to longest)", *seen.years],
        "rows": [[each.title, *map(_spread, each.years)] for each in seen.days],
    }
    return [first, *made, days]


def _drawn(table: dict[str, Any]) -> dict[str, Any]:
    """A table whose cells each come with the heading that they stand under."""
    headings = table["headings"]
    return table | {"rows": [list(zip(headings, row, strict=True)) for row in table["rows"]]}


def _spread(days: tuple[int, int, float, int] | None) -> str:
    if days is None:
        return "None"
    number, shortest, middle, longest = days
    return f"{middle:g} ({shortest} to {longest}; {number} cases)".replace("; 1 cases", "; 1 case")


def _to_keep(request: Request, seen: looking_across.Across) -> list[tuple[str, str]]:
    """(year, words) of those that are not kept yet."""
    rows = KeptYear.objects.visible_to(request.principal).filter(
        space_id=own_space_id(request.principal), kind=KeptYear.Kind.WORKED
    )
    taken = set(rows.exclude(status=KeptYear.Status.DECLINED).values_list("year", flat=True))
    return [(year, Period.parse(year).label) for year in seen.years if year not in taken]


@requires(KEEP_YEAR)
@require_http_methods(["GET", "POST"])
def keep(request: Request) -> HttpResponse:
    """Freeze a year, as the public may see it, for another person to approve."""
    principal = request.principal
    space_id = own_space_id(principal)
    years = _to_keep(request, looking_across.across(principal, space_id))
    asked = Asked(
        title="Keep a year",
        submit="Keep this year",
        said="The year is kept. Somebody else approves it.",
        words=(
            "It freezes counts of the cases that you are named to, with small numbers kept back and"
            " whatever would give them away. Nothing in it leads back to a case."
        ),
        back=reverse("reviews:across"),
        way=_way(),
    )

    def do(given: dict[str, Any]) -> KeptYear:
        space = Space.objects.visible_to(principal).get(pk=space_id)
        return actions.keep_year(by=principal, at=timezone.localtime(), space=space, **given)

    return answered(request, KeepYearForm(request.POST or None, years=years), asked, do)


def _find(request: Request, public_id: str) -> KeptYear:
    rows = KeptYear.objects.visible_to(request.principal)
    return get_object_or_404(
        rows.select_related("space", "kept_by", "decided_by"), public_id=public_id
    )


@requires(READ_KEPT)
@require_safe
def kept(request: Request, public_id: str) -> HttpResponse:
    """One kept year, as it was frozen or as it was published; the other of its kind beside it."""
    row = _find(request, public_id)
    beside = KeptYear.objects.visible_to(request.principal).filter(space_id=row.space_id)
    context = {
        "kept": row,
        "tables": [_drawn(each) for each in row.tables],
        "beside": beside.exclude(pk=row.pk).exclude(status="declined").order_by("-year", "pk"),
        "is_worked": row.kind == KeptYear.Kind.WORKED,
        "may_decide": bool(steps.APPROVE_KEPT.allowed(row, request.principal)),
        "why_not": (
            steps.APPROVE_KEPT.allowed(row, request.principal).reasons
            if row.status == "proposed" and may(request.principal, APPROVE_YEAR, row)
            else ()
        ),
        "crumbs": _way(),
    }
    return render(request, "reviews/kept.html", context)


@requires(APPROVE_YEAR)
@require_http_methods(["GET", "POST"])
def approve(request: Request, public_id: str) -> HttpResponse:
    """Approve what another person kept."""
    row = _find(request, public_id)
    insist(may(request.principal, APPROVE_YEAR, row))
    asked = Asked(
        title="Approve this year",
        submit="Approve",
        said="It is approved. The yearly report can use it.",
        about=(row,),
        way=_way(row),
        words="Those who read reports can then read it, and the yearly report can use it.",
    )
    return answered(
        request,
        SureForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.decide_year(
            by=request.principal, at=timezone.localtime(), kept=row, approves=True, **given
        ),
    )


@requires(APPROVE_YEAR)
@require_http_methods(["GET", "POST"])
def decline(request: Request, public_id: str) -> HttpResponse:
    """Decline what another person kept, and say why; the year can then be kept anew."""
    row = _find(request, public_id)
    insist(may(request.principal, APPROVE_YEAR, row))
    asked = Asked(
        title="Decline this year",
        submit="Decline",
        said="It is declined. The year can be kept anew.",
        about=(row,),
        way=_way(row),
    )
    return answered(
        request,
        DeclineYearForm(request.POST or None, initial={"row_version": row.row_version}),
        asked,
        lambda given: actions.decide_year(
            by=request.principal, at=timezone.localtime(), kept=row, approves=False, **given
        ),
    )
