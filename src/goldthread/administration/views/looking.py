"""Who looked at a record: for those who read the trail, and for whoever the record belongs to."""

from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldthread.access.decision import Decision
from goldthread.access.guard import Forbidden, Request, signed_in
from goldthread.access.principal import Principal
from goldthread.access.rows import Row
from goldthread.accounts.looking import is_hidden_by_conflict, looks, looks_at
from goldthread.accounts.models import Person
from goldthread.administration.people import people_in_sight
from goldthread.administration.words import kind_of_record
from goldthread.trail.module import READ_TRAIL
from goldthread.trail.record import record_reading

PER_PAGE = 25
NOT_YOURS = Decision(("Only those who read the trail, and whose record it is, see who looked.",))


@signed_in
@require_safe
def who_looked(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Every time that the record was opened, printed or exported: who, as what, when and how."""
    principal = request.principal
    model = _model(kind)
    row = _in_sight(principal, model, public_id)
    is_own = row is not None and row.is_owned_by(principal)
    if not is_own and not principal.holds(READ_TRAIL):
        raise Forbidden(NOT_YOURS)
    if is_hidden_by_conflict(principal, model, public_id):
        raise Http404
    found = looks_at(principal, kind, public_id)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if row is None and not page.paginator.count:
        raise Http404  # as of a record that is not there
    if row is not None:
        # Told, and not as one more who opened it.
        space_id = principal.space.id if principal.space else None
        kind_told = "trail.looks_shown"
        record_reading(kind_told, by=principal, at=timezone.now(), subject=row, space_id=space_id)
    context = {
        "page": page,
        "looks": looks(principal, list(page)),
        "record": str(row) if row is not None else "",
        "back": _address(row),
        "kind_words": kind_of_record(kind),
    }
    return render(request, "administration/who_looked.html", context)


def _model(label: str) -> Any:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Row) or model._meta.label_lower != label:
        raise Http404
    return model


def _in_sight(principal: Principal, model: Any, public_id: str) -> Any:
    rows = people_in_sight(principal) if model is Person else model.objects.visible_to(principal)
    own = model.objects.visible_to(principal).filter(public_id=public_id).first()
    return own or rows.filter(public_id=public_id).first()


def _address(row: Any) -> str:
    if isinstance(row, Person):
        return reverse("person", args=[row.public_id])
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
