"""A session ends when nobody uses it, and when it is old."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from goldthread.access.rows import new_public_id
from goldthread.access.submissions import FIELD
from goldthread.accounts.middleware import LEFT_HEADER, TOO_OLD, UNUSED
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


@pytest.fixture
def signed_in():
    """signed_in(minutes): a client that came in and did nothing for so long; time stands there."""
    with time_machine.travel(NOW, tick=False) as clock:

        def wait(minutes=0):
            clock.move_to(NOW + timedelta(minutes=minutes))

        client = Client()
        client.force_login(AppointmentFactory().person)
        client.get("/")
        client.wait = wait
        yield client


def test_a_page_says_how_long_the_session_goes_on(signed_in):
    signed_in.wait(10)

    answer = signed_in.get("/")

    page = answer.content.decode()
    assert f'data-seconds="{30 * 60}"' in page
    assert "You will be signed out at 11:10 if no page is opened before." in page
    assert answer.headers[LEFT_HEADER] == str(30 * 60)


def test_nothing_is_said_of_a_session_to_whoever_has_none(client):
    answer = client.get(reverse("account_login"))

    assert "data-seconds" not in answer.content.decode()
    assert LEFT_HEADER not in answer.headers


def stay(client):
    return client.post(reverse("stay-signed-in"), {FIELD: new_public_id()})


def test_one_press_keeps_a_session_going(signed_in):
    signed_in.wait(29)

    assert stay(signed_in).json() == {"seconds": 30 * 60}

    signed_in.wait(58)
    assert signed_in.get("/").status_code == 200


def test_a_press_after_the_end_brings_nothing_back(signed_in):
    signed_in.wait(31)

    assert stay(signed_in).status_code == 302
    assert signed_in.get("/").status_code == 302


def test_towards_the_twelfth_hour_a_press_gives_no_more_than_is_left(signed_in):
    for minutes in range(20, 12 * 60, 20):
        signed_in.wait(minutes)
        signed_in.get("/")
    signed_in.wait(12 * 60 - 5)

    assert stay(signed_in).json() == {"seconds": 5 * 60}
