"""An indicator becomes open data: proposed, approved by somebody else, read and taken by nobody in particular."""

import csv
from io import StringIO
from urllib.request import urlopen

import pytest
import time_machine
from django.urls import reverse

from goldthread.open_data.models import OpenTable
from tests.factories import NOW
from tests.journeys.windows import Windows, faults_of
from tests.open_data.builders import KEY, Publisher

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def publisher():
    with time_machine.travel(NOW, tick=True):
        yield Publisher().with_figures(120, 180)


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


@pytest.fixture
def anybody(windows):
    """An empty page of a browser that nobody has signed in with."""
    window = windows.browser.new_context(
        viewport=windows.viewport, java_script_enabled=windows.script
    )
    window.set_default_timeout(10_000)
    yield window.new_page()
    window.close()


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def fit(page, windows):
    from axe_playwright_python.sync_playwright import Axe

    if windows.script:
        assert faults_of(page, Axe()) == []


def propose(publisher, windows):
    page, _ = windows.open(publisher.officer, reverse("open_data:list"))
    page.get_by_role("button", name="Propose an indicator").click()
    page.get_by_label("Indicator").select_option(KEY)
    page.get_by_label("Each council, and the partnership").check()
    page.get_by_label("From which period?").fill("2024-25 Q1")
    page.get_by_label("Why is it to be public?").fill("Schools ask for it every year")
    fit(page, windows)
    page.get_by_role("button", name="Propose it").click()
    return page


def test_an_indicator_is_proposed_approved_by_another_person_and_open_to_everybody(
    publisher, windows, anybody
):
    address = windows.url + publisher.address()
    page = propose(publisher, windows)
    assert "Below stands what everybody would read" in main(page)
    assert page.get_by_role("link", name="Approve").count() == 0
    fit(page, windows)
    assert anybody.goto(address).status == 404

    table = OpenTable.objects.get()
    theirs, _ = windows.open(publisher.partner, table.get_absolute_url())
    theirs.get_by_role("link", name="Approve").click()
    fit(theirs, windows)
    theirs.locator("main form button").click()
    assert "Below stands what everybody reads" in main(theirs)

    assert anybody.goto(address).status == 200
    fit(anybody, windows)
    assert publisher.areas[0].name in main(anybody)
    assert "told in confidence" not in main(anybody)
    assert "Schools ask for it" not in main(anybody)
    link = anybody.get_by_role("link", name="Figures as CSV").get_attribute("href")
    with urlopen(windows.url + link) as answer:
        rows = list(csv.DictReader(StringIO(answer.read().decode("utf-8-sig"))))
    assert {"120", "180", "300"} <= {value for row in rows for value in row.values()}
