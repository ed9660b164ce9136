"""Devices that an account was used on: guesses from elsewhere do not keep its person out of it.

The mark is a signed cookie, made by the server and held by the browser alone. It opens nothing: it only
says that guesses from here are counted apart, for one account.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from goldthread.accounts.models import Person

COOKIE = "device"
KEPT = 180 * 24 * 60 * 60  # seconds
SALT = "goldthread device"


def mark_of(person: Person) -> str:
    """A new mark for a device on which this person has just signed in."""
    return signing.dumps([secrets.token_urlsafe(12), _account(person.email)], salt=SALT)


def device_of(request: HttpRequest, email: str) -> str:
    """The device that asks, where this account was used on it before; else empty."""
    try:
        device, account = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError):
        return ""
    return device if account == _account(email) else ""


def remember_device(response: HttpResponse, person: Person) -> None:
    """Put the mark on the browser of somebody who has signed in with every step."""
    response.set_cookie(
        COOKIE,
        mark_of(person),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _account(email: str) -> str:
    """The address, not readable from the cookie."""
    key = settings.SECRET_KEY.encode()
    return hashlib.blake2b(email.strip().lower().encode(), key=key[:64], digest_size=16).hexdigest()
