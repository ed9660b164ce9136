"""A session ends when nobody uses it, and when it is old."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from goldthread.accounts.middleware import TOO_OLD, UNUSED
from tests.factories import NOW, AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def used():
    """used(*minutes): whether somebody is still let in after a page at each of these minutes."""

    def pages(*minutes):
        client = Client()
        with time_machine.travel(NOW, tick=False):
            client.force_login(AppointmentFactory().person)
            assert client.get("/").status_code == 200
        for minute in minutes:
            with time_machine.travel(NOW + timedelta(minutes=minute), tick=False):
                last = client.get("/", follow=True)
        return last

    return pages


@pytest.mark.parametrize("minutes", [(29,), (30,), (20, 40, 69)])
def test_a_session_in_use_goes_on(used, minutes):
    assert used(*minutes).redirect_chain == []


@pytest.mark.parametrize("minutes", [(31,), (20, 51)])
def test_a_session_that_nobody_used_is_ended_and_says_so(used, minutes):
    page = used(*minutes)

    assert page.redirect_chain[0][0].startswith("/account/login")
    assert UNUSED in page.content.decode()


def test_the_time_without_use_is_a_setting(used, settings):
    settings.GOLDTHREAD_IDLE_SECONDS = 5 * 60

    assert used(6).redirect_chain


def test_a_session_ends_after_twelve_hours_however_it_is_used(used):
    page = used(*range(20, 12 * 60 + 40, 20))

    assert page.redirect_chain
    assert TOO_OLD in page.content.decode()


def test_what_was_asked_for_comes_after_signing_in_again(used):
    assert "next=/" in used(31).redirect_chain[0][0]
