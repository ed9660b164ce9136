"""What the pages of a line have in common: finding its parts, the way back, and answering a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldthread.access.decision import Overtaken, Refused, insist
from goldthread.access.guard import Request
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Permission
from goldthread.improvement.models import Action, Challenge, ChallengeEvent, Finding, Recommendation
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

TITLE = "Actions and impact"
FORM = "improvement/form.html"


def own_space_id(principal: Principal) -> int:
    """The partnership at work; there is no page of this kind without one."""
    if principal.space is None:
        raise Http404
    return principal.space.id


def find(request: Request, model: Any, public_id: str, to: Permission | None = None) -> Any:
    """A part of a line that this reader may see, and do something with; else it is not there."""
    rows = model.objects.visible_to(request.principal).select_related("space")
    row = get_object_or_404(rows, public_id=public_id)
    if to is not None:
        insist(may(request.principal, to, row))
    return row


Part = Finding | Recommendation | Action | Challenge | ChallengeEvent


def crumbs(*rows: Part) -> list[Crumb]:
    """The way back: the list, and the parts that a page stands under."""
    way = [Crumb(TITLE, reverse("improvement:actions"))]
    return way + [Crumb(str(row), row.get_absolute_url()) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A page that asks for one act: what it is called, about what, and what is said when it is done."""

    title: str
    submit: str
    said: str
    about: Any = None
    words: str = ""
    page: str = FORM
    beside: Mapping[str, Any] = field(default_factory=dict)  # what the page shows besides the form


def answered(
    request: Request, form: Any, asked: Asked, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Show the form, or do what it asks for and lead to the page of what `do` gives."""
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "cancel_url": asked.about.get_absolute_url() if asked.about else "",
        "crumbs": crumbs(*([asked.about] if asked.about else [])),
        **asked.beside,
    }
    if request.method == "GET":
        return render(request, asked.page, context)
    if not form.is_valid():
        return invalid(request, asked.page, context)
    try:
        with transaction.atomic():
            row = do(form.cleaned_data)
    except Overtaken:
        raise
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, asked.page, context | {"errors": errors})
    messages.success(request, asked.said)
    return redirect(row)
