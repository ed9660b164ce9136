"""One's own tokens, those of a partnership, and whether there are any."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldthread.access.decision import Refused
from goldthread.access.guard import Request, requires
from goldthread.access.policy import may
from goldthread.accounts.models import Person
from goldthread.accounts.session import used_passkey
from goldthread.api import actions
from goldthread.api.forms import EndForm, SwitchForm, TokenForm
from goldthread.api.models import Token
from goldthread.api.module import END_TOKENS, MAKE_TOKENS, SWITCH_API
from goldthread.api.rules import rule_for
from goldthread.register.models import Space
from goldthread.ui.components import Crumb
from goldthread.ui.responses import invalid

# The key of a token that was just made, until its page has shown it once.
MADE = "token_made"
OWN, EVERYBODYS = "own-tokens", "tokens"


def _space(request: Request) -> Space:
    if request.principal.space is None:
        raise Http404
    spaces = Space.objects.visible_to(request.principal)
    return get_object_or_404(spaces, pk=request.principal.space.id)


def _listed(request: Request, *, everybodys: bool) -> dict[str, Any]:
    """What a list of tokens shows: those that work, and those that ended."""
    today, principal = timezone.localdate(), request.principal
    rows = Token.objects.visible_to(principal).filter(space=_space(request))
    if not everybodys:
        rows = rows.filter(person_id=principal.acting_id)
    rows = rows.select_related("person", "ended_by").order_by("-made_at", "-pk")
    working = [row for row in rows if row.ended_at is None and row.ends_on >= today]
    return {
        "working": working,
        "ended": [row for row in rows if row not in working],
        "rule": rule_for(_space(request).pk, on=today),
        "may_switch": may(principal, SWITCH_API),
        "everybodys": everybodys,
        "end": "end-token" if everybodys else "end-own-token",
    }


@requires(MAKE_TOKENS)
@require_safe
def own(request: Request) -> HttpResponse:
    """The tokens that this person has made here; straight after one was made, its key, this once."""
    if MADE in request.session:
        public_id, key = request.session.pop(MADE)
        token = get_object_or_404(Token.objects.visible_to(request.principal), public_id=public_id)
        context = {"token": token, "key": key, "crumbs": _crumbs(OWN)}
        return render(request, "api/made.html", context)
    crumbs = [Crumb("Your account", reverse("own-account"))]
    context = _listed(request, everybodys=False) | {"crumbs": crumbs}
    return render(request, "api/tokens.html", context)


@requires(MAKE_TOKENS, again=True)
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    """Make a token; the page that follows shows its key."""
    form = TokenForm(request.POST or None)
    person = get_object_or_404(
        Person.objects.visible_to(request.principal), pk=request.principal.acting_id
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            token, key = actions.make_token(
                space=_space(request),
                by=request.principal,
                at=timezone.localtime(),
                with_passkey=used_passkey(request, person),
                **given,
            )
        except Refused as refused:
            _explain(form, refused)
        else:
            request.session[MADE] = [token.public_id, key]
            return redirect(OWN)
    context = {"form": form, "cancel_url": reverse(OWN), "crumbs": _crumbs(OWN)}
    return _form_page(request, "api/make.html", context)


@requires(MAKE_TOKENS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    """End a token of one's own."""
    own_ones = Token.objects.visible_to(request.principal).filter(
        person_id=request.principal.acting_id
    )
    return _end(request, get_object_or_404(own_ones, public_id=public_id), back=OWN)


@requires(END_TOKENS)
@require_safe
def everybodys(request: Request) -> HttpResponse:
    """Every token of the partnership, whoever made it."""
    return render(request, "api/tokens.html", _listed(request, everybodys=True))


@requires(END_TOKENS)
@require_http_methods(["GET", "HEAD", "POST"])
def end_anybodys(request: Request, public_id: str) -> HttpResponse:
    """End a token that somebody made."""
    seen = Token.objects.visible_to(request.principal)
    return _end(request, get_object_or_404(seen, public_id=public_id), back=EVERYBODYS)


def _end(request: Request, token: Token, *, back: str) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"row_version": token.row_version})
    if form.is_valid():
        version = form.cleaned_data["row_version"]
        try:
            actions.end_token(
                token=token, by=request.principal, at=timezone.localtime(), row_version=version
            )
        except Refused as refused:
            _explain(form, refused)
        else:
            messages.success(request, "The token has ended: it opens nothing any more.")
            return redirect(back)
    context = {
        "form": form,
        "title": "End this token",
        "words": f"{token.name}.",
        "consequences": ("the program that uses it is refused from its next request on",),
        "submit": "End it",
        "cancel_url": reverse(back),
        "crumbs": _crumbs(back),
    }
    return _form_page(request, "ui/confirm.html", context)


@requires(SWITCH_API)
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: Request) -> HttpResponse:
    """Switch tokens on or off, with the reason."""
    now, space = timezone.localtime(), _space(request)
    rule = rule_for(space.pk, on=now.date())
    version = rule.row.row_version if rule.row else 0
    initial = {"is_on": "yes" if rule.is_on else "no", "row_version": version}
    form = SwitchForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.switch_api(space=space, by=request.principal, at=now, **form.cleaned_data)
        except Refused as refused:
            _explain(form, refused)
        else:
            on = "on" if form.cleaned_data["is_on"] else "off"
            messages.success(request, f"Tokens for programs are switched {on}.")
            return redirect(EVERYBODYS)
    context = {"form": form, "cancel_url": reverse(EVERYBODYS), "crumbs": _crumbs(EVERYBODYS)}
    return _form_page(request, "api/switch.html", context)


def _crumbs(back: str) -> list[Crumb]:
    return [Crumb("Your tokens" if back == OWN else "Tokens", reverse(back))]


def _form_page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    if context["form"].is_bound:
        return invalid(request, template, context)
    return render(request, template, context)


def _explain(form: Any, refused: Refused) -> None:
    for reason in refused.decision.reasons:
        form.add_error(None, reason)
