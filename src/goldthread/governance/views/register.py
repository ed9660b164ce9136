"""The register as pages: the partnership, its structure, and the agencies in it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from goldthread.access.guard import Request, requires
from goldthread.accounts.models import Appointment
from goldthread.accounts.permissions import SEE_PEOPLE
from goldthread.governance.forms import AgencyFilterForm
from goldthread.governance.permissions import SEE_REGISTER
from goldthread.governance.reading import (
    agencies_in_sight,
    description_of,
    facts_of,
    places_of,
    structure_of,
    trees_of,
)
from goldthread.governance.structure import draw
from goldthread.governance.tables import AgenciesTable
from goldthread.register.models import Membership, Priority, Space, SpaceArea, in_date
from goldthread.ui.components import Crumb


@requires(SEE_REGISTER)
@require_safe
def partnership(request: Request) -> HttpResponse:
    """What the partnership is: partners, areas, priorities, and whom it works with."""
    principal, today = request.principal, timezone.localdate()
    assert principal.space is not None
    space = get_object_or_404(Space.objects.visible_to(principal), pk=principal.space.id)
    areas = (
        SpaceArea.objects.visible_to(principal)
        .filter(in_date(today), space=space)
        .select_related("area")
        .order_by("order", "area__name")
    )
    priorities = Priority.objects.visible_to(principal).filter(in_date(today), space=space)
    places = places_of(principal, on=today).filter(space=space).order_by("agency__name")
    context = {
        "space": space,
        "facts": facts_of(space, on=today),
        "areas": areas,
        "priorities": priorities.order_by("order", "name"),
        "statutory": [p for p in places if p.standing == Membership.Standing.STATUTORY],
        "relevant": sum(p.standing == Membership.Standing.RELEVANT for p in places),
    }
    return render(request, "governance/partnership.html", context)


@requires(SEE_REGISTER)
@require_safe
def structure(request: Request) -> HttpResponse:
    """The groups, as a picture and as a list that says the same."""
    parts = structure_of(request.principal, on=timezone.localdate())
    trees = trees_of(parts)
    context = {
        "parts": [part for part in parts if part.branches or part.boards],
        "picture": draw(trees) if trees else None,
        "description": description_of(parts),
        "crumbs": _way_back(),
    }
    return render(request, "governance/structure.html", context)


@requires(SEE_REGISTER)
@require_safe
def agencies(request: Request) -> HttpResponse:
    """The agencies of the partnership and its collaborations."""
    principal = request.principal
    form = AgencyFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    places = places_of(
        principal, on=timezone.localdate(), standing=asked.get("standing", "")
    ).order_by("agency__name", "space__name", "pk")
    if asked.get("name"):
        places = places.filter(agency__name__icontains=asked["name"])
    if asked.get("kind"):
        places = places.filter(agency__kind=asked["kind"])
    table = AgenciesTable(places, exclude=() if len(principal.spaces) > 1 else ("space",))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "form": form, "crumbs": _way_back()}
    return render(request, "governance/agencies.html", context)


@requires(SEE_REGISTER)
@require_safe
def agency(request: Request, public_id: str) -> HttpResponse:
    """One agency: its places, now and before, and who is appointed for it."""
    principal, today = request.principal, timezone.localdate()
    found = get_object_or_404(agencies_in_sight(principal), public_id=public_id)
    places = Membership.objects.visible_to(principal).filter(agency=found).select_related("space")
    appointments = Appointment.objects.visible_to(principal).filter(in_date(today), agency=found)
    context = {
        "agency": found,
        "places": places.order_by("starts_on", "pk"),
        "sees_people": principal.holds(SEE_PEOPLE),
        "appointments": appointments.select_related("person").order_by("role", "person__name"),
        "crumbs": [*_way_back(), Crumb("Agencies", reverse("agencies"))],
    }
    return render(request, "governance/agency.html", context)


def _way_back() -> list[Crumb]:
    return [Crumb("Partnership", reverse("partnership"))]
