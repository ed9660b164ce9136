"""Each state of a return, on each page that it has then, in a real Chromium: accessible and no wider than the screen."""

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe

from goldthread.measures.catalogue import catalogue
from goldthread.performance import actions
from goldthread.performance.answers import questions_of
from goldthread.performance.asked import Typed
from tests.factories import NOW
from tests.journeys.windows import Windows, faults_of
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import at, box

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 320)


@pytest.fixture(params=WIDTHS)
def windows(request, browser, live_server):
    opened = Windows(browser, live_server.url, width=request.param)
    yield opened
    opened.close()


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=True):
        yield Cast()


def both(cast, referrals=200, answer="as counted"):
    return {
        cast.key("referrals"): number(referrals, answer),
        cast.key("re_referrals_12m"): share(40, referrals, answer),
    }


def nothing_yet(cast):
    return cast.asked()


def an_empty_draft(cast):
    return cast.started().request


def with_errors(cast):
    wrong = {
        cast.key("referrals"): Typed({"value": "12o"}),
        cast.key("re_referrals_12m"): share(9, 4),
    }
    return cast.filled_in(wrong).request


def with_queries(cast):
    cast.accepted(both(cast), Q1.previous())
    return cast.filled_in(both(cast, 900, answer="")).request


def to_be_signed(cast):
    return cast.filled_in(both(cast)).request


def signed(cast):
    return actions.submit(return_=cast.filled_in(both(cast)), by=cast.submitter, at=NOW).request


def sent_back(cast):
    request = signed(cast)
    actions.send_back(
        return_=request.returns.get(),
        question="Is it the month?",
        about={cast.key("referrals"): "Are these children or families?"},
        by=cast.officer,
        at=NOW,
    )
    return request


def answered_and_signed_again(cast):
    request = sent_back(cast)
    return_ = request.returns.get()
    replies = {question.id: "The quarter" for question in questions_of(return_)}
    actions.save_answers(return_=return_, typed={}, replies=replies, by=cast.lead, at=NOW)
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    return request


def accepted(cast):
    return cast.accepted(both(cast)).request


def a_second_version(cast):
    request = accepted(cast)
    again = actions.start_return(request=request, by=cast.lead, at=NOW, reason="Twins counted once")
    actions.save_answers(return_=again, typed=both(cast, 202), by=cast.lead, at=NOW)
    return request


def a_second_version_accepted(cast):
    request = a_second_version(cast)
    again = request.returns.get(number=2)
    actions.submit(return_=again, by=cast.submitter, at=NOW)
    actions.accept(return_=again, by=cast.officer, at=NOW)
    return request


def withdrawn(cast):
    request = with_errors(cast)
    return actions.withdraw(request=request, reason="The wrong quarter", by=cast.officer, at=NOW)


FILLING = ("return", "return-fill-in", "return-upload", "return-sign")
ASKING = ("return", "return-change", "return-withdraw")
# Of each state, the pages that the agency's side has, and those of the business unit.
STATES = {
    nothing_yet: (("return", "return-fill-in", "return-upload"), ASKING),
    an_empty_draft: (FILLING, ASKING),
    with_errors: (FILLING, ASKING),
    with_queries: (FILLING, ASKING),
    to_be_signed: (FILLING, ASKING),
    signed: (("return",), ("return", "return-accept")),
    sent_back: (FILLING, (*ASKING, "return-accept")),
    answered_and_signed_again: (("return",), ("return", "return-accept")),
    accepted: (("return", "return-new-version"), ("return", "return-accept")),
    a_second_version: (FILLING, ("return",)),
    a_second_version_accepted: (("return", "return-new-version"), ("return", "return-accept")),
    withdrawn: (("return",), ("return",)),
}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_page_of_a_return_is_accessible_and_fits_the_screen_in_every_state(
    cast, windows, state
):
    request, axe, faults = state(cast), Axe(), []

    for person, pages in zip((cast.submitter, cast.officer), STATES[state], strict=True):
        for name in pages:
            page, status = windows.open(person, at(name, request.public_id))
            faults += [f"{name}, {person.name}: {status}"] if status != 200 else []
            faults += [f"{name}, {person.name}: {fault}" for fault in faults_of(page, axe)]

    assert not faults, "\n".join(faults)


def test_an_older_version_is_accessible(cast, windows):
    request = a_second_version_accepted(cast)
    first = request.returns.get(number=1)

    page, status = windows.open(
        cast.officer, at("return-version", request.public_id, first.public_id)
    )

    assert (status, faults_of(page, Axe())) == (200, [])


def test_the_home_page_of_either_side_is_accessible_with_something_due(cast, windows):
    sent_back(cast)
    actions.submit(return_=cast.filled_in(both(cast), Q1.following()), by=cast.submitter, at=NOW)

    for person in (cast.submitter, cast.officer):
        page, _ = windows.open(person, at("home"))
        assert faults_of(page, Axe()) == []


def test_a_line_that_two_people_changed(cast, windows):
    request = sent_back(cast)
    return_ = request.returns.get()
    page, _ = windows.open(cast.submitter, at("return-fill-in", request.public_id))
    replies = {question.id: "The quarter" for question in questions_of(return_)}
    actions.save_answers(
        return_=return_, typed=both(cast, 210), replies=replies, by=cast.lead, at=NOW
    )
    page.fill(f"#{box(cast.key('referrals'))}", "190")
    for question in replies:
        page.fill(f'[name="reply-{question}"]', "The month")
    page.get_by_role("button", name="Save").click()

    assert page.get_by_role(
        "heading", name="Somebody else saved this return meanwhile"
    ).is_visible()
    assert page.get_by_text("The month", exact=True).count() == 4  # told, and in the box
    assert faults_of(page, Axe()) == []


def test_a_long_return_section_by_section(windows):
    with time_machine.travel(NOW, tick=True):
        cast = Cast(indicators=[row.key for row in catalogue().values() if row.is_asked], areas=3)
        request = cast.asked()
        page, _ = windows.open(cast.submitter, at("return-fill-in", request.public_id))
        assert faults_of(page, Axe()) == []
        page.fill(f"#{box(cast.key('referrals'))}", "12o")
        page.get_by_role("button", name="Save and go on").click()

        assert page.get_by_text("1 error", exact=True).is_visible()
        assert faults_of(page, Axe()) == []


def test_what_has_the_focus_is_never_under_the_bar_of_buttons(cast, windows):
    request = with_queries(cast)
    page, _ = windows.open(cast.submitter, at("return-fill-in", request.public_id))

    hidden = page.evaluate(
        """() => [...document.querySelectorAll("form input:not([type=hidden]), form textarea")]
            .filter((box) => {
                if (!box.checkVisibility()) return false;
                box.focus();
                const bar = document.querySelector(".gt-return__save").getBoundingClientRect();
                const own = box.getBoundingClientRect();
                return getComputedStyle(document.querySelector(".gt-return__save")).position
                    === "sticky" && own.bottom > bar.top && own.top < bar.bottom;
            }).map((box) => box.id)"""
    )

    assert hidden == []
