"""The performance officer's quarter in a real Chromium: the board, reminders, asking again, last values, blanks, a collaboration; wide, narrow and without script."""

from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe

from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.messages.models import Letter
from goldthread.performance import actions
from goldthread.performance.models import Observation, ReturnRequest
from tests.factories import (
    NOW,
    TODAY,
    AppointmentFactory,
    MembershipFactory,
    SpaceAreaFactory,
    collaboration_of,
    principal_with,
)
from tests.journeys.windows import Windows, faults_of
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LONG_REASON = "A team of twelve workers was left out of the first count of the quarter"


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=True):
        yield Cast()


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


def test_the_officer_sees_who_owes_reminds_them_and_asks_for_the_next_quarter(cast, windows):
    before = Q1.previous()
    answers = {cast.key("referrals"): number(200), cast.key("re_referrals_12m"): share(40, 200)}
    first = cast.accepted(answers, before)
    again = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason=LONG_REASON
    )
    changed = {cast.key("referrals"): number(220), cast.key("re_referrals_12m"): share(40, 220)}
    actions.save_answers(return_=again, typed=changed, by=cast.submitter, at=NOW)
    cast.asked()

    page, _ = windows.open(cast.officer, at("returns-board"))
    faults = faults_of(page, Axe()) if windows.script else []
    page.get_by_role("button", name="Remind those ticked").click()
    page.get_by_text(f"Reminded: {cast.agency}.").wait_for()
    restated, _ = windows.open(cast.officer, f"{at('returns-board')}?period={before}")
    faults += faults_of(restated, Axe()) if windows.script else []
    restated.get_by_role("link", name="2 figures changed in version 2").click()
    restated.get_by_role("heading", name="What changed since version 1 was accepted").wait_for()
    faults += faults_of(restated, Axe()) if windows.script else []
    asks, _ = windows.open(cast.officer, f"{at('ask-again')}?period={Q1.following()}")
    faults += faults_of(asks, Axe()) if windows.script else []
    asks.get_by_role("button", name="Ask those ticked").click()
    asks.get_by_text(f"Asked for {Q1.following().label}").wait_for()

    assert faults == []
    assert Letter.objects.count() == 2
    assert ReturnRequest.objects.filter(period=str(Q1.following())).count() == 1


def test_the_last_values_open_beside_the_boxes_and_nothing_typed_is_lost(cast, windows):
    for period, count in ((Q1.previous().previous(), 190), (Q1.previous(), 200)):
        answers = {
            cast.key("referrals"): number(count),
            cast.key("re_referrals_12m"): share(40, count),
        }
        cast.accepted(answers, period)
    asked = cast.asked()
    name = cast.key("referrals").name

    page, _ = windows.open(cast.submitter, at("return-fill-in", asked.public_id))
    page.locator(f"[id='{name}-value']").fill("123")
    button = page.locator(f"button[value='{name}']")
    button.click()
    faults = []
    if windows.script:
        page.locator("#gt-beside[open]").get_by_role("heading", name="Last values").wait_for()
        assert page.evaluate("document.activeElement.id") == "gt-beside-title"
        faults = faults_of(page, Axe())
        page.keyboard.press("Escape")
        page.locator("#gt-beside[open]").wait_for(state="detached")
        assert button.evaluate("button => button === document.activeElement")
    else:
        page.get_by_role("heading", name="Last values").wait_for()
        page.get_by_role("rowheader", name="2024-25 Q4").wait_for()
        page.get_by_role("link", name="Back to where you were in the return").click()

    assert page.locator(f"[id='{name}-value']").input_value() == "123"
    assert faults == []


def test_every_blank_is_made_deliberate_from_a_list(cast, windows):
    asked = cast.asked()
    name = cast.key("referrals").name

    page, _ = windows.open(cast.submitter, at("return-fill-in", asked.public_id))
    page.locator(f"[id='{name}'] summary").click()
    page.locator(f"[id='{name}-why']").select_option("Late, to follow")
    faults = faults_of(page, Axe()) if windows.script else []
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("Saved. 1 question needs an answer").wait_for()
    page.get_by_role("link", name="Back to the return").click()
    page.get_by_role("heading", name="Blank, and no reason given yet").wait_for()
    faults += faults_of(page, Axe()) if windows.script else []
    page.get_by_label("Nothing was entered: say why").select_option("Not collected")
    page.get_by_role("button", name="Save the reasons").click()
    page.get_by_role("button", name="Check and sign").wait_for()

    assert "It is complete: every blank says why." in page.get_by_role("main").inner_text()
    assert faults == []


def test_an_agency_of_two_partnerships_answers_for_four_councils_once(windows):
    with time_machine.travel(NOW, tick=True):
        south, north = Cast(areas=2), Cast(areas=2)
        both = collaboration_of(south.space, north.space)
        areas = [*south.areas, *north.areas]
        for area in areas:
            SpaceAreaFactory(space=both, area=area)
        MembershipFactory(space=both, agency=south.agency)
        officer = principal_with(Role.PERFORMANCE_OFFICER, space=both)
        person = AppointmentFactory(
            space=both, role=Role.DATA_SUBMITTER, agency=south.agency
        ).person
        submitter = principal_for(person, on=TODAY, chosen=both.code)
        asked = actions.ask_for_return(
            by=officer,
            at=NOW,
            space=both,
            agency=south.agency,
            period=Q1,
            areas=areas,
            indicators=["children_in_need_plans"],
            due_on=Q1.ends_on + timedelta(days=30),
        )
        seen_by_north, _ = windows.open(north.officer, f"{at('returns-board')}?period={Q1}")
        seen_by_north.get_by_text(f"asked once by {both.name}").wait_for()
        faults = faults_of(seen_by_north, Axe()) if windows.script else []
        page, _ = windows.open(submitter, at("return", asked.public_id))
        page.get_by_text("this one return counts for each of them").wait_for()
        page.get_by_role("button", name="Fill it in on the page").click()
        for count, area in enumerate(areas, start=30):
            page.locator(f"[id='children_in_need_plans-{area.code}--value']").fill(str(count))
        faults += faults_of(page, Axe()) if windows.script else []
        page.get_by_role("button", name="Save", exact=True).last.click()
        page.get_by_role("button", name="Check and sign").click()
        page.get_by_role("button", name="Sign and submit").click()
        page.get_by_text("There is nothing to do for").wait_for()
        accepts, _ = windows.open(officer, at("return-accept", asked.public_id))
        accepts.get_by_role("button", name="Accept").click()
        accepts.get_by_text("Accepted by").first.wait_for()

        for cast in (south, north):
            found, _ = windows.open(cast.officer, f"{at('returns-board')}?period={Q1}")
            found.get_by_text("4 of 4", exact=True).wait_for()
    assert Observation.objects.filter(is_current=True).count() == 4
    assert faults == []
