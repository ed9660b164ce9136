"""Months 1 to 6 in a real browser: a local review from its terms to its signature, by five people."""

from datetime import timedelta

import pytest
import time_machine

from goldthread.reviews.models import PracticeReview
from tests.factories import NOW, TODAY
from tests.journeys.screens import Walk
from tests.journeys.test_the_line import windows
from tests.reviews.builders import Case

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]


@pytest.fixture
def case():
    with time_machine.travel(NOW, tick=False):
        yield Case()


def test_a_local_review_is_walked_to_its_signature(windows, case):
    rapid = case.sent()
    walk = Walk(windows, "months-1-to-6")
    screen = walk.screen(case.by("officer"), rapid.get_absolute_url()).follow("Begin the review")
    screen.day("On which day did the partners decide to start it?", TODAY).press("Begin it")
    address = screen.address
    it_is_commissioned(walk, case, address)
    its_people_declare(walk, case, address)
    it_is_worked_on(walk, case, address)
    the_partners_sign(walk, case, address)

    assert PracticeReview.objects.get().status == PracticeReview.Status.SIGNED
    walk.end()


def it_is_commissioned(walk, case, address):
    screen = walk.screen(case.by("officer"), address).follow("Write the terms of reference")
    screen.write("Terms of reference", "The last three years of Child A")
    screen.write("Lines of enquiry", "Who saw the whole?")
    screen.write("The family's part", "Mother was met twice").press("Save")
    screen.follow("Write the commission").write("Fee in pounds", "9500")
    screen.write("How does the work go on?", "Two days a week").press("Save")


def its_people_declare(walk, case, address):
    screen = walk.screen(case.by("officer"), address).follow("Give somebody a part")
    screen.pick(case.people["reviewer"].name).pick("Lead reviewer").press("Save")
    screen = walk.screen(case.by("reviewer"), address).follow("Declare conflicts")
    screen.pick("Yes").write("Which one?", "Once worked for the trust").press("Declare")
    screen = walk.screen(case.by("officer"), address).follow("Deal with the conflict")
    screen.write("How is the conflict dealt with?", "Another reads the trust's part").press("Save")


def it_is_worked_on(walk, case, address):
    screen = walk.screen(case.by("officer"), address).follow("Start the work")
    screen.press("Start the work")
    screen.follow("Write down what holds it up")
    screen.pick("Criminal investigation or trial, with its disclosure")
    screen.write("Why does it hold the review up?", "No witness is spoken to")
    screen.day("From which day?", TODAY).press("Save")
    assert "Holds it up" in screen.words
    screen.follow("Plan a meeting or what is to be given").pick("Practitioner event")
    screen.write("In your words", "Those who saw Child A")
    screen.day("By which day?", TODAY + timedelta(days=20)).press("Save")
    screen.follow("Write down what came of it").day("On which day was it done?", TODAY)
    screen.write("What came of it?", "Nobody knew who lived there").press("Save")


def the_partners_sign(walk, case, address):
    screen = walk.screen(case.by("officer"), address).follow("Put it to the partners")
    screen.press("Put it to the partners")
    for who in ("director", "superintendent"):
        screen = walk.screen(case.by(who), address).follow("Sign it off or dissent")
        screen.pick("We sign it off").press("Save your answer")
    screen = walk.screen(case.by("officer"), address).follow("Close it as signed off")
    screen.press("Close it as signed off")
