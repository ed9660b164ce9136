"""Somebody at the keyboard, and what they are appointed to."""

import pytest

from goldthread.house import Role
from tests.clients import Client
from tests.factories import AppointmentFactory, SpaceFactory


@pytest.fixture
def space():
    return SpaceFactory(code="HERE", name="Partnership of Here")


@pytest.fixture
def at_work():
    """at_work(role, space): a browser in which somebody of that role is signed in, as `.person`."""

    def sign_in(role, space, **more):
        client = Client()
        client.person = AppointmentFactory(role=role, space=space, **more).person
        client.force_login(client.person)
        return client

    return sign_in


@pytest.fixture
def manager(at_work, space):
    return at_work(Role.BUSINESS_MANAGER, space)
