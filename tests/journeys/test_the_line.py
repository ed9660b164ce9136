"""One line in a real browser, from its source to what it achieved, by everybody who takes a step of it."""

import pytest
import time_machine

from goldthread.house import Role
from goldthread.improvement.models import Action
from tests.factories import NOW, TODAY
from tests.improvement.builders import LATER, TEST_ON, Cast
from tests.journeys.windows import Windows, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SMART = ("Specific", "Measurable", "Achievable", "Relevant", "By when")


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=False):
        yield Cast()


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


def fit(page, windows):
    from axe_playwright_python.sync_playwright import Axe

    if windows.script:
        assert faults_of(page, Axe()) == []


def day(page, legend, on):
    boxes = page.get_by_role("group", name=legend)
    for part in ("day", "month", "year"):
        boxes.get_by_label(part.capitalize()).fill(str(getattr(on, part)))


def press(page, windows, name):
    fit(page, windows)
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()
    fit(page, windows)


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def found_and_recommended(windows, cast):
    """By the officer: a finding in a new source, and what is recommended; gives its address."""
    page, _ = windows.open(cast.officer, "/actions/")
    follow(page, "Write a finding")
    page.get_by_label("A new source: what kind is it?").select_option("Audit")
    page.get_by_label("What is it called?").fill("Step-down audit")
    page.get_by_label("What was found, in a sentence").fill("Referrers are not told")
    page.get_by_label("Concern").check()
    press(page, windows, "Save the finding")
    follow(page, "Recommend something")
    page.get_by_label("What is recommended?").fill("Every referrer hears the outcome")
    for label in SMART:
        page.get_by_label(label).fill("Said in words")
    press(page, windows, "Save the recommendation")
    return page.url.removeprefix(windows.url)


def accepted_and_taken_on(windows, cast, recommendation):
    """By the manager and the officer; gives the action's address."""
    page, _ = windows.open(cast.manager, recommendation)
    follow(page, "Accept or decline it")
    page.get_by_label("Accept it").check()
    page.get_by_label("Why?").fill("The executive agreed")
    press(page, windows, "Save the decision")
    page, _ = windows.open(cast.officer, recommendation)
    follow(page, "Take an action on")
    page.get_by_label("What is to be done?").fill("Outcome sent in 5 working days")
    page.get_by_label(cast.agency.name).check()
    page.get_by_label("Who leads it?").select_option(cast.lead.name)
    day(page, "Until when?", LATER)
    press(page, windows, "Take it on")
    return page.url.removeprefix(windows.url)


def evidenced(windows, cast):
    """By the agency's lead, from the list of their own actions."""
    page, _ = windows.open(cast.lead, "/actions/mine/")
    fit(page, windows)
    page.get_by_role("link", name="Give evidence").click()
    page.get_by_label("What does it show?").fill("Found in 24 of 30 files")
    page.get_by_label("Practice seen").check()
    for legend in ("It speaks of the time from", "It speaks of the time until", "Received on"):
        day(page, legend, TODAY)
    page.get_by_label("The action is finished").check()
    press(page, windows, "Save the evidence")


def done_tested_and_achieved(windows, cast, action):
    """By three people, none of whom leads it."""
    page, _ = windows.open(cast.manager, action)
    follow(page, "Decide that it is done")
    page.get_by_label("What shows that it is done?").fill("24 of 30 files")
    day(page, "On which day was it done?", TODAY)
    day(page, "When is it tested again?", TEST_ON)
    press(page, windows, "It is done")
    page, _ = windows.open(cast.tester, action)
    follow(page, "Test it again")
    page.get_by_label("Embedded", exact=True).check()
    page.get_by_label("Children and families say so").check()
    page.get_by_label("How do you know?").fill("46 of 50 referrers say so")
    day(page, "Tested on", TODAY)
    press(page, windows, "Save the verdict")
    page, _ = windows.open(cast.partner, action)
    follow(page, "Decide that it is achieved")
    page.get_by_label("What has changed for children and families?").fill("Referrers hear")
    press(page, windows, "It is achieved")


def test_a_line_is_walked_from_its_source_to_its_tested_impact(windows, cast):
    recommendation = found_and_recommended(windows, cast)
    action = accepted_and_taken_on(windows, cast, recommendation)
    evidenced(windows, cast)
    done_tested_and_achieved(windows, cast, action)

    assert Action.objects.get().status == Action.Status.ACHIEVED
    page, _ = windows.open(cast.somebody(Role.INDEPENDENT_SCRUTINEER), action)
    for words in ("Step-down audit", "Referrers are not told", "46 of 50 referrers say so"):
        assert words in main(page)
    follow(page, "Finding")
    assert "Referrers hear" in main(page)
    fit(page, windows)
