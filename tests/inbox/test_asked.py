"""What is asked of each agency: from every module's lists, kept by its days, and never what it is about."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.accounts.models import Person
from goldthread.house import InboxItem, InboxKind, Module, Role, registry
from goldthread.inbox import asked
from goldthread.inbox.models import AskedOfAgency
from goldthread.inbox.tasks import look_at_what_is_asked
from tests.clients import Client
from tests.factories import NOW, TODAY, AgencyFactory
from tests.improvement.builders import LATER, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return Cast()


def count(cast, days=0):
    asked.count_in(cast.space, at=NOW + timedelta(days=days))


def rows(cast):
    return [row for row in AskedOfAgency.objects.order_by("pk") if row.agency == cast.agency]


def opened(principal, **query):
    client = Client()
    client.force_login(Person.objects.get(pk=principal.person_id))
    answer = client.get(reverse("asked-of-agencies"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_asked_of_people_of_an_agency_is_asked_of_the_agency(cast):
    cast.action()
    count(cast)

    (row,) = rows(cast)
    assert (row.kind, row.due_on, row.asked_on) == ("improvement.actions_due", LATER, TODAY)
    assert row.people.get().pk == cast.lead.person_id


def test_it_is_counted_once_however_often_it_is_looked_at_and_whoever_is_asked(cast):
    cast.recommendation()
    cast.of_agency(Role.DELEGATED_SAFEGUARDING_PARTNER)
    count(cast)
    count(cast, days=1)

    (row,) = rows(cast)
    assert (row.kind, row.people.count()) == ("improvement.recommendations_to_accept", 2)
    assert row.asked_on == TODAY


def test_what_was_given_ends_on_its_day_and_what_comes_again_is_asked_anew(cast):
    action = cast.action()
    count(cast)
    cast.done(action)
    count(cast, days=3)
    cast.tested(action, verdict="not", next_on=LATER)
    count(cast, days=4)

    first, second = (row for row in rows(cast) if row.kind == "improvement.actions_due")
    assert first.ended_on == TODAY + timedelta(days=3)
    assert second.ended_on is None


def test_a_module_that_comes_later_is_counted_without_doing_anything(cast, monkeypatch):
    def find(principal, on):
        item = InboxItem(
            kind="later.thing",
            title="A name that nobody else may read",
            why="",
            url="/later/1/",
            button="Do",
            due_on=on,
        )
        return [item] if principal.person_id == cast.lead.person_id else []

    later = Module(name="later", title="Later", inbox=(InboxKind("later.thing", "Things", find),))
    monkeypatch.setattr(registry, "_modules", (*registry, later))
    count(cast)

    assert [row.kind for row in rows(cast)] == ["later.thing"]
    assert "Things" in opened(cast.manager)
    assert "A name that nobody else may read" not in opened(cast.manager)


def test_an_agency_sees_its_own_alone_and_the_business_unit_all(cast):
    other = Cast(cast.space, AgencyFactory(name="Another agency"))
    cast.action()
    other.action()
    count(cast)

    assert "Another agency" in opened(cast.manager)
    assert "Another agency" not in opened(cast.lead)
    assert "Another agency" in opened(other.lead)


def test_only_who_is_asked_is_led_to_what_it_is(cast):
    action = cast.action()
    count(cast)

    assert action.get_absolute_url() in opened(cast.lead)
    assert action.get_absolute_url() not in opened(cast.manager)


def test_a_quarter_says_how_much_was_asked_and_how_much_was_late(cast):
    cast.action(due_on=TODAY)
    cast.action(due_on=LATER)
    count(cast)
    count(cast, days=10)

    (burden,) = asked.burdens(cast.manager, on=TODAY + timedelta(days=10))

    assert (burden.waits, burden.late) == (2, 1)
    assert (burden.quarters[-1].asked, burden.quarters[-1].late) == (2, 1)
    assert sum(quarter.asked for quarter in burden.quarters) == 2


def test_quarters_before_the_first_count_are_blank_and_not_nought(cast):
    cast.action()
    count(cast)

    page = opened(cast.manager)

    assert "Counted since 20 May 2026" in page
    assert page.count("not counted") == asked.QUARTERS - 1


def test_the_page_costs_the_same_for_many_agencies(cast):
    cast.action()
    count(cast)
    with CaptureQueriesContext(connection) as one:
        opened(cast.manager)
    for _ in range(5):
        Cast(cast.space, AgencyFactory()).action()
    count(cast)
    with CaptureQueriesContext(connection) as many:
        opened(cast.manager)

    assert len(many) == len(one)


def test_the_page_can_be_narrowed_to_one_agency(cast):
    other = Cast(cast.space, AgencyFactory(name="Another agency"))
    cast.action()
    other.action()
    count(cast)

    page = opened(cast.manager, agency=other.agency.public_id)

    assert str(cast.person(other.lead)) in page
    assert str(cast.person(cast.lead)) not in page


def test_the_worker_counts_and_comes_back(cast):
    cast.action()

    look_at_what_is_asked.call()

    assert rows(cast)
