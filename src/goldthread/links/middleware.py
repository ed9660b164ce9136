"""Puts the guest on each request of a session that a link has opened."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldthread.access.principal import NOBODY, Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.limits import GUEST_KEY
from goldthread.links.actions import end_what_is_over
from goldthread.links.guests import guest_of
from goldthread.links.models import Link

LINK_KEY, SEEN_KEY = GUEST_KEY, "link_seen"
TOLD_EVERY = 60  # seconds; more often would write the session with every page


class GuestIsAsking:
    """Stands after WhoIsAsking: somebody who is signed in is themselves, whatever link they opened.

    A link that has ended lets nobody in at the next request. Once the thing is given it ends, and
    its page says thank you.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        public_id = request.session.get(LINK_KEY)
        if not public_id or request.user.is_authenticated:
            return self.get_response(request)
        ask = partial(_guest, public_id)
        request.principal = NOBODY if _is_idle(request) else ask()
        if request.principal.errand is None:
            forget(request)
            return redirect("link-ended")
        request.ask_again = ask
        response = self.get_response(request)
        if request.method == "POST" and _guest(public_id).errand is None:
            forget(request)
            return redirect("link-given")
        return response


def _guest(public_id: str) -> Principal:
    """The guest of a link that works now; nobody otherwise."""
    with working_everywhere():
        found = Link.objects.select_related("guest", "space").filter(public_id=public_id)
        link = found.first()
        if link is None or end_what_is_over(link, at=timezone.localtime()):
            return NOBODY
        return guest_of(link) or NOBODY


def _is_idle(request: Any) -> bool:
    """Whether nothing was done for as long as ends anybody's session."""
    now = int(timezone.now().timestamp())
    seen = request.session.get(SEEN_KEY, now)
    if SEEN_KEY not in request.session or now - seen >= TOLD_EVERY:
        request.session[SEEN_KEY] = now
    return bool(now - seen > settings.GOLDTHREAD_IDLE_SECONDS)


def forget(request: Any) -> None:
    """Let a session open no link any more."""
    for key in (LINK_KEY, SEEN_KEY):
        request.session.pop(key, None)
