"""The calendar of what is due: neutral titles and days, at an address that can be ended."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from goldthread.house import registry
from goldthread.inbox.models import CalendarKey
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import TODAY
from tests.performance.builders import Cast
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


def address(cast) -> str:
    """A new address of the submitter, as its page shows it."""
    page = as_(cast.submitter).post(at("make-calendar"), follow=True)
    return "/calendar/" + words(page).partition("/calendar/")[2].partition(" ")[0]


def test_it_holds_days_and_neutral_titles_and_nothing_else(cast):
    request = cast.asked()

    answer = Client().get(address(cast))

    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(event["summary"]) == f"Return due, {cast.space.name}"
    assert event["dtstart"].dt == request.due_on
    for word in (cast.agency.name, request.public_id, str(request.period), "2025-26"):
        assert word not in answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")


def test_the_address_is_shown_once_and_only_its_hash_is_kept(cast):
    token = address(cast).removeprefix("/calendar/").removesuffix(".ics")

    assert token not in as_(cast.submitter).get(at("own-calendar")).content.decode()
    assert token not in str(CalendarKey.objects.values().get())


def test_a_wrong_an_ended_and_an_unknown_address_answer_alike(cast):
    ended = address(cast)
    there = address(cast)
    answers = [Client().get(each) for each in (ended, "/calendar/unknown.ics")]
    assert Client().get(there).status_code == 200
    as_(cast.submitter).post(at("end-calendar"))
    answers.append(Client().get(there))

    assert {answer.status_code for answer in answers} == {404}
    assert len({words(answer) for answer in answers}) == 1


def test_it_ends_with_the_appointments_at_the_next_request(cast):
    there = address(cast)
    assert Client().get(there).status_code == 200

    from goldthread.accounts.models import Appointment

    Appointment.objects.filter(person_id=cast.submitter.person_id).update(
        ends_on=TODAY - timedelta(days=1)
    )

    assert Client().get(there).status_code == 404


def test_making_ending_and_the_first_reading_of_a_day_stand_in_the_trail(cast):
    there = address(cast)
    Client().get(there)
    Client().get(there)
    as_(cast.submitter).post(at("end-calendar"))

    kinds = Entry.objects.filter(kind__startswith="inbox.calendar").order_by("pk")
    assert [entry.kind.rsplit(".", 1)[1] for entry in kinds] == ["made", "read", "ended"]


def test_two_readings_of_one_day_are_equal(cast):
    cast.asked()
    there = address(cast)

    assert Client().get(there).content == Client().get(there).content


def test_every_kind_of_the_inbox_has_fixed_words_for_the_calendar():
    for module in registry:
        for kind in module.inbox:
            assert kind.in_calendar
            assert "{" not in kind.in_calendar
