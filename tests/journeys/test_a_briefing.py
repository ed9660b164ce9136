"""A seven-minute briefing in a real browser: written, read at the gate by two, let out, used by a team."""

import pytest
import time_machine

from goldthread.reviews.boxes import boxes
from goldthread.reviews.models import BriefingUse
from tests.factories import NOW, TODAY
from tests.journeys.screens import Walk
from tests.journeys.test_publication_day import PREPARED
from tests.journeys.test_the_line import windows
from tests.reviews.builders import Case

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]
TITLE = "Who lives with the child?"


@pytest.fixture
def case():
    with time_machine.travel(NOW, tick=False):
        yield Case()


def test_a_briefing_goes_from_a_finding_to_a_team(windows, case):
    review = case.review()
    walk = Walk(windows, "briefing")
    address, gate = written(walk, case, review.get_absolute_url())
    through_the_gate(walk, case, gate)
    used(walk, case)

    assert BriefingUse.objects.get().team == "Ward 4"
    assert "Let out" in walk.screen(case.by("officer"), address).page.content()
    walk.end()


def written(walk, case, review):
    """By the officer; gives the addresses of the briefing and of where it stands at the gate."""
    screen = walk.screen(case.by("officer"), review).follow("Write down what was learnt")
    screen.write("What was found, in a sentence", "Nobody asked who lives with the child")
    screen.pick("A concern").press("Save the finding")
    screen = walk.screen(case.by("officer"), review).follow("Make a seven-minute briefing")
    screen.write("What is the briefing called?", TITLE)
    screen.pick("Nobody asked who lives with the child").press("Go on to its boxes")
    for box in boxes():
        if box.key != "found":
            screen.write(box.heading, f"Words about {box.heading.lower()}")
    screen.press("Save it")
    address = screen.address
    screen.follow("Put it to the gate").pick("To the teams of the partnership alone")
    screen.press("Send it to the gate")
    return address, screen.address


def through_the_gate(walk, case, gate):
    screen = walk.screen(case.by("officer"), gate).follow("What was found in it")
    if screen.page.locator("input[name=findings]").count():
        for found in screen.page.locator("input[name=findings]").all():
            found.check()
        screen.write("Why may they stand?", "It is general").press("Dismiss those chosen")
    screen = walk.screen(case.by("officer"), gate).follow("Two readers")
    for who in ("scrutineer", "manager"):
        screen.pick(case.people[who].name)
    screen.press("Ask them")
    for who in ("scrutineer", "manager"):
        screen = walk.screen(case.by(who), gate).follow(case.people[who].name)
        screen.pick("Yes, it may go out").press("Give your answer")
    for about in PREPARED:
        screen = walk.screen(case.by("officer"), gate).follow(about)
        screen.pick("It is not needed").write(
            "What was done, with whom and when", "It names no case"
        )
        screen.press("Save")
    screen = walk.screen(case.by("director"), gate).follow("Say where it was given")
    screen.write("To whom was it given", "All agencies").press("Save")


def used(walk, case):
    """By the agency's lead, from the list that everybody has."""
    screen = walk.screen(case.by("lead"), "/reviews/briefings/").follow(TITLE)
    screen.fits()
    screen.follow("My team used it").write("Which team?", "Ward 4")
    screen.day("On which day?", TODAY).write("How many people were there?", "9").press("Save")
    assert "Ward 4" in screen.words
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("link", name="PDF").click()
    assert coming.value.suggested_filename.endswith(".pdf")
