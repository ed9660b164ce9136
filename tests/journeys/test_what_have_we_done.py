"""A letter from outside in a real browser: recorded, found relevant, answered by an agency, put together on one page."""

from datetime import timedelta

import pytest
import time_machine

from goldthread.improvement.models import Benchmark, Finding
from tests.factories import NOW, TODAY
from tests.improvement.builders import Cast
from tests.journeys.screens import Walk
from tests.journeys.test_the_line import windows

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]
FRIDAY = TODAY + timedelta(days=2)


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=False):
        yield Cast()


def test_a_letter_is_answered_by_friday(windows, cast):
    walk = Walk(windows, "what-have-we-done")
    screen = walk.screen(cast.officer, "/actions/").follow("What have we done?")
    screen.follow("Record what came").pick("Ministerial letter")
    screen.write("What is it called?", "Letter about babies").day("When was it published?", TODAY)
    screen.day("When is our answer due?", FRIDAY)
    screen.write("What does it recommend?", "See each baby at home\nTell the family doctor")
    screen.press("Record it")
    address = screen.address

    screen = walk.screen(cast.manager, address).follow("It is relevant: ask the agencies")
    screen.write("Why is it relevant here?", "A third of our reviews are about babies")
    screen.pick(cast.agency.name).press("Ask them")

    screen = walk.screen(cast.lead, "/").follow("What have we done?")
    for at, (stands, words) in enumerate((("Met", "40 of 40 in May"), ("Partly", "No letter"))):
        screen = walk.screen(cast.lead, address)
        screen.page.locator("main ul.govuk-list a").nth(at).click()
        walk.did["links followed"] += 1
        screen.page.wait_for_load_state()
        screen.pick(stands).write("What shows it?", words).press("Save and go on")

    screen = walk.screen(cast.officer, address).follow("Put the answer together")
    screen.press("Answer it")
    assert Benchmark.objects.get().status == Benchmark.Status.ANSWERED
    assert Finding.objects.filter(title__contains="family doctor").exists()
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("link", name="PDF").click()
    assert coming.value.suggested_filename.endswith(".pdf")
    walk.end()
