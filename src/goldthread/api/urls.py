"""Addresses of the API, of its reference, and of tokens."""

from django.urls import URLPattern, include, path

from goldthread.access.guard import guard_patterns
from goldthread.api.guard import by_token, open_to_all
from goldthread.api.service import service
from goldthread.api.views import reference, tokens


def _addresses() -> tuple[list[URLPattern], str]:
    """Those of the API, each behind its guard; what needs no token says so by its name."""
    patterns, _, namespace = service().urls
    kept = [each for each in patterns if isinstance(each, URLPattern) and each.name != "api-root"]
    for pattern in kept:
        is_open = str(pattern.name).startswith(("open-", "openapi"))
        guard_patterns([pattern], open_to_all if is_open else by_token)
    return kept, namespace


urlpatterns = [
    path("api/v1/", include(_addresses())),
    path("api/", reference.reference, name="api-reference"),
    path("my-account/tokens/", tokens.own, name="own-tokens"),
    path("my-account/tokens/make/", tokens.make, name="make-token"),
    path("my-account/tokens/<random_id:public_id>/end/", tokens.end, name="end-own-token"),
    path("administration/tokens/", tokens.everybodys, name="tokens"),
    path("administration/tokens/switch/", tokens.switch, name="switch-api"),
    path("administration/tokens/<random_id:public_id>/end/", tokens.end_anybodys, name="end-token"),
]
