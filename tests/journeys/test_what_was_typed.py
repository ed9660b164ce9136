"""Sign in, type, let the session end, send, sign in again: one record with everything typed."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from goldthread.access.models import FormDraft
from goldthread.accounts.models import Person
from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.models import Document, ScorecardLine
from tests.factories import NOW, SpaceFactory, principal_with
from tests.journeys.windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TITLE = "The report of the year, in many pages"
WIDTHS = (1280, 375)


@pytest.fixture
def officer():
    return principal_with(Role.PERFORMANCE_OFFICER, space=SpaceFactory())


@pytest.fixture
def windows(browser, live_server):
    """windows(script, width): windows of a browser."""
    opened = []

    def open_some(*, script=True, width=1280):
        opened.append(Windows(browser, live_server.url, script=script, width=width))
        return opened[-1]

    yield open_some
    for each in opened:
        each.close()


def fill(page):
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Publisher").fill("Somebody")
    page.get_by_label("Year that it is about").fill("2023-24")


def sign_in_again(page, principal, url):
    client = Client()
    client.force_login(Person.objects.get(pk=principal.person_id))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": url}])


def is_fit(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_what_was_sent_after_the_session_ended_is_sent_once(
    windows, officer, live_server, script, width
):
    page, _ = windows(script=script, width=width).open(officer, reverse("document-new"))
    fill(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Go on to its figures").click()
    assert "What you typed is kept" in page.content()
    sign_in_again(page, officer, live_server.url)

    page.goto(live_server.url + reverse("unsent"))
    assert page.locator("h1").inner_text() == "You were signed out before this was sent"
    assert TITLE in page.locator("main").inner_text()
    if script:
        is_fit(page)
    page.get_by_role("button", name="Send it now").click()

    assert Document.objects.get().title == TITLE
    assert "Nothing of yours is waiting" in page.goto(live_server.url + reverse("unsent")).text()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_was_typed_into_a_long_form_is_there_after_another_page(
    windows, officer, live_server, width
):
    page, _ = windows(width=width).open(officer, reverse("scorecard-limit", args=["small-numbers"]))
    page.get_by_label("Why it changes").fill("The board decided it")
    page.get_by_label("Document that it rests on").focus()
    page.get_by_text("Kept for you at").wait_for()
    page.goto(live_server.url + reverse("documents"))  # nothing asks before leaving
    page.goto(live_server.url + reverse("scorecard-limit", args=["small-numbers"]))

    assert page.get_by_label("Why it changes").input_value() == "The board decided it"
    assert "You began this" in page.locator("main").inner_text()
    is_fit(page)
    page.get_by_role("button", name="Start again").click()
    assert page.get_by_label("Why it changes").input_value() == ""
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_second_of_two_people_sees_both_versions_and_saves_knowingly(windows, officer, width):
    line = actions.place(
        by=officer,
        at=NOW,
        space=SpaceFactory._meta.model.objects.get(),
        indicator="referrals",
        priority=None,
        standing="headline",
        order=1,
        starts_on=NOW.date(),
    )
    page, _ = windows(width=width).open(officer, reverse("scorecard-line", args=[line.public_id]))
    page.get_by_label("Order").fill("7")
    ScorecardLine.objects.update(order=5, row_version=2)
    page.get_by_role("button", name="Save its place").click()

    assert "Somebody else changed this since you opened it" in page.content()
    row = page.get_by_role("row", name="Order").inner_text().split()
    assert row == ["Order", "5", "7"]
    is_fit(page)
    page.get_by_role("button", name="Save its place").click()

    line.refresh_from_db()
    assert (line.order, line.row_version) == (7, 3)
