"""The Panel's form and the family in a real browser: a form is sent and mapped, ties drawn, the file made."""

import pytest
import time_machine
from docx import Document

from tests.factories import NOW
from tests.journeys.screens import Walk
from tests.journeys.test_publication_day import DOCX
from tests.journeys.test_the_line import windows
from tests.reviews.builders import Case, a_form

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]


@pytest.fixture
def case():
    with time_machine.travel(NOW, tick=False):
        yield Case()


def test_the_panels_own_form_is_mapped_once_and_filled(windows, case):
    review = case.met()
    case.child(review)
    walk = Walk(windows, "panels-form")
    screen = walk.screen(case.by("officer"), "/reviews/form/").follow("Send")
    screen.send("form.docx", a_form(), DOCX).press("Send it")
    screen.press("Save it")
    screen = walk.screen(case.by("officer"), review.get_absolute_url()).follow("The Panel's form")
    assert "Local authority" in screen.words
    screen.follow("Make the file")
    if screen.page.get_by_label("Why is it needed?").count():
        screen.write("Why is it needed?", "To send it to the Panel")
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("button", name="Make the file").click()
    filled = Document(coming.value.path())
    words = " ".join(
        cell.text for table in filled.tables for row in table.rows for cell in row.cells
    )
    assert case.council.name in words
    walk.end()


def test_a_family_is_drawn_from_ties_that_are_written_down(windows, case):
    review = case.review()
    case.child(review)
    case.mother(review)
    walk = Walk(windows, "family")
    screen = walk.screen(case.by("officer"), review.get_absolute_url()).follow("Family and ties")
    screen.follow("Write down a tie").choose("Who?", "Mother")
    screen.choose("What is written down?", "is the mother of").choose("To whom?", "Child A")
    screen.press("Save it")
    assert "Mother is the mother of Child A" in screen.words
    assert screen.page.locator("svg").count() >= 1
    walk.end()
