"""Who signed in stands on a page, for those of one's own partnership alone."""

import pytest
from django.urls import reverse

from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import AppointmentFactory, PersonFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(at_work, space):
    return at_work(Role.SERVICE_ADMINISTRATOR, space)


def signs_in(space, name):
    person = PersonFactory(name=name, is_demonstration=True)
    AppointmentFactory(space=space, person=person)
    Client().post(reverse("demonstration-sign-in", args=[person.public_id]))
    return person


def test_a_sign_in_stands_on_the_page_with_its_time(administrator, space):
    signs_in(space, "Ada Example")

    page = administrator.get(reverse("sign-ins")).content.decode()

    assert "Ada Example" in page
    assert "Signed in" in page


def test_a_sign_in_with_a_password_is_told_too(client, administrator, space):
    person = AppointmentFactory(space=space, person__name="Ada Example").person
    person.set_password("four unrelated words here")
    person.save()

    client.post(
        reverse("account_login"), {"login": person.email, "password": "four unrelated words here"}
    )

    assert "Ada Example" in administrator.get(reverse("sign-ins")).content.decode()


def test_a_sign_in_that_failed_is_told_without_what_was_typed(client, administrator, space):
    person = AppointmentFactory(space=space, person__name="Ada Example").person

    for typed in (person.email.upper(), "a typing mistake@example.org", "nobody@example.org"):
        client.post(reverse("account_login"), {"login": typed, "password": "wrong"})

    page = administrator.get(reverse("sign-ins")).content.decode()
    assert "Somebody, as Ada Example" in page
    assert "Could not sign in" in page
    assert page.count("Could not sign in") == 1
    told = Entry.objects.filter(kind="accounts.sign_in_failed")
    assert told.count() == 2  # what is no address is not looked at
    assert not any("@" in str(value) for entry in told.values() for value in entry.values())


def test_equal_tries_at_nobody_look_alike_in_the_trail(client):
    for typed in ("nobody@example.org", "Nobody@example.org", "other@example.org"):
        client.post(reverse("account_login"), {"login": typed, "password": "wrong"})

    names = list(Entry.objects.order_by("pk").values_list("subject_ref", flat=True))
    assert names[0] == names[1] != names[2]


def test_a_failed_sign_in_elsewhere_is_not_told_here(client, administrator):
    elsewhere = AppointmentFactory(space=SpaceFactory(), person__name="Somebody Elsewhere").person
    client.post(reverse("account_login"), {"login": elsewhere.email, "password": "wrong"})

    assert "Somebody" not in administrator.get(reverse("sign-ins")).content.decode()


def test_nothing_is_told_of_those_who_work_elsewhere(administrator):
    signs_in(SpaceFactory(), "Somebody Elsewhere")

    page = administrator.get(reverse("sign-ins")).content.decode()

    assert "Somebody Elsewhere" not in page
    assert "Nobody has signed in yet" in page


def test_that_the_sign_ins_were_read_is_told_in_the_trail(administrator, space):
    administrator.get(reverse("sign-ins"))

    assert Entry.objects.filter(kind="accounts.sign_ins.read", space_id=space.pk).exists()
