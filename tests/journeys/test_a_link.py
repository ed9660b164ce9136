"""Somebody without an account: asked by a link, let in by a code, done, and shut out again."""

import re

import pytest
import time_machine

from goldthread.messages.models import Letter
from goldthread.performance.models import Return
from tests.factories import NOW
from tests.journeys.windows import Windows, faults_of
from tests.links.test_links import Practice
from tests.performance.pages import at, box

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def practice():
    with time_machine.travel(NOW, tick=True):
        yield Practice()


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


@pytest.fixture
def guest(windows):
    """An empty page of a browser that nobody has signed in with."""
    window = windows.browser.new_context(
        viewport=windows.viewport, java_script_enabled=windows.script
    )
    window.set_default_timeout(10_000)
    yield window.new_page()
    window.close()


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def press(page, name):
    page.get_by_role("button", name=name).click()


def fit(page, windows):
    from axe_playwright_python.sync_playwright import Axe

    if windows.script:
        assert faults_of(page, Axe()) == []


def make(practice, windows):
    """The officer makes the link on its page: the code that is shown, and the address in the letter."""
    page, _ = windows.open(practice.officer, at("return", practice.request.public_id))
    page.get_by_role("link", name="Ask somebody without an account").click()
    fit(page, windows)
    page.get_by_label("Name of the person").fill("Dr Jo Practice")
    page.get_by_label("Email address").fill("jo@practice.example")
    press(page, "Make the link")
    code = page.locator(".govuk-panel__title").inner_text()
    fit(page, windows)
    page.reload()
    assert code not in main(page)
    letter = Letter.objects.filter(why="link for one request").latest("pk")
    assert code not in letter.text
    return page, code, re.search(r"/link/[^/]+/", letter.text)[0]


def test_a_guest_gives_what_is_asked_and_is_let_in_no_more(practice, windows, guest):
    page, code, address = make(practice, windows)
    guest.goto(windows.url + address)
    fit(guest, windows)
    guest.get_by_label("Code").fill("AAAA AAAA")
    press(guest, "Go on")
    assert "not opened with that code" in main(guest)
    guest.get_by_label("Code").fill(code)
    press(guest, "Go on")

    assert practice.agency.name in main(guest)
    fit(guest, windows)
    press(guest, "Fill it in on the page")
    guest.locator(f"#{box(practice.key('referrals'))}").fill("40")
    press(guest, "Save")
    for asked in guest.locator("[id$=-answer]").all():
        asked.fill("Not recorded by source")
    press(guest, "Save")
    fit(guest, windows)
    press(guest, "Check and sign")
    press(guest, "Sign and submit")

    assert "What you were asked for has been given" in main(guest)
    fit(guest, windows)
    assert Return.objects.get().status == "submitted"
    guest.goto(windows.url + address)
    guest.get_by_label("Code").fill(code)
    press(guest, "Go on")
    assert "not opened with that code" in main(guest)
    page.goto(windows.url + at("links"))
    assert "Dr Jo Practice" in main(page)
    assert "Open now None." in main(page)
    fit(page, windows)
