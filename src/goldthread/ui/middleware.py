"""Keeps what people type: posts that could not be taken wait for them, and long forms keep drafts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from lxml import html

from goldthread.access import drawn_for as marks
from goldthread.access import unsent
from goldthread.access.drawn_for import DrawnFor
from goldthread.access.submissions import FIELD
from goldthread.access.unsent import Why
from goldthread.ui.page_forms import PageForms, fill

TOLD_KEY = "told_of_unsent"  # in the session: whether its person was shown what waits
KEPT = "What you typed is kept. It is shown to you once you have signed in."
_GIVEN_BACK = (403, 409, 422)
_SECRETS_OF_A_FORM = ("csrfmiddlewaretoken", FIELD, marks.FIELD)


class KeepsWhatWasTyped:
    """Middleware: a post that cannot be taken waits for its writer, and drafts stand in their forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        person_id = request.principal.person_id
        guard = getattr(getattr(request, "resolver_match", None), "func", None)
        guard = getattr(guard, "guard", None)
        if person_id is None or guard is None or guard.is_public or unsent.is_background(request):
            return response
        mine = DrawnFor(person_id, marks.place_of(request.principal))
        if request.method == "POST":
            _after_sending(request, response, mine)
        elif request.method == "GET" and _has_forms(response):
            _fill_in(request, response, mine)
        return response

    def process_view(
        self, request: Any, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        guard = getattr(view, "guard", None)
        if guard is None or guard.is_public or unsent.is_background(request):
            return None
        if request.principal.errand is not None:
            return None  # a guest has no page where what waits is shown
        if request.method == "GET":
            return _tell_once(request)
        whose = unsent.drawn_for(request) if request.method == "POST" else None
        if whose is None:
            return None
        if whose.person_id != request.principal.person_id:
            return not_taken(request, whose, why=Why.SIGNED_OUT)
        is_elsewhere = guard.permission is not None and whose.place != marks.place_of(
            request.principal
        )
        return not_taken(request, whose, why=Why.ELSEWHERE) if is_elsewhere else None


def not_taken(request: Any, whose: DrawnFor, *, why: str) -> HttpResponse | None:
    """Hold a post for the one whose form it was, and lead there; None where it may not be held.

    Whoever else sits at that machine now is told no more than that the page was not theirs.
    """
    principal = request.principal
    if not unsent.hold(request, of=whose, why=why, at=timezone.now()):
        return None
    if not principal.is_signed_in:
        messages.info(request, KEPT)
        return redirect_to_login(reverse(unsent.PAGE))
    if principal.person_id != whose.person_id:
        return render(request, "ui/form_of_another.html", status=403)
    return redirect(unsent.PAGE)


def _tell_once(request: Any) -> HttpResponse | None:
    """Lead to what waits for this person, once in a session."""
    person_id = request.principal.person_id
    if person_id is None or request.session.get(TOLD_KEY):
        return None
    request.session[TOLD_KEY] = True
    waits = unsent.held_by(person_id, at=timezone.now())
    is_there = request.path == reverse(unsent.PAGE)
    return redirect(unsent.PAGE) if waits and not is_there else None


# -- Drafts --------------------------------------------------------------------------------------------


def _after_sending(request: Any, response: HttpResponseBase, mine: DrawnFor) -> None:
    """What was taken is no draft any more; what was given back becomes one."""
    whose = unsent.drawn_for(request)
    address = request.get_full_path()
    is_taken = 300 <= response.status_code < 400 and response["Location"] != reverse(unsent.PAGE)
    if whose is not None and whose.held and (is_taken or response.status_code in (409, 422)):
        unsent.let_go(mine.person_id, whose.held)
    if is_taken:
        unsent.forget_draft(mine, address)
    elif response.status_code in _GIVEN_BACK:
        words = unsent.words_of(request.POST, request.FILES)
        if words.is_long:
            with transaction.atomic():
                unsent.keep_draft(mine, address, words, at=timezone.now())


def _has_forms(response: HttpResponseBase) -> bool:
    """Whether this is a page with more forms than the frame's own."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and isinstance(response, HttpResponse)
        and response.content.count(f'name="{FIELD}"'.encode()) > 2
    )


def _fill_in(request: Any, response: Any, mine: DrawnFor) -> None:
    """Put this person's drafts into the forms of a page, each with a line that says so."""
    drafts = {
        draft.address: (draft, words) for draft, words in unsent.drafts_of(mine, at=timezone.now())
    }
    if not drafts or request.path == reverse(unsent.PAGE):
        return
    page, filled = PageForms(response.content, request.get_full_path()), False
    for address, form in list(page.forms()):
        if address not in drafts or form.get("hx-post") is not None:
            continue
        draft, words = drafts[address]
        fill(form, words.values, _SECRETS_OF_A_FORM)
        told = render_to_string("ui/draft_begun.html", {"draft": draft, "words": words}, request)
        form.addprevious(html.fragment_fromstring(told))
        filled = True
    if filled:
        response.content = bytes(page)
