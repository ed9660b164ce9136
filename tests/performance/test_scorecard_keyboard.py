"""The scorecard by keyboard: a row is one stop, and its arrows lead to the figures."""

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOW
from tests.performance.boards import YEAR, Board

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def window(browser, live_server):
    with time_machine.travel(NOW, tick=True):
        board = Board()
        board.place("referrals", "lado_referrals")
        for area in (board.east, board.west):
            board.transcribed(YEAR, ("referrals", area, 300), ("lado_referrals", area, 40))
        session = board.browser().cookies["sessionid"].value
        window = browser.new_context()
        window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield window
        window.close()


def test_arrows_lead_to_the_figures_and_tab_to_the_next_indicator(window, live_server):
    page = window.new_page()
    page.goto(f"{live_server.url}{reverse('scorecard')}")
    where = "document.activeElement.href"
    page.locator("tbody th a").first.focus()

    page.keyboard.press("ArrowRight")
    assert page.evaluate(where).startswith(f"{live_server.url}{reverse('source-card')}?")
    page.keyboard.press("ArrowDown")
    assert "of=lado_referrals," in page.evaluate(where)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")

    there = reverse("indicator", args=["lado_referrals"])
    assert page.evaluate(where) == f"{live_server.url}{there}"
