"""A challenge event in a real browser: called, answered for, heard and concluded by four people."""

from datetime import timedelta

import pytest
import time_machine

from goldthread.house import Role
from goldthread.improvement.models import ChallengeEvent
from tests.factories import NOW, TODAY
from tests.improvement.builders import Cast
from tests.journeys.test_the_line import day, fit, follow, main, press, windows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]
NEXT = TODAY + timedelta(days=90)


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=False):
        yield Cast()


def called(windows, cast, number):
    """By the officer, from the list of actions; gives the event's address."""
    scrutineer = cast.person(cast.somebody(Role.INDEPENDENT_SCRUTINEER))
    page, _ = windows.open(cast.officer, "/actions/")
    follow(page, "Challenge events")
    follow(page, "Call a challenge event")
    page.get_by_label("What is it called?").fill("Challenge event")
    day(page, "On which day?", TODAY)
    page.get_by_label("Who chairs the panel?").select_option(scrutineer.name)
    page.get_by_label(cast.person(cast.partner).name).check()
    page.get_by_label("Which actions are put before it?").fill(str(number))
    press(page, windows, "Call it")
    return page.url.removeprefix(windows.url)


def test_an_agency_is_heard_by_a_panel_and_a_failed_change_is_opened_again(windows, cast):
    action = cast.done()
    address = called(windows, cast, action.number)
    page, _ = windows.open(cast.lead, "/")
    page.get_by_role("link", name=f"Answer the panel: {action.title}").first.click()
    page.get_by_role("link", name="Answer for it").click()
    page.get_by_label("How does it stand?").fill("The letter is written by hand")
    page.get_by_label("Found in 24 of 30 files").check()
    press(page, windows, "Save the answer")

    page, _ = windows.open(cast.officer, address)
    page.get_by_role("link", name="Write the verdict down").click()
    page.get_by_label("Not embedded", exact=True).check()
    page.get_by_label("Activity").check()
    page.get_by_label("How does the panel know?").fill("Three of thirty files held a letter")
    day(page, "The next day", NEXT)
    press(page, windows, "Save the verdict")

    page, _ = windows.open(cast.tester, address)
    follow(page, "Conclude the event")
    press(page, windows, "Conclude it")

    assert ChallengeEvent.objects.get().status == "concluded"
    action.refresh_from_db()
    assert (action.status, action.due_on) == ("open", NEXT)
    assert "Three of thirty files held a letter" in main(page)
    page, _ = windows.open(cast.lead, action.get_absolute_url())
    assert "Challenged by a panel: not embedded" in main(page)
    fit(page, windows)
