"""A business manager finds a time limit, tries a day, and sets the partnership's own: wide, narrow, without script."""

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from goldthread.house import Role
from goldthread.register.clocks import clocks_of
from tests.factories import NOW, TODAY, SpaceFactory, principal_with
from tests.journeys.windows import Windows, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def space():
    with time_machine.travel(NOW, tick=True):
        yield SpaceFactory(code="HERE", name="Partnership of Here")


@pytest.fixture(params=[(1280, True), (375, True), (375, False)])
def windows(request, browser, live_server):
    width, script = request.param
    opened = Windows(browser, live_server.url, width=width, script=script)
    yield opened
    opened.close()


def test_the_manager_tries_a_day_and_sets_the_partnerships_own_limit(space, windows):
    manager = principal_with(Role.BUSINESS_MANAGER, space=space)

    page, _ = windows.open(manager, reverse("clocks"))
    faults = faults_of(page, Axe()) if windows.script else []
    page.get_by_role("link", name="Hold the first core group").click()
    boxes = page.get_by_role("group", name="If it starts on")
    for label, value in (("Day", 30), ("Month", 3), ("Year", 2026)):
        boxes.get_by_label(label).fill(str(value))
    page.get_by_role("button", name="Count").click()
    page.get_by_text("Good Friday 3 April and Easter Monday 6 April do not count").wait_for()
    faults += faults_of(page, Axe()) if windows.script else []
    page.get_by_role("link", name="Set a limit of this partnership’s own").click()
    faults += faults_of(page, Axe()) if windows.script else []
    page.get_by_label("How many").fill("8")
    page.get_by_label("Why it changes").fill("The executive agreed it")
    page.get_by_label("Where it is written").fill("Procedures, 4.2")
    page.get_by_role("button", name="Save the limit").click()
    page.get_by_text("Hold the first core group: the limit is saved.").wait_for()

    assert faults == []
    assert clocks_of(space.pk).limit("first_core_group", TODAY).length.amount == 8
