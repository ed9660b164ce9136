"""Day 0 to 15 in a real browser: an incident from the day it is known to the Panel's answer, by seven people."""

import re

import pytest
import time_machine

from goldthread.links.actions import switch_links
from goldthread.messages.models import Letter
from goldthread.reviews.criteria import Set, criteria
from goldthread.reviews.models import Incident, RapidReview
from tests.factories import NOW, TODAY
from tests.journeys.screens import Screen, Walk
from tests.journeys.test_the_line import windows
from tests.reviews.builders import AWARE_ON, BORN_ON, MOTHER, NAME, SERIOUS, Case

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["windows"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def case():
    with time_machine.travel(NOW, tick=False):
        yield Case()


def answered(screen, case, of, yes):
    for row in criteria(of, space_id=case.space.pk, on=AWARE_ON):
        group = screen.page.get_by_role("group", name=row.title)
        group.get_by_label("Yes" if row.key in yes else "No", exact=True).check()
        screen.walk.fields += 1
        screen.write(f"Why? {row.title}", "On what is known today")


def test_a_council_decides_and_notifies(windows, case):
    walk = Walk(windows, "day-0-to-5")
    screen = walk.screen(case.by("officer"), "/reviews/").follow("Tell of an incident")
    screen.pick(case.council.name).pick("A child was seriously harmed")
    screen.day("On which day did the council become aware?", AWARE_ON)
    screen.write("What is known?", "Child A has a fracture that nobody explains")
    for who in ("manager", "director", "superintendent", "scrutineer"):
        screen.pick(case.people[who].name)
    screen.press("Open the case")
    address = screen.address

    screen.follow("Answer the criteria")
    answered(screen, case, Set.NOTICE, SERIOUS)
    screen.press("Save the answers")
    assert "The answers point to a notification" in screen.words

    screen = walk.screen(case.by("director"), address).follow("Decide whether it is notified")
    screen.pick("Yes, it is notified").write("Why?", "All three are met").press("Save the decision")
    screen = walk.screen(case.by("officer"), address).follow("Write down the notification")
    screen.write("Reference that the national system gave", "SIN-4471").day("Notified on", TODAY)
    screen.write("The text that was sent", "As it was sent").press("Save the notification")
    screen = walk.screen(case.by("officer"), address).follow("The partners are told")
    screen.day("The partners were told on", TODAY).press("Save")

    assert Incident.objects.get().status == Incident.Status.NOTIFIED
    assert RapidReview.objects.get().starts_on == TODAY
    walk.end()


def test_a_rapid_review_is_walked_to_the_panels_answer(windows, case):
    review = case.review()
    walk, address = Walk(windows, "day-0-to-15"), review.get_absolute_url()
    whom_it_is_about(walk, case, review)
    agencies_give(walk, case, address)
    the_meeting_decides(walk, case, address)
    the_partners_answer(walk, case, address)
    the_panel_answers(walk, case, address)

    review.refresh_from_db()
    assert review.status == RapidReview.Status.ANSWERED
    walk.end()


def whom_it_is_about(walk, case, review):
    """By the officer: two people, under their pseudonyms."""
    about = case.compartment(review)
    for kind, pseudonym, name in (("Child", "Child A", NAME), ("Relative", "Mother", MOTHER)):
        screen = walk.screen(case.by("officer"), f"/identities/cases/{about.public_id}/new/")
        screen.pick(kind).write("Pseudonym", pseudonym).write("Full name", name)
        if kind == "Child":
            screen.day("Date of birth", BORN_ON)
        screen.press("Save the identity")
        assert name not in screen.words


def agencies_give(walk, case, address):
    """The officer asks; the agency's lead writes, sends a spreadsheet, checks each name and hands it in."""
    screen = walk.screen(case.by("officer"), address).follow("Ask agencies")
    screen.pick(case.trust.name).write("What are they asked for?", "The last three years")
    screen.press("Ask them")
    screen = walk.screen(case.by("lead"), "/").follow("Summary and chronology")
    request = screen.address
    screen.follow("Write the summary").pick("Yes").write("Summary", "Seen four times by the trust")
    screen.press("Save it")
    screen = walk.screen(case.by("lead"), request).follow("Send a spreadsheet")
    content = spreadsheet(
        ("Date", "What happened"), ("06/01/2025", f"{NAME} was seen with {MOTHER}")
    )
    screen.send("chronology.xlsx", content, XLSX).press("Send it")
    screen = walk.screen(case.by("lead"), request)
    assert "Child A was seen with Mother" in screen.words
    screen.page.locator("main ul a[href*='/entries/']").first.click()
    screen.pick("Yes, no name is left in it").press("Save")
    screen = walk.screen(case.by("lead"), request).follow("Hand it in").press("Hand it in")
    screen = walk.screen(case.by("officer"), address).follow("Combined chronology")
    assert "Child A was seen with Mother" in screen.words
    screen.fits()


def spreadsheet(*rows) -> bytes:
    from io import BytesIO

    from openpyxl import Workbook

    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def the_meeting_decides(walk, case, address):
    screen = walk.screen(case.by("officer"), address).follow("Write down the meeting")
    screen.write("What was done at once for other children?", "Siblings seen the same day")
    screen.day("The meeting was on", TODAY).write("What the meeting said", "Each told what it knew")
    screen.press("Save it")
    screen.follow("Answer the criteria")
    answered(screen, case, Set.REVIEW, {"together"})
    screen.press("Save the answers")
    screen = walk.screen(case.by("officer"), address).follow("Write down what the meeting decided")
    screen.pick("A local review").write("Why, against the criteria?", "Two agencies did not speak")
    screen.press("Ask the partners")


def the_partners_answer(walk, case, address):
    screen = walk.screen(case.by("director"), address).follow("Agree or dissent")
    screen.pick("We agree").press("Save your answer")
    screen = walk.screen(case.by("superintendent"), address).follow("Agree or dissent")
    screen.pick("We dissent").press("Save your answer")
    assert "A dissent says why" in screen.words
    screen.write("In your words", "A learning event would do").press("Save your answer")
    screen = walk.screen(case.by("scrutineer"), address).follow("Comment as scrutineer")
    screen.write("Your comment", "The child's voice is thin").press("Save the comment")


def the_panel_answers(walk, case, address):
    screen = walk.screen(case.by("officer"), address)
    assert "dissents" in screen.words
    screen.follow("It is sent to the Panel").day("Sent to the Panel on", TODAY).press("Save")
    screen.follow("Write down what the Panel answered").pick("The Panel agrees")
    screen.day("The Panel answered on", TODAY).write("What the Panel wrote", "It agrees")
    screen.press("Save")
    screen.follow("Write down what was learnt")
    screen.write("What was found, in a sentence", "Nobody asked who else lived there")
    screen.pick("A concern").press("Save the finding")
    screen = walk.screen(case.by("scrutineer"), address)
    assert "Nobody asked who else lived there" in screen.words


@pytest.fixture
def guest(windows):
    """An empty page of a browser that nobody has signed in with."""
    window = windows.browser.new_context(
        viewport=windows.viewport, java_script_enabled=windows.script
    )
    window.set_default_timeout(10_000)
    yield window.new_page()
    window.close()


def test_a_practice_without_an_account_gives_its_part_by_a_link(windows, case, guest):
    review, practice = case.review(), case._agency("relevant", kind="health")
    case.child(review)
    switch_links(space=case.space, is_on=True, days=14, reason="So", by=case.by("manager"), at=NOW)
    asked = case.asked(review, agency=practice)
    walk = Walk(windows, "by-a-link")
    screen = walk.screen(case.by("officer"), asked.get_absolute_url())
    screen.follow("Ask somebody without an account")
    screen.write("Name of the person", "Dr Jo Practice").write("Email address", "jo@example.org")
    screen.press("Make the link")
    code = screen.page.locator(".govuk-panel__title").inner_text()
    letter = Letter.objects.filter(why="link for one request").latest("pk")
    assert NAME not in letter.text
    assert code not in letter.text

    guest.goto(windows.url + re.search(r"/link/[^/]+/", letter.text)[0])
    theirs = Screen(walk, guest)
    theirs.write("Code", code).press("Go on")
    request = theirs.address
    theirs.follow("Write the summary").pick("Yes").write("Summary", "Registered since birth")
    theirs.press("Save it")
    guest.goto(windows.url + request)
    theirs.follow("Write an entry").day("On which day was it?", AWARE_ON)
    theirs.page.get_by_role("radio").first.check()
    theirs.write("What happened?", f"{NAME} was not brought").press("Save, and check its names")
    theirs.pick("Yes, no name is left in it").press("Save")
    guest.goto(windows.url + request)
    theirs.follow("Hand it in").press("Hand it in")

    asked.refresh_from_db()
    assert asked.status == "given"
    assert [entry.text for entry in asked.entries.all()] == ["Child A was not brought"]
    guest.goto(windows.url + request)
    assert "Registered since birth" not in guest.locator("body").inner_text()
    walk.end()
