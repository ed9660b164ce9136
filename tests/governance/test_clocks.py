"""The clocks as pages, and a partnership's own limits above the shipped ones."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.clocks import Length, Unit, clocks
from goldthread.governance import actions
from goldthread.governance.clocks import kept_clock
from goldthread.house import Role
from goldthread.register.clocks import clocks_of
from goldthread.register.models import Setting
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import NOW, TODAY, AppointmentFactory, SpaceFactory, principal_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CORE_GROUP = "first_core_group"
EIGHT = Length(8, Unit.WORKING_DAYS)


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def space():
    return SpaceFactory(code="HERE", name="Partnership of Here")


@pytest.fixture
def manager(space):
    return principal_with(Role.BUSINESS_MANAGER, space=space)


def browser(space, role=Role.BUSINESS_MANAGER):
    client = Client()
    client.force_login(AppointmentFactory(space=space, role=role).person)
    return client


def settle(by, space, length=EIGHT, *, name=CORE_GROUP, **more):
    seen = kept_clock(by, name, on=TODAY).version
    said = {"reason": "The executive agreed it", "source": "Procedures, 4.2"}
    dated = {"holds_from": TODAY, "row_version": seen, "at": NOW}
    asked = {"by": by, "space": space, "name": name, "length": length}
    return actions.settle_clock(**asked | dated | said | more)


def typed(amount=8, on=TODAY, **more):
    return {
        "whose": "own",
        "amount": amount,
        "unit": "working_days",
        "holds_from_day": on.day,
        "holds_from_month": on.month,
        "holds_from_year": on.year,
        "reason": "The executive agreed it",
        "source": "Procedures, 4.2",
        "row_version": 0,
    } | more


# --- the rule ------------------------------------------------------------------------------------
def test_a_partnerships_own_limit_counts_for_what_starts_from_its_day(manager, space):
    settle(manager, space, holds_from=TODAY + timedelta(days=7))

    kept = clocks_of(space.pk)

    assert kept.limit(CORE_GROUP, TODAY).length.amount == 10
    assert kept.limit(CORE_GROUP, TODAY + timedelta(days=7)).length == EIGHT
    assert kept.deadline(CORE_GROUP, date(2026, 6, 1)).due_on == date(2026, 6, 11)


def test_a_limit_is_taken_back_and_what_began_before_keeps_it(manager, space):
    settle(manager, space)
    settle(manager, space, None, holds_from=TODAY + timedelta(days=30))

    kept = clocks_of(space.pk)

    assert kept.limit(CORE_GROUP, TODAY + timedelta(days=29)).length == EIGHT
    assert kept.limit(CORE_GROUP, TODAY + timedelta(days=30)).own is None


def test_a_partnerships_limit_is_nobody_elses(manager, space):
    settle(manager, space)

    assert clocks_of(SpaceFactory().pk).limit(CORE_GROUP, TODAY).own is None


def test_what_is_set_twice_for_a_day_is_kept_once_and_the_trail_has_both(manager, space):
    settle(manager, space)
    settle(manager, space, Length(9, Unit.WORKING_DAYS))

    assert Setting.objects.get(space=space).value == {"amount": 9, "unit": "working_days"}
    told = Entry.objects.filter(kind="governance.clock.set", space_id=space.pk)
    amounts = [entry.history.after["value"]["amount"] for entry in told.order_by("number")]
    assert amounts == [8, 9]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"length": Length(0, Unit.HOURS)}, "from 1 to 2,000"),
        ({"holds_from": TODAY - timedelta(days=1)}, "not from a day gone by"),
        ({"reason": " "}, "Say why"),
        ({"source": " "}, "Say where"),
        ({"row_version": 7}, "Somebody else set this limit"),
        ({"name": "rapid_review", "length": Length(16, Unit.WORKING_DAYS)}, "not looser"),
        ({"name": "rapid_review", "length": Length(15, Unit.CALENDAR_DAYS)}, "same unit"),
    ],
)
def test_a_limit_is_refused_with_the_reason(manager, space, wrong, why):
    with pytest.raises(Refused, match=why):
        settle(manager, space, **wrong)


def test_a_partnership_officer_sets_no_limit(space):
    with pytest.raises(Refused):
        settle(principal_with(Role.PARTNERSHIP_OFFICER, space=space), space)


# --- the pages -----------------------------------------------------------------------------------
def test_the_list_names_every_limit_that_holds_today_in_as_many_queries_as_ever(space):
    reader = browser(space, Role.PRACTITIONER)
    reader.get(reverse("clocks"))

    with CaptureQueriesContext(connection) as queries:
        page = reader.get(reverse("clocks")).content.decode()

    for clock in clocks().values():
        if any(row.holds_on(TODAY) for row in clock.rows):
            assert clock.title.replace("'", "&#x27;") in page
    assert "published up to 2028" in page
    assert sum("register_setting" in each["sql"] for each in queries) == 1


def test_the_list_shows_the_partnerships_own_with_where_it_is_written(manager, space):
    settle(manager, space)

    page = browser(space).get(reverse("clocks")).content.decode()

    assert "has set 1 of its own" in page
    assert "8 working days after the initial child protection conference is held" in page
    assert "This partnership: Procedures, 4.2" in page


def test_a_clock_shows_its_source_its_editions_and_how_it_is_counted(space):
    page = browser(space, Role.PRACTITIONER).get(reverse("clock", args=["rapid_review"]))

    text = page.content.decode()
    assert "Child Safeguarding Practice Review Panel, frequently asked questions" in text
    assert "Working Together 2018, for what starts from 4 July 2018 to 14 December 2023" in text
    assert "The first working day after the start is day 1." in text
    assert reverse("set-clock", args=["rapid_review"]) not in text


def test_a_day_is_tried_and_its_working_shown(space):
    asked = {"starts_on_day": 30, "starts_on_month": 3, "starts_on_year": 2026}

    page = browser(space).get(reverse("clock", args=["rapid_review"]), asked).content.decode()

    assert "Wednesday 22 April 2026" in page
    assert "Good Friday 3 April and Easter Monday 6 April do not count" in page
    assert "Days that do not count (8)" in page


def test_a_moment_is_tried_where_the_limit_is_in_hours(space):
    asked = {"starts_on_day": 28, "starts_on_month": 3, "starts_on_year": 2026, "at": "14:00"}

    page = browser(space).get(reverse("clock", args=["return_interview"]), asked).content.decode()

    assert "15:00 on Tuesday 31 March 2026" in page


def test_a_day_before_any_edition_says_so(space):
    asked = {"starts_on_day": 1, "starts_on_month": 1, "starts_on_year": 2017}

    page = browser(space).get(reverse("clock", args=["rapid_review"]), asked).content.decode()

    assert "has no limit for what starts before 4 July 2018" in page


def test_a_clock_whose_editions_have_ended_still_has_its_page(space):
    page = browser(space).get(reverse("clock", args=["arrangements_updated"])).content.decode()

    assert "to 18 March 2026" in page
    assert "Bring the arrangements up" not in browser(space).get(reverse("clocks")).content.decode()


def test_a_limit_is_set_on_its_page_and_shown_with_the_reason(space):
    client = browser(space)
    address = reverse("set-clock", args=[CORE_GROUP])

    shown = client.get(address).content.decode()
    answer = client.post(address, typed())
    page = client.get(reverse("clock", args=[CORE_GROUP])).content.decode()

    assert "is not confirmed (Common practice)" in shown
    assert answer.status_code == 302
    assert "The executive agreed it (Procedures, 4.2)" in page
    assert "8 working days, since 20 May 2026" in page


def test_a_limit_is_set_back_to_the_shipped_one_on_its_page(manager, space):
    row = settle(manager, space)
    address = reverse("set-clock", args=[CORE_GROUP])

    answer = browser(space).post(
        address, typed(whose="shipped", amount="", row_version=row.row_version)
    )

    assert answer.status_code == 302
    assert clocks_of(space.pk).limit(CORE_GROUP, TODAY).own is None
    page = browser(space).get(reverse("clock", args=[CORE_GROUP])).content.decode()
    assert "As shipped" in page


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"amount": ""}, "Say how long"),
        ({"source": ""}, "Where it is written"),
        ({"on": TODAY - timedelta(days=1)}, "not from a day gone by"),
        ({"amount": 5000}, "from 1 to 2,000"),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(space, answers, why):
    answer = browser(space).post(reverse("set-clock", args=[CORE_GROUP]), typed(**answers))

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert "The executive agreed it" in answer.content.decode()


def test_a_confirmed_limit_says_on_its_page_that_it_can_only_be_stricter(space):
    address = reverse("set-clock", args=["rapid_review"])

    shown = browser(space).get(address).content.decode()
    refused = browser(space).post(address, typed(20))

    assert "yours can be stricter, and not looser" in shown
    assert refused.status_code == 422


@pytest.mark.parametrize("role", [Role.PARTNERSHIP_OFFICER, Role.INDEPENDENT_SCRUTINEER])
def test_others_see_the_clocks_and_set_none(space, role):
    client = browser(space, role)

    assert client.get(reverse("clock", args=[CORE_GROUP])).status_code == 200
    assert client.get(reverse("set-clock", args=[CORE_GROUP])).status_code == 403


@pytest.mark.parametrize("page", ["clock", "set-clock"])
def test_an_unknown_clock_is_not_found(space, page):
    assert browser(space).get(reverse(page, args=["nothing"])).status_code == 404
