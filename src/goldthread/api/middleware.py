"""Before everything that knows of sessions: a program is known by its token, and by no cookie."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from goldthread.accounts.guessing import guess_from
from goldthread.accounts.limits import ASKS_FOR
from goldthread.api.answers import PREFIX, in_our_shape, problem
from goldthread.api.asking import key_in, token_of


class AsksByToken:
    """Takes every cookie from a request to the API, and looks up the token that it bears.

    A token that is none is counted as a guess from its address. One that works says whose requests
    these are, so that all tokens of a person, and they themselves, have one count.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        request.COOKIES = {}
        request.at = timezone.localtime()
        request.token, header = None, request.headers.get("Authorization", "")
        if header:
            request.token = token_of(key_in(header), at=request.at)
            if request.token is None and guess_from(request) is None:
                return _headed(problem(429))
        if request.token is not None:
            setattr(request, ASKS_FOR, request.token.person_id)
        return _headed(in_our_shape(self.get_response(request)))


def _headed(response: HttpResponse) -> HttpResponse:
    """The answer, kept by nobody on its way."""
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Authorization"
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
