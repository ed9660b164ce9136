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


def test_nothing_is_told_of_those_who_work_elsewhere(administrator):
    signs_in(SpaceFactory(), "Somebody Elsewhere")

    page = administrator.get(reverse("sign-ins")).content.decode()

    assert "Somebody Elsewhere" not in page
    assert "Nobody has signed in yet" in page


def test_that_the_sign_ins_were_read_is_told_in_the_trail(administrator, space):
    administrator.get(reverse("sign-ins"))

    assert Entry.objects.filter(kind="accounts.sign_ins.read", space_id=space.pk).exists()
