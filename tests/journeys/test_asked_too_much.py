"""Too much in one minute, or a database that is locked: nothing typed is lost, and it is sent from there."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from goldthread.accounts import limits
from goldthread.accounts.limits import Tally
from goldthread.house import Role
from goldthread.inbox import digest
from goldthread.inbox.models import DigestChoice
from tests.factories import SpaceFactory, principal_with
from tests.journeys.windows import Windows, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[(1280, True), (375, False)], ids=["wide", "narrow, without script"])
def letter(request, browser, live_server):
    """The page of somebody's letter of what is due, with another hour chosen."""
    width, script = request.param
    windows = Windows(browser, live_server.url, width=width, script=script)
    officer = principal_with(Role.PERFORMANCE_OFFICER, space=SpaceFactory())
    page, _ = windows.open(officer, reverse("own-letter"))
    page.get_by_label("At what hour?").select_option("21")
    yield page
    windows.close()


def look(page, shots, name):
    from axe_playwright_python.sync_playwright import Axe

    width = page.viewport_size["width"]
    page.screenshot(path=shots / f"{name}-{width}.png", full_page=True)
    if width > 400:  # axe is a script
        assert faults_of(page, Axe()) == []


def test_what_was_too_much_waits_and_is_sent_a_minute_later(
    letter, live_server, settings, monkeypatch, tmp_path
):
    settings.GOLDTHREAD_LIMITS = dict.fromkeys(("person", "guest", "address"), (1000, 0))
    monkeypatch.setattr(limits, "tally", Tally())
    letter.get_by_role("button", name="Save").click()
    assert letter.locator("h1").inner_text() == "Too much was asked for in one minute"
    look(letter, tmp_path, "429")
    settings.GOLDTHREAD_LIMITS = {}

    letter.get_by_role("link", name="send it from there").click()
    letter.get_by_role("button", name="Send it now").click()

    assert DigestChoice.objects.get().hour == 21


@pytest.mark.filterwarnings("ignore")
def test_what_met_a_locked_database_is_sent_from_the_page_that_says_so(
    letter, live_server, monkeypatch, tmp_path
):
    def locked(**said):
        raise OperationalError("database is locked")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(digest, "choose", locked)
        letter.get_by_role("button", name="Save").click()
        assert "Everything that you typed is kept in this page" in letter.content()
        look(letter, tmp_path, "503")

    letter.get_by_role("button", name="Send it again").click()

    letter.wait_for_url("**" + reverse("own-account"))
    assert DigestChoice.objects.get().hour == 21
