"""What a session remembers of how somebody came in: with which steps, how long ago, through whom."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from goldthread.accounts.models import Person

# The id of the person whose second step another organisation took, in this session.
ELSEWHERE_KEY = "second_step_elsewhere"


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
    return any(
        each.get("type") == Authenticator.Type.WEBAUTHN for each in _second_steps(request, person)
    )


def was_asked_just_now(request: HttpRequest, person: Person) -> bool:
    """Whether a second step was taken within the last minutes that a dangerous act allows."""
    latest = max((each["at"] for each in _second_steps(request, person)), default=0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _second_steps(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    records = get_authentication_records(request, person)
    return [each for each in records if each["method"] == "mfa"]
