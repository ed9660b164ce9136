import pytest
from django.urls import reverse

from goldthread.accounts.models import Appointment
from goldthread.house import Role
from goldthread.inbox import due
from tests.factories import AppointmentFactory, PersonFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def test_ones_own_account_shows_appointments_wherever_they_are(client, space):
    person = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER).person
    there = SpaceFactory(name="Partnership of There")
    AppointmentFactory(space=there, person=person, role=Role.PRACTITIONER)
    client.force_login(person)

    page = client.get(reverse("own-account")).content.decode()

    assert "Business manager, in Partnership of Here" in page
    assert "in Partnership of There" in page


def test_ones_own_account_leads_to_password_second_step_and_sessions(client, space):
    person = AppointmentFactory(space=space).person
    person.set_password("four unrelated words here")
    person.save()
    client.force_login(person)

    page = client.get(reverse("own-account")).content.decode()

    for name in ("account_change_password", "mfa_index", "usersessions_list", "conflicts"):
        assert reverse(name) in page


def test_whoever_has_no_appointment_is_told_whom_to_ask(client):
    client.force_login(PersonFactory())

    page = client.get("/").content.decode()

    assert "You have no appointment today" in page
    assert "Ask the business manager" in page


def test_whoever_has_no_appointment_still_reaches_their_account(client):
    client.force_login(PersonFactory())

    assert client.get(reverse("own-account")).status_code == 200
    assert "Ask the business manager" in client.get(reverse("choose-space")).content.decode()


def test_home_says_when_nothing_is_due(manager, monkeypatch):
    monkeypatch.setattr(due, "registry", [])

    page = manager.get("/").content.decode()

    assert "Nothing is due from you" in page


def test_home_lists_what_is_due_with_its_reason(manager, monkeypatch):
    from datetime import date

    from goldthread.house import InboxItem, InboxKind, Module

    def find(principal, on):
        return [
            InboxItem(
                "x",
                "Return for quarter 1",
                "Asked on 1 April",
                "/x/",
                "Open",
                date(2020, 5, 1),
                late=True,
            ),
            InboxItem("x", "Answer a query", "It is high", "/y/", "Answer", None),
        ]

    module = Module(name="x", title="X", inbox=(InboxKind("x", "X", find),))
    monkeypatch.setattr(due, "registry", [module])

    page = manager.get("/").content.decode()

    assert "2 things, 1 of them late." in page
    assert page.index("Return for quarter 1") < page.index("Answer a query")
    assert "Asked on 1 April" in page


def test_an_appointment_in_a_collaboration_alone_can_be_worked_from(client, space):
    from tests.factories import collaboration_of

    together = collaboration_of(space, name="All Together")
    appointment = AppointmentFactory(space=together)
    client.force_login(appointment.person)

    page = client.get("/").content.decode()

    assert "All Together" in page
    assert Appointment.objects.count() == 1
