"""What a session remembers of how somebody came in: with which steps, how long ago, through whom."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import ROLES

# The id of the person whose second step another organisation took, in this session.
ELSEWHERE_KEY = "second_step_elsewhere"
# Recovery codes alone are a way back in, and no second step.
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def second_step_was_elsewhere(request: HttpRequest, person: Person) -> bool:
    """Whether they came in through a provider that took a second step which we trust."""
    ways = [
        each["method"]
        for each in get_authentication_records(request, person)
        if not each.get("reauthenticated") and each["method"] != "mfa"
    ]
    came_through_one = ways[-1:] == ["socialaccount"]
    return came_through_one and request.session.get(ELSEWHERE_KEY) == person.pk


def used_passkey(request: HttpRequest, person: Person) -> bool:
    """Whether a passkey was shown in this session."""
    return _used(request, person, Authenticator.Type.WEBAUTHN)


def used_recovery_code(request: HttpRequest, person: Person) -> bool:
    """Whether a recovery code was given in this session."""
    return _used(request, person, Authenticator.Type.RECOVERY_CODES)


def _used(request: HttpRequest, person: Person, kind: str) -> bool:
    return any(each.get("type") == kind for each in _second_steps(request, person))


def was_asked_just_now(request: HttpRequest, person: Person) -> bool:
    """Whether a second step was taken within the last minutes that a dangerous act allows."""
    latest = max((each["at"] for each in _second_steps(request, person)), default=0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def second_step_due(request: Any) -> str:
    """The name of the page where a second step is taken again; empty where it was, just now.

    Whoever has none of their own with us sets one up first: what an organisation took at sign-in may
    lie hours back. The demonstration has none and asks for none.
    """
    if settings.GOLDTHREAD_DEMONSTRATION or was_asked_just_now(request, request.user):
        return ""
    return "account_reauthenticate" if is_mfa_enabled(request.user, SECOND_STEPS) else "mfa_index"


def page_first(request: Any, principal: Principal) -> str:
    """The name of the page where somebody has to go before any other; empty where they may work."""
    if settings.GOLDTHREAD_DEMONSTRATION:
        return ""
    person = request.user
    is_set_up = is_mfa_enabled(person, SECOND_STEPS)
    if not is_set_up and not second_step_was_elsewhere(request, person):
        return "mfa_index"
    if not needs_passkey(principal) or used_passkey(request, person):
        return ""
    has_one = is_mfa_enabled(person, [Authenticator.Type.WEBAUTHN])
    return "mfa_reauthenticate_webauthn" if has_one else "mfa_index"


def needs_passkey(principal: Principal) -> bool:
    """Whether any role held here is one that comes in with a passkey alone."""
    return any(held.role and ROLES[held.role].needs_passkey for held in principal.held)


def is_on_the_way(request: Any, page: str) -> bool:
    """Whether this address may be opened before that page has been passed: it, its steps, and leaving.

    Whoever came in with a recovery code has lost a passkey, and may set up a new one.
    """
    names = ["account_logout", "stay-signed-in", page]
    if page == "mfa_index" or used_recovery_code(request, request.user):
        names += ["mfa_index", "account_reauthenticate"]
    ways = [reverse(name) for name in names]
    return request.path.startswith((*ways, settings.STATIC_URL))


def passkey_was_made(request: HttpRequest, user: Person, authenticator: Any, **more: Any) -> None:
    """A receiver: whoever has just made a passkey has shown it."""
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def _second_steps(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    records = get_authentication_records(request, person)
    return [each for each in records if each["method"] == "mfa"]
