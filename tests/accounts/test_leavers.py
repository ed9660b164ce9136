"""Whoever leaves is out at their next request, whatever page they have open."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from goldthread.access.spaces import working_everywhere
from goldthread.accounts.actions import end_appointment
from goldthread.accounts.models import Appointment, Offer
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.administration.test_people import answers
from tests.clients import Client
from tests.factories import AppointmentFactory, SpaceFactory, principal_with

RACES = 50


@pytest.fixture
def space(db):
    return SpaceFactory()


def at_work(space, role=Role.BUSINESS_MANAGER):
    client = Client()
    client.appointment = AppointmentFactory(
        space=space, role=role, starts_on=timezone.localdate() - timedelta(days=9)
    )
    client.force_login(client.appointment.person)
    return client


def let_go(appointment, by):
    now = timezone.localtime()
    end_appointment(appointment=appointment, by=by, at=now, on=now.date(), because_of="Left")


def test_an_open_page_of_a_leaver_sends_nothing(space):
    leaver = at_work(space)
    assert leaver.get(reverse("appoint")).status_code == 200
    let_go(
        leaver.appointment,
        principal_with(Role.SERVICE_ADMINISTRATOR, space=space, on=timezone.localdate()),
    )

    assert leaver.post(reverse("appoint"), answers()).status_code == 403
    assert leaver.get(reverse("people")).status_code == 403
    assert not Offer.objects.exists()


def test_a_closed_account_is_out_at_once(space):
    leaver = at_work(space)
    person = leaver.appointment.person
    person.is_active = False
    person.save()

    answer = leaver.post(reverse("appoint"), answers())

    assert answer.url.startswith(reverse("account_login"))
    assert not Offer.objects.exists()


def test_somebody_else_signs_a_person_out_everywhere(space):
    manager, officer = at_work(space), at_work(space, Role.PARTNERSHIP_OFFICER)
    person = officer.appointment.person
    UserSession.objects.create(
        user=person, ip="10.0.0.1", session_key=officer.session.session_key, user_agent="A browser"
    )

    answer = manager.post(reverse("sign-out-person", args=[person.public_id]))

    assert answer.url == reverse("person", args=[person.public_id])
    assert officer.get("/").url.startswith(reverse("account_login"))
    assert not UserSession.objects.exists()
    assert Entry.objects.filter(kind="accounts.person.signed_out", space_id=space.pk).exists()


def test_nobody_signs_out_those_of_another_partnership(space):
    manager, stranger = at_work(space), at_work(SpaceFactory())

    page = reverse("sign-out-person", args=[stranger.appointment.person.public_id])

    assert manager.post(page).status_code == 404
    assert stranger.get("/").status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_in_fifty_races_nothing_is_done_once_somebody_is_let_go(transactional_db):
    """A form is sent while its sender is let go: it came before the end, or did nothing."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one request write at a time")
    space = SpaceFactory()
    administrator = AppointmentFactory(space=space, role=Role.SERVICE_ADMINISTRATOR).person
    by = principal_for(administrator, on=timezone.localdate(), chosen=space.code)
    late = []
    with ThreadPoolExecutor(2) as threads:
        for race in range(RACES):
            leaver = at_work(space)
            begin = threading.Barrier(2)
            sent = threads.submit(_send, leaver, f"asked{race}@example.org", begin)
            threads.submit(_let_go, leaver.appointment, by, begin).result()
            sent.result()
            if (
                leaver.post(reverse("appoint"), answers(email="late@example.org")).status_code
                != 403
            ):
                late.append(race)
    assert late == []
    assert not Offer.objects.filter(person__email="late@example.org").exists()
    assert Appointment.objects.filter(ended_because="Left").count() == RACES


def _send(leaver, email, begin):
    begin.wait()
    try:
        return leaver.post(reverse("appoint"), answers(email=email)).status_code
    finally:
        connections.close_all()


def _let_go(appointment, by, begin):
    begin.wait()
    try:
        with working_everywhere():
            let_go(appointment, by)
    finally:
        connections.close_all()
