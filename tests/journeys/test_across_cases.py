"""Looking across cases in a real browser: facts of a child, the year, kept by one and approved by another."""

import pytest
import time_machine

from goldthread.reviews.models import KeptYear
from tests.factories import NOW
from tests.journeys.screens import Walk
from tests.journeys.test_the_line import windows
from tests.reviews.builders import Case

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]


@pytest.fixture
def case():
    with time_machine.travel(NOW, tick=False):
        yield Case()


def test_a_year_is_kept_without_its_small_numbers_and_approved_by_another(windows, case):
    review = case.review()
    case.child(review)
    walk = Walk(windows, "looking-across")
    screen = walk.screen(case.by("officer"), review.get_absolute_url()).follow(
        "Write what is known"
    )
    for legend, option in (("Sex", "Female"), ("Ethnicity", "Not recorded")):
        group = screen.page.get_by_role("group", name=legend, exact=True)
        group.get_by_label(option, exact=True).check()
        walk.fields += 1
    screen.press("Save what is known")
    screen = walk.screen(case.by("officer"), review.get_absolute_url())
    assert "1 of 1 children: ethnicity not recorded" in screen.words.replace("child:", "children:")

    screen = walk.screen(case.by("officer"), "/reviews/across/")
    screen.fits()
    assert "This speaks of 1 case" in screen.words
    screen.follow("Keep a year")
    radio = screen.page.get_by_role("radio")
    if radio.count():
        radio.first.check()
    screen.press("Keep this year")
    kept = KeptYear.objects.get()
    screen = walk.screen(case.by("manager"), kept.get_absolute_url()).follow("Approve")
    screen.press("Approve")

    kept.refresh_from_db()
    assert kept.status == KeptYear.Status.APPROVED
    assert "kept back" in screen.words
    walk.end()
