"""What the pages of a case have in common: finding its rows, the way back, and answering a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldthread.access.decision import Overtaken, Refused, insist
from goldthread.access.guard import Request
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Permission
from goldthread.improvement.models import Finding
from goldthread.reviews.models import Briefing
from goldthread.reviews.permissions import KEEP
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

TITLE = "Incidents and reviews"
FORM = "reviews/form.html"


def own_space_id(principal: Principal) -> int:
    """The partnership at work; there is no page of this kind without one."""
    if principal.space is None:
        raise Http404
    return principal.space.id


def find(
    request: Request, model: Any, public_id: str, to: Permission | None = None, *with_: str
) -> Any:
    """A row of a case that this reader is named to, and may do something with; else it is not there."""
    rows = model.objects.visible_to(request.principal).select_related("space", *with_)
    row = get_object_or_404(rows, public_id=public_id)
    if to is not None:
        insist(may(request.principal, to, row))
    return row


def crumbs(principal: Principal, *rows: Any) -> list[Crumb]:
    """The way back: the list, and the rows that a page stands under. A guest has no way but their own."""
    if principal.errand is not None:
        rows = tuple(row for row in rows if row._meta.label_lower == principal.errand.kind)
        return [Crumb(str(row), row.get_absolute_url()) for row in rows]
    way = [Crumb(TITLE, reverse("reviews:list"))]
    return way + [Crumb(str(row), row.get_absolute_url()) for row in rows]


def learnt_from(record: Any, principal: Principal) -> QuerySet[Finding]:
    """The findings of which this review is a source, in the order in which they were written."""
    of = {
        "sources__record_kind": record._meta.label_lower,
        "sources__record_id": record.public_id,
    }
    return Finding.objects.visible_to(principal).filter(**of).order_by("pk")


def briefings_of(incident: Any, principal: Principal) -> dict[str, Any]:
    """The briefings of a case, and whether this reader may begin one, for its pages."""
    rows = Briefing.objects.visible_to(principal).filter(incident=incident).order_by("pk")
    return {
        "briefings": rows,
        "may_brief": bool(may(principal, KEEP, incident)),
        "incident": incident,
    }


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A page that asks for one act: what it is called, about what, and what is said when it is done."""

    title: str
    submit: str
    said: str
    about: tuple[Any, ...] = ()
    words: str = ""
    back: str = ""
    way: tuple[Crumb, ...] = ()  # where it is not the one through the list of cases


def answered(
    request: Request, form: Any, asked: Asked, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Show the form, or do what it asks for and lead to the page of what `do` gives."""
    back = asked.about[-1].get_absolute_url() if asked.about else reverse("reviews:list")
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "cancel_url": asked.back or back,
        "crumbs": [*asked.way] or crumbs(request.principal, *asked.about),
    }
    if request.method == "GET":
        return render(request, FORM, context)
    if not form.is_valid():
        return invalid(request, FORM, context)
    try:
        with transaction.atomic():
            row = do(form.cleaned_data)
    except Overtaken:
        raise
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, FORM, context | {"errors": errors})
    messages.success(request, asked.said)
    return redirect(row)
