"""How much one person, guest or address may ask for in a minute, and the page that says when to go on.

Each process counts in its own memory. Of the share that a process may let pass by itself (a tenth of
the limit) nothing is told; each further share has to be claimed in the shared cache, where a minute
has ten of them for all processes together, and each is given once. So an ordinary page costs the
database nothing, one process keeps the limit exactly, and N processes let pass at most the limit and
a tenth of it for each of them. A minute begins with the clock's: twice the limit can come in the
seconds around its end.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from goldthread.access import unsent
from goldthread.access.unsent import Why

GUEST_KEY = "link"  # in the session of a guest: the link that their code has opened
ASKS_FOR = "asks_for"  # on a request without a session: the person for whom a program asks
WINDOW = 60  # seconds
SHARES = 10
MOST_COUNTED = 100_000  # of those who ask, in one process and minute: about 20 MB

_for_machines = re.compile("|".join(settings.SECURE_REDIRECT_EXEMPT))


def is_counted(request: HttpRequest) -> bool:
    """Whether anything is limited, and this: not what machines ask. Static files never come here."""
    return bool(settings.GOLDTHREAD_LIMITS) and not _for_machines.search(request.path.lstrip("/"))


@dataclass(frozen=True)
class Asking:
    """Whose requests are counted together: a `person`, a `guest` or an `address`, and which."""

    kind: str
    who: str


class Tally:
    """What one process has let pass in this minute, and whom it lets pass no more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._passed: Counter[tuple[Asking, str]] = Counter()
        self._spent: set[tuple[Asking, str]] = set()

    def takes(self, asking: Asking, what: str, *, most: int, minute: int) -> bool:
        """Whether one more request (`what`: "asked" or "sent") passes, of at most so many a minute."""
        about, share = (asking, what), max(1, -(-most // SHARES))
        with self._lock:
            if minute != self._minute or len(self._passed) > MOST_COUNTED:
                self._minute, self._passed, self._spent = minute, Counter(), set()
            if about in self._spent or self._passed[about] >= most:
                return False
            self._passed[about] += 1
            shares, rest = divmod(self._passed[about] - 1, share)
        if rest or not shares or _claimed(asking, what, minute=minute, first=shares):
            return True
        with self._lock:
            self._spent.add(about)
        return False


def _claimed(asking: Asking, what: str, *, minute: int, first: int) -> bool:
    """Claim a share of the minute that no process has; False where all are taken.

    This process took all below `first` itself, where it is alone.
    """
    whose = salted_hmac("requests of a minute", f"{asking.kind} {asking.who} {what}").hexdigest()
    return any(
        cache.add(f"asked:{whose}:{minute}:{number}", 1, 2 * WINDOW)
        for number in range(first, SHARES + 1)
    )


tally = Tally()


def passes(request: HttpRequest, asking: Asking, *, minute: int) -> bool:
    """Count a request; False where it is beyond the limits of the settings."""
    asked, sent = settings.GOLDTHREAD_LIMITS[asking.kind]
    if not tally.takes(asking, "asked", most=asked, minute=minute):
        return False
    is_read = request.method in ("GET", "HEAD", "OPTIONS")
    return is_read or tally.takes(asking, "sent", most=sent, minute=minute)


def asked_by(request: HttpRequest) -> Asking:
    """Whose request it is, as far as its token or its session tells; else where it comes from.

    A session is the server's own: nobody makes themselves another person with it.
    """
    if person := getattr(request, ASKS_FOR, None):
        return Asking("person", str(person))
    for kind, key in (("person", SESSION_KEY), ("guest", GUEST_KEY)):
        if who := request.session.get(key):
            return Asking(kind, str(who))
    return Asking("address", _address(request))


def _address(request: HttpRequest) -> str:
    """The address that GOLDTHREAD_PROXIES says to believe; of IPv6 the network, which is one house."""
    try:
        found = get_adapter().get_client_ip(request)
    except (
        ImproperlyConfigured,
        PermissionError,
    ):  # fewer servers in front wrote it down than said
        found = request.META.get("REMOTE_ADDR", "")
    return str(truncate_ip(found))


def too_many(request: Any, asking: Asking, *, seconds: int, at: datetime) -> HttpResponse:
    """What was posted waits for its writer or, where it cannot, stands in the page to be sent again."""
    is_kept = request.method == "POST" and _is_kept(request, asking, at=at)
    context = {
        "seconds": seconds,
        "is_kept": is_kept,
        "is_post": request.method == "POST",
        "carried": None if is_kept else unsent.carried(request),
    }
    text = render_to_string("429.html", context)
    return HttpResponse(text, status=429, headers={"Retry-After": str(seconds)})


def _is_kept(request: HttpRequest, asking: Asking, *, at: datetime) -> bool:
    whose = None if unsent.is_background(request) else unsent.drawn_for(request)
    if whose is None or asking != Asking("person", str(whose.person_id)):
        return False
    with transaction.atomic():
        return unsent.hold(request, of=whose, why=Why.TOO_MANY, at=at)
