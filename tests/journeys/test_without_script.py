"""From a return that is asked for to a frozen report, by pages alone, with JavaScript switched off."""

import re

import pytest
import time_machine

from goldthread.house import Role, Rung
from goldthread.measures.periods import Period
from goldthread.performance import actions
from tests.factories import NOW, principal_with
from tests.journeys.windows import Windows
from tests.performance.builders import Cast, number
from tests.performance.pages import at, box

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

INDICATOR = "referrals"
TITLE = "Referrals to children's social care"
THE_YEAR = "2025-26"
LAST_QUARTER = Period.parse("2025-26 Q4")
PERIOD = "January to March 2026 (quarter 4 of 2025-26)"


@pytest.fixture
def cast():
    with time_machine.travel(NOW, tick=True):
        cast = Cast(indicators=(INDICATOR,))
        yield cast


@pytest.fixture
def windows(browser, live_server):
    opened = Windows(browser, live_server.url, script=False)
    yield opened
    opened.close()


def choose(page, label, option):
    page.get_by_label(label).select_option(label=option)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def ask(cast, windows):
    """The officer asks the agency for one figure of one quarter."""
    page, _ = windows.open(cast.officer, at("returns"))
    press(page, "Ask for a return")
    choose(page, "Agency", cast.agency.name)
    choose(page, "Period that the figures are about", PERIOD)
    press(page, "Go on")
    page.get_by_label(cast.area.name).check()
    for box_of in page.locator('input[name="indicators"]:checked').all():
        box_of.uncheck(force=True)
    front_door = page.locator("details", has=page.locator(f'input[value="{INDICATOR}"]'))
    if front_door.get_attribute("open") is None:
        front_door.locator("summary").click()
    page.get_by_label(TITLE, exact=True).check()
    press(page, "Ask for this return")
    assert f"{cast.agency.name} is asked for {PERIOD}." in main(page)


def fill_in_and_sign(cast, windows):
    """The agency types a figure out of the usual, is asked why, says why, and signs."""
    page, _ = windows.open(cast.submitter, at("home"))
    follow(page, f"Return for {PERIOD}")
    press(page, "Fill it in on the page")
    figure = page.locator(f"#{box(cast.key(INDICATOR))}")
    figure.fill("36o")
    press(page, "Save")
    assert "36o is not a number" in main(page)
    page.locator(f"#{box(cast.key(INDICATOR))}").fill("360")
    press(page, "Save")
    assert "is more than 50% and more than 10 away from 200" in main(page)
    page.locator(f"#{box(cast.key(INDICATOR), 'answer')}").fill("One school referred every pupil")
    by_source = box(cast.key(INDICATOR, "individual"), "answer")
    page.locator(f"#{by_source}").fill("Not recorded by source")
    press(page, "Save")
    press(page, "Check and sign")
    press(page, "Sign and submit")
    assert "Waiting to be accepted" in main(page)


def send_back(cast, windows):
    """The officer asks about the figure itself, and the return is open again."""
    page, _ = windows.open(cast.officer, at("home"))
    follow(page, f"{cast.agency.name}: return for {PERIOD}")
    assert "One school referred every pupil" in main(page)
    page.get_by_label("What do you want to know?").fill("Are these children or families?")
    choose(page, "What is it about?", TITLE)
    press(page, "Send back with this question")
    assert f"Sent back to {cast.agency.name}" in main(page)


def answer_and_sign_again(cast, windows):
    """The agency's lead sees the question beside the figure, answers it there and signs."""
    page, _ = windows.open(cast.lead, at("home"))
    assert "Are these children or families?" in main(page)
    follow(page, f"A question on the return for {PERIOD}")
    press(page, "Go on filling it in")
    line = page.locator(".gt-return__line", has=page.locator(f"#{box(cast.key(INDICATOR))}"))
    line.get_by_label("Are these children or families?").fill("Children")
    press(page, "Save")
    press(page, "Check and sign")
    press(page, "Sign and submit")


def accept(cast, windows):
    """Another person than the signer reads the answer and accepts."""
    page, _ = windows.open(cast.officer, at("home"))
    follow(page, f"{cast.agency.name}: return for {PERIOD}")
    assert re.search("Are these children or families\\?.*Children", main(page))
    press(page, "Accept this return")
    assert "Accepted. The figures of" in main(page)


def scorecard(cast, windows):
    """The figure stands on the scorecard with its change on the year before; it opens its card."""
    page, _ = windows.open(cast.officer, f"{at('scorecard')}?period={LAST_QUARTER}")
    row = page.locator("tr", has_text=TITLE).first
    assert "360" in row.inner_text()
    assert "80%" in row.inner_text()
    row.get_by_role("link", name="360").first.click()
    assert cast.officer.name in main(page)


def write_report(manager, cast, windows):
    """A report of the year with one passage that holds the figure; the rest is said to be empty."""
    page, _ = windows.open(manager, at("yearly_report:list"))
    press(page, "Start a report")
    page.get_by_label("Financial year").fill(THE_YEAR)
    press(page, "Start the report")
    report = page.url
    sections = page.locator(".govuk-task-list__link").evaluate_all("all => all.map(a => a.href)")
    write_passage(page, sections.pop(1), cast)  # the first is the scrutineer's own
    for address in sections:
        page.goto(address)
        follow(page, "Change this section")
        page.get_by_label("Why there is nothing here").fill("Nothing is reported in this test.")
        press(page, "Save")
    page.goto(report)
    return page


def write_passage(page, section, cast):
    """Name the figure in the passage, look at it, and save."""
    page.goto(section)
    press(page, "Passage")
    figure = f"{{{{ performance.{INDICATOR} | {cast.area.code} | {LAST_QUARTER} }}}}"
    page.get_by_label("Passage", exact=True).fill(f"Schools made {figure} referrals.")
    page.get_by_role("radio", name=Rung.ACTIVITY.label, exact=True).check()
    press(page, "Preview")
    assert "Schools made 360 referrals." in main(page)
    press(page, "Save")
    assert "Schools made 360 referrals." in main(page)


def freeze_and_open_each_figure(page):
    """Frozen, the report is read, and every figure in it leads to where it comes from."""
    press(page, "Freeze the report")
    press(page, "Freeze the report")
    assert "The report is frozen." in main(page)
    page.goto(f"{page.url}read/")
    cards = page.locator('main a[href*="figures/"]').evaluate_all("all => all.map(a => a.href)")
    assert cards
    for card in dict.fromkeys(cards):
        answer = page.goto(card)
        assert answer.status == 200
        assert TITLE in main(page)
        assert "360" in main(page)


def test_a_figure_walks_from_the_request_to_the_frozen_report(cast, windows):
    cast.accepted({cast.key(INDICATOR): number(200)}, LAST_QUARTER.year_before())
    actions.place(
        by=cast.officer,
        at=NOW,
        space=cast.space,
        indicator=INDICATOR,
        priority=None,
        standing="headline",
        order=0,
    )
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)

    ask(cast, windows)
    fill_in_and_sign(cast, windows)
    send_back(cast, windows)
    answer_and_sign_again(cast, windows)
    accept(cast, windows)
    scorecard(cast, windows)
    page = write_report(manager, cast, windows)
    freeze_and_open_each_figure(page)
