"""Answers that the views of this module give alike."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldthread.access.decision import Decision, Refused
from goldthread.access.principal import Principal
from goldthread.register.models import Space
from goldthread.ui.responses import invalid


def space_at_work(principal: Principal) -> Space:
    """The partnership chosen; whoever has none is refused, whatever else let them in."""
    chosen = principal.space
    if chosen is None:
        raise Refused(Decision(("Choose a partnership first.",)))
    return Space.objects.visible_to(principal).get(pk=chosen.id)


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form that is empty, or has come back with mistakes."""
    if context["form"].is_bound:
        return invalid(request, template, context)
    return render(request, template, context)


def explain(form: Any, refused: Refused) -> None:
    """Put the reasons of a refusal over the form, so that what was typed is kept."""
    for reason in refused.decision.reasons:
        form.add_error(None, reason)
