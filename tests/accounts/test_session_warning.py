"""The warning before a session ends, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from tests.factories import AppointmentFactory
from tests.journeys.windows import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, settings):
    """page(seconds): a page of somebody whose session ends after so long; what it said is on `.said`."""
    windows = []

    def at_work(seconds, width=1280):
        settings.GOLDTHREAD_IDLE_SECONDS = seconds
        client = Client()
        client.force_login(AppointmentFactory(person__name="Ada Example").person)
        window = browser.new_context(viewport={"width": width, "height": 900})
        windows.append(window)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        window.add_cookies([cookie | {"url": live_server.url}])
        page = window.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(live_server.url + "/my-account/")
        return page

    yield at_work
    for window in windows:
        window.close()


WARNING = "You are about to be signed out"


@pytest.mark.parametrize("width", [1280, 375])
def test_two_minutes_before_the_end_one_press_keeps_the_session(page, width):
    somebody = page(152, width)
    dialog = somebody.get_by_role("dialog", name=WARNING)
    assert not dialog.is_visible()

    dialog.wait_for()

    assert "you will be signed out in 2 minutes" in dialog.inner_text()
    assert somebody.evaluate("document.activeElement.textContent") == "Stay signed in"
    assert faults_of(somebody, Axe()) == []
    with somebody.expect_response("**/stay-signed-in/") as kept:
        somebody.keyboard.press("Enter")
    assert kept.value.json() == {"seconds": 152}
    dialog.wait_for(state="hidden")
    assert somebody.said == []


def test_at_the_end_the_page_is_gone_and_leads_back_after_signing_in(page):
    somebody = page(2)

    somebody.wait_for_url("**/account/login/?next=/my-account/")

    somebody.get_by_text("because nothing was done for a while").wait_for()


def test_what_is_done_in_another_tab_takes_the_warning_away(page):
    first = page(152)
    first.get_by_role("dialog", name=WARNING).wait_for()

    second = first.context.new_page()
    second.goto(first.url)

    first.get_by_role("dialog", name=WARNING).wait_for(state="hidden")
