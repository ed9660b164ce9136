"""Links as the business unit sees them: switched on, made, listed and withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused, insist
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import registry
from goldthread.links import actions
from goldthread.links.codes import spoken
from goldthread.links.forms import AskForm, SwitchForm, WithdrawForm
from goldthread.links.listing import Line, lines_of
from goldthread.links.module import MAKE_LINKS, SWITCH_LINKS
from goldthread.links.rules import rule_for
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.responses import invalid

# The code of a link that was just made, until its page has shown it once.
CODE_KEY = "link_code"


def _space_id(principal: Principal) -> int:
    if principal.space is None:
        raise Http404
    return principal.space.id


def _crumbs() -> list[Crumb]:
    return [Crumb("Links", reverse("links"))]


@requires(MAKE_LINKS)
@require_safe
def links(request: Request) -> HttpResponse:
    """Every link that was made here, the open ones first."""
    now = timezone.localtime()
    found = lines_of(request.principal, at=now)
    context = {
        "open": [line for line in found if line.is_open],
        "ended": [line for line in found if not line.is_open],
        "rule": rule_for(_space_id(request.principal), on=now.date()),
        "may_switch": may(request.principal, SWITCH_LINKS),
    }
    return render(request, "links/list.html", context)


@requires(SWITCH_LINKS)
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: Request) -> HttpResponse:
    """Switch links on or off, with the reason."""
    principal, now = request.principal, timezone.localtime()
    space = get_object_or_404(Space.objects.visible_to(principal), pk=_space_id(principal))
    rule = rule_for(space.pk, on=now.date())
    initial = {
        "is_on": "yes" if rule.is_on else "no",
        "days": rule.days,
        "row_version": rule.row.row_version if rule.row else 0,
    }
    form = SwitchForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.switch_links(
                space=space,
                is_on=given["is_on"],
                days=given["days"],
                reason=given["reason"],
                row_version=given["row_version"],
                by=principal,
                at=now,
            )
        except Refused as refused:
            _explain(form, refused)
        else:
            on = "on" if given["is_on"] else "off"
            messages.success(request, f"Links for people without an account are switched {on}.")
            return redirect("links")
    context = {"form": form, "cancel_url": reverse("links"), "crumbs": _crumbs()}
    return _form_page(request, "links/switch.html", context)


@requires(MAKE_LINKS, again=True)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Ask one named person for one record."""
    principal, now = request.principal, timezone.localtime()
    errand = registry.errand(kind)
    row = errand.find(principal, public_id) if errand else None
    if errand is None or row is None:
        raise Http404
    insist(may(principal, MAKE_LINKS, row) & may(principal, errand.asks, row))
    form = AskForm(request.POST or None)
    rule = rule_for(row.space_id, on=now.date())
    if form.is_valid():
        try:
            made, code = actions.make_link(
                kind=errand, row=row, by=principal, at=now, **form.cleaned_data
            )
        except Refused as refused:
            _explain(form, refused)
        else:
            request.session[CODE_KEY] = [made.public_id, code]
            return redirect("link", made.public_id)
    context = {
        "form": form,
        "words": errand.words(row),
        "rule": rule,
        "why_not": errand.may_ask(row, now.date()),
        "cancel_url": errand.url(row),
        "crumbs": _crumbs(),
    }
    return _form_page(request, "links/make.html", context)


def _line(request: Request, public_id: str) -> Line:
    """A link that the reader may know of, with what it asks for; not found otherwise."""
    found = lines_of(request.principal, at=timezone.localtime())
    line = next((one for one in found if one.id == public_id), None)
    if line is None:
        raise Http404
    return line


@requires(MAKE_LINKS)
@require_safe
def link(request: Request, public_id: str) -> HttpResponse:
    """One link; straight after it was made, with its code, this once."""
    line = _line(request, public_id)
    made, code = request.session.get(CODE_KEY, ("", ""))
    if made == public_id:
        del request.session[CODE_KEY]
    context = {
        "line": line,
        "code": spoken(code) if made == public_id else "",
        "crumbs": _crumbs(),
    }
    return render(request, "links/link.html", context)


@requires(MAKE_LINKS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take a link back; from its next request on it opens nothing."""
    principal, now = request.principal, timezone.localtime()
    found = _line(request, public_id).link
    form = WithdrawForm(request.POST or None, initial={"row_version": found.row_version})
    if form.is_valid():
        try:
            actions.withdraw_link(
                link=found, by=principal, at=now, row_version=form.cleaned_data["row_version"]
            )
        except Refused as refused:
            _explain(form, refused)
        else:
            messages.success(request, "The link is withdrawn: it opens nothing any more.")
            return redirect("links")
    context = {
        "form": form,
        "title": "Withdraw this link",
        "words": f"{found.guest}.",
        "consequences": (
            "from the next page on it opens nothing, also where it is open now",
            "what was filled in and not signed stays with the request",
        ),
        "submit": "Withdraw it",
        "cancel_url": reverse("links"),
        "crumbs": _crumbs(),
    }
    return _form_page(request, "ui/confirm.html", context)


def _form_page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    if context["form"].is_bound:
        return invalid(request, template, context)
    return render(request, template, context)


def _explain(form: Any, refused: Refused) -> None:
    for reason in refused.decision.reasons:
        form.add_error(None, reason)
