"""The gate in a real browser: a draft with the child's name in a tracked change, until everybody can read the paper."""

from datetime import timedelta

import pytest
import time_machine

from goldthread.publication.models import Publication
from tests.factories import NOW, TODAY
from tests.journeys.screens import Walk
from tests.journeys.test_the_line import windows
from tests.publication.builders import CLEAN, draft_with
from tests.reviews.builders import NAME, Case

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE = "Learning from a review"
PREPARED = ("Family", "Legal advice, police and coroner", "Media plan", "Staff briefing")
NOTICE = TODAY - timedelta(days=21)


@pytest.fixture
def case():
    with time_machine.travel(NOW, tick=False):
        case = Case()
        case.kept = case.review()
        case.child(case.kept)
        yield case


def test_a_name_in_a_tracked_change_is_held_back_and_the_mended_draft_goes_out(windows, case):
    walk = Walk(windows, "publication-day")
    address = proposed_with_a_name_left_in_it(walk, case)
    mended(walk, case, address)
    read_by_two(walk, case, address)
    prepared(walk, case, address)
    let_out(walk, case, address)

    assert Publication.objects.get().status == Publication.Status.PUBLIC
    visitor = windows.browser.new_page()
    visitor.goto(f"{windows.url}/published/{case.space.code.lower()}/")
    assert TITLE in visitor.locator("main").inner_text()
    with visitor.expect_download() as coming:
        visitor.locator("main a[href*='/published/']").first.click()
    assert coming.value.suggested_filename.endswith(".docx")
    visitor.close()
    withdrawn(walk, case, address)
    walk.end()


def proposed_with_a_name_left_in_it(walk, case):
    screen = walk.screen(case.by("manager"), "/gate/").follow("Propose something")
    screen.choose("Which record is it about?", str(case.kept.incident)).write("Title", TITLE)
    screen.pick("On the partnership’s public page").write("Why in this way?", "It is anonymous")
    screen.press("Go on to its draft")
    address = screen.address.removesuffix("draft/")
    if address != screen.address:
        screen = walk.screen(case.by("manager"), address)
    screen.follow("The draft")
    screen.send("draft.docx", draft_with(CLEAN, deleted=f"{NAME} was hurt."), DOCX)
    screen.press("Send it and look through it")
    screen = walk.screen(case.by("manager"), address).follow("What was found in it")
    assert "Tracked change" in screen.words
    assert "Only to be mended in the draft" in screen.words
    return address


def mended(walk, case, address):
    screen = walk.screen(case.by("manager"), address).follow("The draft")
    screen.send("draft.docx", draft_with(CLEAN), DOCX).press("Send it and look through it")
    screen = walk.screen(case.by("manager"), address).follow("What was found in it")
    if screen.page.locator("input[name=findings]").count():
        for box in screen.page.locator("input[name=findings]").all():
            box.check()
            walk.fields += 1
        screen.write("Why may they stand?", "It is of the program").press("Dismiss those chosen")
    assert "Everything is answered" in screen.words or "Answered" in screen.words


def read_by_two(walk, case, address):
    screen = walk.screen(case.by("manager"), address).follow("Two readers")
    for who in ("scrutineer", "officer"):
        screen.pick(case.people[who].name)
    screen.press("Ask them")
    for who in ("scrutineer", "officer"):
        screen = walk.screen(case.by(who), address).follow(case.people[who].name)
        screen.pick("Yes, it may go out")
        screen.write("What has to change, or what you looked at", f"Read by the {who}")
        screen.press("Give your answer")
        assert ("Read by the scrutineer" in screen.words) == (
            who == "officer"
        ) or who == "scrutineer"


def prepared(walk, case, address):
    for about in PREPARED:
        screen = walk.screen(case.by("manager"), address).follow(about)
        screen.pick("Yes").write("What was done, with whom and when", "On 1 May, by telephone")
        screen.press("Save")
    screen = walk.screen(case.by("manager"), address).follow("Notice to the Panel")
    screen.day("When were the Panel and the minister told?", NOTICE).write("Reference", "P-1")
    screen.press("Save")


def let_out(walk, case, address):
    screen = walk.screen(case.by("director"), address).follow("Let it out to everybody")
    screen.press("Let it out")
    assert "It is public now" in screen.page.locator("body").inner_text()


def withdrawn(walk, case, address):
    screen = walk.screen(case.by("director"), address).follow("Withdraw it")
    screen.write("Why?", "The family asked us to").press("Withdraw it")
    assert Publication.objects.get().status == Publication.Status.WITHDRAWN
