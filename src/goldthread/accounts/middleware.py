"""Puts the principal on each request, and keeps those without a second factor at the door."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldthread.access.models import HeldPost
from goldthread.access.opened import Opened, told_to
from goldthread.access.principal import NOBODY, Principal
from goldthread.access.unsent import hold_and_ask
from goldthread.accounts import limits, looking
from goldthread.accounts.principals import principal_for
from goldthread.accounts.session import (
    is_on_the_way,
    needs_passkey,
    page_first,
    second_step_due,
    used_recovery_code,
)

SPACE_KEY = "space"
# When a session began and was last used, in seconds of the epoch.
BEGAN_KEY, SEEN_KEY = "began", "seen"
LEFT_HEADER = "X-Session-Ends-In"  # for what is brought into a page that stands already
TOLD_EVERY = 60  # seconds; more often would write the session with every page
UNUSED = "You were signed out, because nothing was done for a while. Sign in to go on."
NOT_DONE_YET = "Nothing was done yet. Your last second step was more than five minutes ago: take it again to go on."
TOO_OLD = "You were signed out, because you signed in long ago. Sign in to go on."


class AsksInMeasure:
    """Refuses what is beyond the limits of the settings, before anything is looked up.

    Stands after the session, which says who asks: a refusal costs one question to the database, and
    what was typed is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not limits.is_counted(request):
            return self.get_response(request)
        now = timezone.now()
        minute, gone = divmod(int(now.timestamp()), limits.WINDOW)
        asking = limits.asked_by(request)
        if limits.passes(request, asking, minute=minute):
            return self.get_response(request)
        return limits.too_many(request, asking, seconds=limits.WINDOW - gone, at=now)


class EndsInTime:
    """Ends a session that nobody has used for a while, or that is too old however it is used.

    Puts on the request when it ends if nothing more is done: `session_ends_in`, in seconds, and
    `session_ends_at`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            session = request.session
            began, seen = session.get(BEGAN_KEY, now), session.get(SEEN_KEY, now)
            is_idle = now - seen > settings.GOLDTHREAD_IDLE_SECONDS
            if is_idle or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(request, UNUSED if is_idle else TOO_OLD)
                return _nothing_kept(self.get_response(request))
            else:
                if SEEN_KEY not in session or now - seen >= TOLD_EVERY:
                    session[BEGAN_KEY], session[SEEN_KEY] = began, seen = began, now
                left = seconds_left(idle=now - seen, age=now - began)
                request.session_ends_in = left  # type: ignore[attr-defined]
                ends_at = timezone.localtime() + timedelta(seconds=left)
                request.session_ends_at = ends_at  # type: ignore[attr-defined]
                response = self.get_response(request)
                response.headers[LEFT_HEADER] = str(left)
                return response if request.user.is_authenticated else _nothing_kept(response)
        return self.get_response(request)


def _nothing_kept(response: HttpResponse) -> HttpResponse:
    """The answer that ends a session: the browser forgets every page of ours, also behind its Back.

    Cookies stay: the mark of a known device is one of them.
    """
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def seconds_left(*, idle: int, age: int) -> int:
    """How long a session goes on that was last used, and began, so many seconds ago."""
    unused = settings.GOLDTHREAD_IDLE_SECONDS
    return int(min(unused, unused - idle, settings.SESSION_COOKIE_AGE - age))


class WhoIsAsking:
    """Sets `request.principal`, fresh from the appointments on every request: a leaver is out at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.principal = NOBODY  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            ask = partial(_who, request)
            principal = ask()
            request.ask_for_second_step = partial(_second_step, request)  # type: ignore[attr-defined]
            if first := page_first(request, principal):
                if not is_on_the_way(request, first):
                    if first == "mfa_index":
                        return redirect(first)
                    return redirect_to_login(request.get_full_path(), login_url=first)
                request.is_kept_for_passkey = needs_passkey(principal)  # type: ignore[attr-defined]
                lost = used_recovery_code(request, request.user)
                request.lost_passkey = lost  # type: ignore[attr-defined]
                # Known by name and holding nothing, also on the pages where one is set up.
                principal = Principal(person_id=principal.person_id, name=principal.name)
            else:
                request.ask_again = ask  # type: ignore[attr-defined]
            request.principal = principal  # type: ignore[attr-defined]
        return self.get_response(request)


def _second_step(request: Any) -> HttpResponse | None:
    """Lead to the second step where it is due, and back; what was posted waits for its writer."""
    page = second_step_due(request)
    if not page:
        return None
    if request.method == "POST":
        messages.info(request, NOT_DONE_YET)
    why = HeldPost.Why.SECOND_STEP
    return hold_and_ask(request, request.principal, at=timezone.now(), first=page, why=why)


def _who(request: Any) -> Principal:
    chosen = request.session.get(SPACE_KEY, "")
    return principal_for(request.user, on=timezone.localdate(), chosen=chosen)


@told_to
def keep_account(request: HttpRequest, seen: Opened, response: HttpResponse) -> None:
    """Put what a page showed into the trail, before the page goes out and in its transaction."""
    looking.tell(request, seen, response, at=timezone.localtime())
