"""Who looked at a record: told without a view's doing, shown to those who may, noticed where it is much."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from goldthread.accounts.looking import DEFAULT_MANY, MANY, MANY_AN_HOUR
from goldthread.house import Role
from goldthread.register.models import Setting
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def somebody(space):
    return AppointmentFactory(space=space, role=Role.PARTNERSHIP_OFFICER).person


def page_of(person):
    return reverse("person", args=[person.public_id])


def looks_of(person):
    return reverse("who-looked", args=["accounts.person", person.public_id])


def kinds():
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def test_opening_a_person_is_told_in_the_partnership_where_it_was_opened(manager, space, somebody):
    manager.get(page_of(somebody))

    entry = Entry.objects.get(kind="accounts.person.read")
    assert (entry.space_id, entry.person_id) == (space.pk, manager.person.pk)


def test_a_page_that_is_not_shown_is_not_told(at_work, space, somebody):
    at_work(Role.DATA_SUBMITTER, space).get(page_of(somebody))

    assert "accounts.person.read" not in kinds()


def test_the_page_behind_the_print_link_is_told_as_printed(manager, somebody):
    page = manager.get(page_of(somebody))
    assert 'href="?print=1"' in page.content.decode()

    page = manager.get(f"{page_of(somebody)}?print=1")

    assert kinds()[-1] == "accounts.person.printed"
    assert "This page is ready" in page.content.decode()


def test_printing_a_page_about_no_record_is_told_of_the_partnership(manager, space):
    manager.get(reverse("partnership"), {"print": "1"})

    entry = Entry.objects.get(kind="page.partnership.printed")
    assert entry.subject_kind == "register.space"


def test_who_looked_says_who_as_what_when_and_how(manager, at_work, space, somebody):
    at_work(Role.SERVICE_ADMINISTRATOR, space).get(page_of(somebody))
    manager.get(f"{page_of(somebody)}?print=1")

    page = manager.get(looks_of(somebody)).content.decode()

    assert page.index("Printed") < page.index("Opened")
    assert "Business manager" in page
    assert "Service administrator" in page
    assert "20 May 2026, 10:30am" in page


def test_a_person_is_told_who_looked_at_them_and_others_are_not(at_work, manager, space):
    officer = at_work(Role.PARTNERSHIP_OFFICER, space)
    manager.get(page_of(officer.person))

    assert manager.person.name in officer.get(looks_of(officer.person)).content.decode()
    other = at_work(Role.PARTNERSHIP_OFFICER, space)
    assert other.get(looks_of(officer.person)).status_code == 403


def test_asking_who_looked_is_told_and_is_no_reading(manager, somebody):
    manager.get(page_of(somebody))
    manager.get(looks_of(somebody))

    page = manager.get(looks_of(somebody)).content.decode()

    assert page.count(">Opened<") == 1
    assert kinds()[-1] == "trail.looks_shown"


def test_a_kind_that_is_none_is_not_found(manager):
    for kind in ("nothing", "no.such", "accounts.Person", "sessions.session"):
        assert manager.get(f"/administration/who-looked/{kind}/{'x' * 22}/").status_code == 404


def test_many_records_in_an_hour_are_noticed_once_and_shown(manager, space):
    Setting.objects.create(space=space, name=MANY_AN_HOUR, value=3, reason="So", holds_from=TODAY)
    people = [AppointmentFactory(space=space).person for _ in range(6)]
    for person in people[:3]:
        manager.get(page_of(person))
    assert MANY not in kinds()

    for person in people:
        manager.get(page_of(person))

    assert kinds().count(MANY) == 1
    trail = manager.get(reverse("trail")).content.decode()
    assert "More than 3 records opened or taken out in an hour" in trail
    assert manager.person.name in trail


def test_what_was_opened_an_hour_ago_does_not_count(manager, space):
    Setting.objects.create(space=space, name=MANY_AN_HOUR, value=3, reason="So", holds_from=TODAY)
    for hour in range(5):
        with time_machine.travel(NOW + timedelta(minutes=20 * hour), tick=False):
            manager.get(page_of(AppointmentFactory(space=space).person))

    assert MANY not in kinds()
    assert DEFAULT_MANY == 60
