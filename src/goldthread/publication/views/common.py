"""What the pages of the gate share: finding a publication, the way back, answering a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldthread.access.decision import Overtaken, Refused
from goldthread.access.guard import Request
from goldthread.publication.models import Publication
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.forms import ErrorLink
from goldthread.ui.responses import invalid

TITLE = "Publication"
CONFIRM = "ui/confirm.html"


def own_space(request: Request) -> Space:
    """The partnership at work."""
    if request.principal.space is None:
        raise Http404
    spaces = Space.objects.visible_to(request.principal)
    return get_object_or_404(spaces, pk=request.principal.space.id)


def found(request: Request, public_id: str) -> Publication:
    """A publication that the reader may know of."""
    rows = Publication.objects.visible_to(request.principal)
    rows = rows.select_related("space", "proposed_by", "published_by", "ended_by", "replaces")
    return get_object_or_404(rows, public_id=public_id)


def crumbs(publication: Publication | None = None) -> list[Crumb]:
    """The way back."""
    way = [Crumb(TITLE, reverse("publication:list"))]
    if publication is not None:
        way.append(Crumb(publication.title, publication.get_absolute_url()))
    return way


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A page that asks for one act: its words, and what is said when it is done."""

    title: str
    submit: str
    said: str
    words: str = ""
    consequences: tuple[str, ...] = ()
    template: str = CONFIRM
    more: Mapping[str, Any] = field(default_factory=dict)


def answered(
    request: Request,
    publication: Publication | None,
    form: Any,
    asked: Asked,
    do: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """Show the form, or do what it asks for and lead to the page of what `do` gives."""
    back = publication.get_absolute_url() if publication else reverse("publication:list")
    context: dict[str, Any] = {
        "form": form,
        "title": asked.title,
        "words": asked.words,
        "consequences": asked.consequences,
        "submit": asked.submit,
        "cancel_url": back,
        "crumbs": crumbs(publication),
        **asked.more,
    }
    if request.method != "POST":
        return render(request, asked.template, context)
    if not form.is_valid():
        return invalid(request, asked.template, context)
    try:
        with transaction.atomic():
            row = do(form.cleaned_data)
    except Overtaken:
        raise
    except Refused as refused:
        errors = [ErrorLink(reason) for reason in refused.decision.reasons]
        return invalid(request, asked.template, context | {"errors": errors})
    messages.success(request, asked.said)
    return redirect(row)
