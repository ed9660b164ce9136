"""The pages of a return in each of their states, in a real Chromium: accessible and no wider than the screen."""

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe

from goldthread.accounts.models import Person
from goldthread.performance import actions
from tests.clients import Client
from tests.factories import NOW
from tests.journeys.windows import faults_of
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import at, box

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 320)


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=True):
        yield Cast()


@pytest.fixture(params=WIDTHS)
def open_as(request, browser, live_server):
    """Opens an address as somebody, in a window of the width under test."""
    windows = []

    def open_as(principal, address, *, script=True):
        client = Client()
        client.force_login(Person.objects.get(pk=principal.person_id))
        window = browser.new_context(
            viewport={"width": request.param, "height": 900}, java_script_enabled=script
        )
        session = client.cookies["sessionid"].value
        window.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        windows.append(window)
        page = window.new_page()
        page.goto(live_server.url + address)
        return page

    yield open_as
    for window in windows:
        window.close()


def faults(page):
    """What axe finds, and by how much the page is wider than the screen."""
    return faults_of(page, Axe())


def both(cast, referrals=200):
    return {
        cast.key("referrals"): number(referrals),
        cast.key("re_referrals_12m"): share(40, referrals),
    }


def test_a_list_with_nothing_in_it(cast, open_as):
    page = open_as(cast.officer, at("returns"))

    assert page.get_by_text("No return has been asked for yet").is_visible()
    assert faults(page) == []


def test_a_grid_with_errors_and_questions(cast, open_as):
    page = open_as(cast.submitter, at("return-fill-in", cast.asked().public_id))
    name = box(cast.key("referrals"))
    page.fill(f"#{name}", "12o")
    page.get_by_role("button", name="Save").click()

    assert page.title().startswith("Error: ")
    assert faults(page) == []
    page.get_by_role("link", name="12o is not a number").click()
    assert page.evaluate("document.activeElement.id") == name


def test_two_people_at_once(cast, open_as):
    return_ = cast.filled_in(both(cast))
    page = open_as(cast.submitter, at("return-fill-in", return_.request.public_id))
    actions.save_answers(return_=return_, typed=both(cast, 210), by=cast.lead, at=NOW)
    page.fill(f"#{box(cast.key('referrals'))}", "190")
    page.get_by_role("button", name="Save").click()

    assert page.get_by_role(
        "heading", name="Somebody else saved this return meanwhile"
    ).is_visible()
    assert faults(page) == []


def test_a_refused_file(cast, open_as):
    page = open_as(cast.submitter, at("return-upload", cast.asked().public_id))
    content = f"area_code,indicator,value\r\n{cast.area.code},referrals,12o\r\n".encode()
    file = {"name": "r.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Send the file").click()

    assert page.get_by_text("The file was not taken").is_visible()
    assert faults(page) == []


def test_a_return_signed_decided_on_and_accepted(cast, open_as):
    actions.accept(
        return_=actions.submit(
            return_=cast.filled_in(both(cast), Q1.previous()), by=cast.submitter, at=NOW
        ),
        by=cast.officer,
        at=NOW,
    )
    return_ = cast.filled_in(both(cast, 900))
    public_id = return_.request.public_id

    page = open_as(cast.submitter, at("return-sign", public_id))
    assert faults(page) == []
    page.get_by_role("button", name="Sign and submit").click()
    assert faults(page) == []

    page = open_as(cast.officer, at("return-accept", public_id))
    assert faults(page) == []
    page.get_by_role("button", name="Send back with this question").click()
    assert faults(page) == []
    page.get_by_role("button", name="Accept this return").click()
    assert page.get_by_text("Accepted. The figures of").is_visible()
    assert faults(page) == []


def test_a_return_is_filled_in_and_signed_with_script_switched_off(cast, open_as):
    public_id = cast.asked().public_id
    page = open_as(cast.submitter, at("return", public_id), script=False)

    page.get_by_role("button", name="Fill it in on the page").click()
    page.fill(f"#{box(cast.key('referrals'))}", "200")
    page.get_by_role("button", name="Save").click()
    page.fill(f"#{box(cast.key('re_referrals_12m'), 'answer')}", "The system was replaced")
    for first_gap in cast.undivided():
        page.fill(f"#{box(first_gap, 'answer')}", "Not recorded by source")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Check and sign").click()
    page.get_by_role("button", name="Sign and submit").click()

    assert page.get_by_text("Waiting to be accepted").first.is_visible()
