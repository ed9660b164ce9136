"""Which pages of the sign-in library are offered, and how they answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth import urls as library
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from goldthread.access.guard import guard_patterns, public, public_without_transaction
from goldthread.ui.responses import UNPROCESSABLE

# An address is proved by the invitation and changed by an administrator, and nobody signs in by a
# code sent to a mailbox: these pages of the library do not exist here.
LEFT_OUT = {
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    # Another organisation's sign-in makes no account and is tied by signing in with it; whatever
    # goes wrong on the way is answered on the sign-in page.
    "socialaccount_signup",
    "socialaccount_connections",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    None,  # old addresses of the library's, without a name
}


# They ask another organisation's machine, which may be slow.
ASKS_ELSEWHERE = {"openid_connect_login", "openid_connect_callback"}


def addresses() -> list[URLPattern | URLResolver]:
    """The library's addresses that are offered, each behind a guard."""
    return _guarded(_kept(library.urlpatterns))


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the library, which sees for itself who is signed in. A form with mistakes is 422."""

    @public
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and form is not None and form.errors:
            response.status_code = UNPROCESSABLE
        return response

    return answer


def _guarded(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            _guarded(pattern.url_patterns)
        else:
            guard_patterns(
                [pattern], public_without_transaction if pattern.name in ASKS_ELSEWHERE else page
            )
    return patterns


def _kept(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            pattern.url_patterns[:] = _kept(pattern.url_patterns)
    return [pattern for pattern in patterns if getattr(pattern, "name", "") not in LEFT_OUT]
