"""Puts the principal on each request, and keeps those without a second factor at the door."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldthread.access.principal import NOBODY
from goldthread.accounts.principals import principal_for

SPACE_KEY = "space"


class WhoIsAsking:
    """Sets `request.principal`, fresh from the appointments on every request: a leaver is out at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.principal = NOBODY  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            today = timezone.localdate()
            chosen = request.session.get(SPACE_KEY, "")
            request.principal = principal_for(request.user, on=today, chosen=chosen)  # type: ignore
            if must_set_up_second_factor(request):
                return redirect("mfa_activate_totp")
        return self.get_response(request)


def must_set_up_second_factor(request: HttpRequest) -> bool:
    """Whether this person has no second factor yet and is asking for more than to set one up."""
    if settings.GOLDTHREAD_DEMONSTRATION or is_mfa_enabled(request.user):
        return False
    open_to_all = (
        reverse("account_logout"),
        reverse("mfa_index"),
        reverse("account_reauthenticate"),
    )
    return not request.path.startswith((*open_to_all, settings.STATIC_URL))
