"""Past records when somebody leaves, or somebody else is quicker, before they are brought in."""

import pytest
import time_machine
from django.db import IntegrityError, InterfaceError, OperationalError
from django.urls import reverse

from goldthread.accounts.models import Appointment, Person
from goldthread.governance.bringing_in import agencies
from goldthread.house import Role
from goldthread.imports import actions, tasks
from goldthread.register.models import Membership
from tests.clients import Client
from tests.factories import NOW, AppointmentFactory, SpaceFactory
from tests.imports.pages import bring_in, csv, manager, sent, space_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def many():
    rows = [f"{100000 + number},School {number}" for number in range(301)]
    return csv(*rows, heads="URN,Name,Since,Source")


def handed_to_the_worker():
    client, by = manager()
    row = sent(client, many(), "schools")
    bring_in(client, row)
    row.refresh_from_db()
    assert row.status == "running"
    return row, by


@pytest.mark.parametrize("works_elsewhere", [False, True])
def test_what_somebody_began_who_has_left_comes_back_for_the_others(works_elsewhere):
    row, by = handed_to_the_worker()
    Appointment.objects.filter(person_id=by.person_id).update(
        ends_on="2020-01-01", starts_on="2019-01-01"
    )
    if works_elsewhere:
        AppointmentFactory(
            person=Person.objects.get(pk=by.person_id),
            role=Role.BUSINESS_MANAGER,
            space=SpaceFactory(),
        )

    tasks.take_in.call(row.pk, by.person_id, by.space.code)

    row.refresh_from_db()
    assert (row.status, Membership.objects.count()) == ("sent", 0)
    assert "no longer" in row.why


def test_what_was_brought_in_by_another_at_the_same_moment_comes_back_with_the_reason(monkeypatch):
    row, by = handed_to_the_worker()

    def fails(*_):
        raise IntegrityError("agency_code_key")

    monkeypatch.setattr(agencies, "_take", fails)

    tasks.take_in.call(row.pk, by.person_id, by.space.code)

    row.refresh_from_db()
    assert (row.status, row.why) == ("sent", actions.AT_THE_SAME_TIME)


def test_what_failed_through_a_fault_of_ours_comes_back_and_the_fault_is_told(monkeypatch):
    row, by = handed_to_the_worker()

    def fails(*_):
        raise KeyError("a fault")

    monkeypatch.setattr(agencies, "_take", fails)

    with pytest.raises(KeyError):
        tasks.take_in.call(row.pk, by.person_id, by.space.code)

    row.refresh_from_db()
    assert (row.status, row.why) == ("sent", actions.OUR_FAULT)


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_what_the_database_was_away_for_is_left_to_the_next_worker(monkeypatch, away):
    row, by = handed_to_the_worker()

    def fails(*_):
        raise away("gone")

    monkeypatch.setattr(agencies, "_take", fails)

    with pytest.raises(away):
        tasks.take_in.call(row.pk, by.person_id, by.space.code)

    row.refresh_from_db()
    assert (row.status, row.why) == ("running", "")


def test_columns_that_somebody_else_told_meanwhile_are_not_brought_in_unseen():
    client, by = manager()
    row = sent(client, csv("Ferry Company,Other,,FoodBank,,"))
    looked_at = client.get(reverse("import", args=[row.public_id]))
    actions.tell_columns(row=row, places={"name": 3, "kind": 1}, by=by, at=NOW)

    address = reverse("bring-in", args=[row.public_id])
    answer = client.send(looked_at, address, {}, follow=True)

    assert Membership.objects.filter(space=space_of(by)).count() == 0
    assert "Somebody else changed this since you opened it." in answer.content.decode()


def test_whoever_presses_in_a_second_window_is_told_that_it_is_there_already():
    client, _ = manager()
    row = sent(client, csv("Ferry Company,Other,,,,"))
    first = client.get(reverse("import", args=[row.public_id]))
    second = client.get(reverse("import", args=[row.public_id]))
    address = reverse("bring-in", args=[row.public_id])
    client.send(first, address, {})

    said = client.send(second, address, {}, follow=True).content.decode()

    assert "This changed nothing. It is brought in." in said


def test_what_no_worker_ever_ends_can_be_dropped_and_is_then_not_brought_in():
    row, by = handed_to_the_worker()
    client = Client()
    client.force_login(Person.objects.get(pk=by.person_id))
    address = reverse("drop-import", args=[row.public_id])

    client.send(client.get(reverse("import", args=[row.public_id])), address, {})
    tasks.take_in.call(row.pk, by.person_id, by.space.code)

    row.refresh_from_db()
    assert (row.status, row.rows, Membership.objects.count()) == ("dropped", None, 0)
