"""Every address declares who may call it; what declares nothing does not exist."""

import re

import pytest
from django.http import Http404, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from goldthread.access.guard import Guard, RefuseUnguarded
from goldthread.house import ROLES, registry


def addresses(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        place = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, place)
        elif isinstance(pattern, URLPattern):
            yield place, pattern


ALL = list(addresses())


@pytest.mark.parametrize(("place", "pattern"), ALL, ids=[place or "home" for place, _ in ALL])
def test_every_address_has_a_guard(place, pattern):
    assert isinstance(getattr(pattern.callback, "guard", None), Guard)


@pytest.mark.parametrize(("place", "pattern"), ALL, ids=[place or "home" for place, _ in ALL])
def test_every_guard_names_a_permission_that_a_module_declares(place, pattern):
    permission = pattern.callback.guard.permission

    assert permission is None or permission in registry.permissions()


def test_a_view_without_a_guard_is_not_found_for_anybody(rf):
    middleware = RefuseUnguarded(lambda request: HttpResponse("never"))

    with pytest.raises(Http404):
        middleware.process_view(rf.get("/"), lambda request: HttpResponse("secret"), (), {})


def test_every_permission_is_held_by_somebody_who_exists():
    for permission, roles in registry.permissions().items():
        assert roles, f"nobody holds {permission}"
        assert set(roles) <= set(ROLES)


def test_no_address_takes_a_number_that_can_be_counted_up():
    # The sign-in library numbers a person's own passkeys, and shows nobody another's.
    counted = [place for place, _ in ALL if "<int:" in place and "webauthn" not in place]

    assert counted == []


def test_every_id_in_an_address_is_a_random_one():
    loose = [place for place, _ in ALL if re.search(r"<(?!random_id:)\w+:\w*_id>", place)]

    assert loose == []


def test_every_address_counts_how_often_it_is_asked_but_those_of_machines(client, db, settings):
    settings.GOLDTHREAD_LIMITS = dict.fromkeys(("person", "guest", "address"), (0, 0))
    uncounted = [
        place
        for place in map(_made_up, (place for place, _ in ALL))
        if client.get(f"/{place}").status_code != 429
    ]

    assert uncounted == ["health/", "ready/", "metrics/"]


def _made_up(place):
    """An address of this kind, whether there is anything or not."""
    return re.sub(r"<[^>]+>", "x", place).replace("\\Z", "").strip("^$")
