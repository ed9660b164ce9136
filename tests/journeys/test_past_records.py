"""A spreadsheet of past records from choosing it to what came of it, and the same again."""

import pytest

from goldthread.house import Role
from goldthread.imports import tasks
from goldthread.imports.models import Import
from goldthread.register.models import Agency
from tests.factories import SpaceFactory, principal_with
from tests.imports.pages import csv
from tests.journeys.windows import Windows, faults_of
from tests.performance.pages import at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HEADS = "Practice,What it is,Its place,Code,Since,Source"
SMALL = ("Harrow Mill Surgery,Health,,HMS,01/04/2024,",)
LARGE = tuple(
    f"Surgery {n},Health,,S{n},," for n in range(301)
)  # more than are taken while one waits


@pytest.fixture
def manager():
    return principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def press(page, name):
    page.get_by_role("button", name=name).click()


def fit(page, windows):
    from axe_playwright_python.sync_playwright import Axe

    if windows.script:
        assert faults_of(page, Axe()) == []


def send(page, windows, *rows):
    """From the list of kinds, by its own links, to what the file would come to."""
    page.goto(windows.url + at("imports"))
    page.get_by_role("link", name="Send a spreadsheet of agencies").click()
    fit(page, windows)
    file = {"name": "past.csv", "mimeType": "text/csv", "buffer": csv(*rows, heads=HEADS)}
    page.locator('input[type="file"]').set_input_files(file)
    press(page, "Send and check")


def test_a_spreadsheet_walks_from_its_columns_to_what_came_of_it(windows, manager):
    page, _ = windows.open(manager, at("people"))
    page.get_by_role("link", name="Past records").click()
    assert "not yet for real children’s identities" in main(page)
    send(page, windows, "Harrow Mill Surgery,Health,,HMS,32/13/2024,")
    fit(page, windows)
    page.get_by_label("Name", exact=True).select_option(index=1)
    press(page, "Save and check")

    assert "1 problem: nothing is brought in until it is put right." in main(page)
    assert "“32/13/2024” is not a date" in main(page)
    fit(page, windows)
    send(page, windows, *SMALL)  # its columns are known now
    assert "1 new, 0 changed, 0 the same as before." in main(page)
    assert not Agency.objects.filter(name="Harrow Mill Surgery").exists()
    press(page, "Bring in all of it")

    assert "Brought in: agencies." in main(page)
    assert Agency.objects.filter(name="Harrow Mill Surgery").count() == 1
    fit(page, windows)
    page.get_by_role("link", name="Bring in something else").click()
    send(page, windows, *SMALL)
    assert "there is nothing to bring in" in main(page)
    press(page, "Drop it")
    assert "Nothing of it was brought in" in main(page)


def test_a_long_one_says_how_far_it_is_until_it_is_there(windows, manager):
    page, _ = windows.open(manager, at("imports"))
    send(page, windows, *LARGE)
    page.get_by_label("Name", exact=True).select_option(index=1)
    press(page, "Save and check")
    press(page, "Bring in all of it")

    assert "Waiting for the worker" in main(page)
    assert "301 rows" in main(page)
    fit(page, windows)
    row = Import.objects.get()
    tasks.take_in.call(row.pk, manager.acting_id, manager.space.code)
    if windows.script:
        page.get_by_text("301 new").wait_for()  # by itself
    else:
        page.get_by_role("link", name="See how far it is").click()
    assert "301 new, 0 changed, 0 the same as before." in main(page)
