"""The performance officer's quarter in a real Chromium: the board, reminders and asking again, wide, narrow and without script."""

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe

from goldthread.messages.models import Letter
from goldthread.performance import actions
from goldthread.performance.models import ReturnRequest
from tests.factories import NOW
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
