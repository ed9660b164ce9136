"""The pages of a challenge event: called by numbers, read as papers, given out as a report."""

from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from goldthread.house import Role
from goldthread.improvement.models import ChallengeEvent
from tests.clients import Client
from tests.factories import NOW
from tests.improvement.builders import Cast
from tests.improvement.test_challenges import HELD, HELD_ON, called, concluded, judged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast():
    return Cast()


def browser(cast, principal):
    client = Client()
    client.force_login(cast.person(principal))
    return client


def url(name, row=None, *more):
    return reverse(f"improvement:{name}", args=[row.public_id, *more] if row else [])


def typed_event(cast, numbers, **more):
    day = {"held_on_day": HELD_ON.day, "held_on_month": HELD_ON.month}
    return {
        **{"title": "Challenge event", "place": "Guildhall", "held_on_year": HELD_ON.year},
        **{"chair": cast.person(cast.somebody(Role.INDEPENDENT_SCRUTINEER)).public_id},
        **{"panel": [cast.person(cast.partner).public_id], "questions": "Did it work?"},
        **{"numbers": numbers, **day},
        **more,
    }


def test_an_event_is_called_with_the_numbers_of_actions(cast):
    action, other = cast.done(), cast.action()

    browser(cast, cast.officer).post(
        url("challenge-new"), typed_event(cast, f"{action.number} and {other.number}")
    )

    put = ChallengeEvent.objects.get().challenges
    assert [each.action for each in put.order_by("pk")] == [action, other]


def test_a_number_that_is_no_action_is_said_beside_its_question(cast):
    answer = browser(cast, cast.officer).post(url("challenge-new"), typed_event(cast, "77"))

    assert answer.status_code == 422
    assert "There is no action 77 here" in answer.content.decode()


def test_the_lead_answers_the_panel_on_the_page_of_the_event(cast):
    action = cast.done()
    event = called(cast, action)
    challenge = event.challenges.get()
    client = browser(cast, cast.lead)
    typed = {"answer": "29 of 30 hear", "evidence": [action.evidence.get().public_id]}

    there = client.get(event.get_absolute_url()).content.decode()
    answer = client.post(url("challenge-answer", challenge), typed | {"row_version": 1})

    assert url("challenge-answer", challenge) in there
    assert answer["Location"] == event.get_absolute_url()
    page = client.get(event.get_absolute_url()).content.decode()
    assert "29 of 30 hear" in page
    assert action.evidence.get().shows in page


def test_the_report_is_page_pdf_and_word_with_verdicts_and_what_is_tested_next(cast):
    event = called(cast, cast.done())
    judged(cast, event)
    with time_machine.travel(HELD, tick=False):
        concluded(cast, event)
        client = browser(cast, cast.manager)
        page = client.get(event.get_absolute_url()).content.decode()
        files = {kind: client.get(url("challenge-report", event, kind)) for kind in ("pdf", "docx")}

    paper = " ".join(each.extract_text() for each in PdfReader(BytesIO(files["pdf"].content)).pages)
    written = Document(BytesIO(files["docx"].content))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    word = " ".join([*(each.text for each in written.paragraphs), *cells])
    for told in (page, " ".join(paper.split()), word):
        for said in ("Half of the files", "Partly", "Do all hear?", "To the executive"):
            assert said in told, said


def test_an_unknown_kind_of_file_is_not_there(cast):
    event = called(cast, cast.done())

    assert browser(cast, cast.manager).get(url("challenge-report", event, "exe")).status_code == 404


def test_a_verdict_is_written_and_the_event_concluded_on_their_forms(cast):
    event = called(cast, cast.done())
    challenge = event.challenges.get()
    typed = {"verdict": "embedded", "rung": "3", "words": "All of them", "next_question": ""}
    with time_machine.travel(HELD, tick=False):
        officer, tester = browser(cast, cast.officer), browser(cast, cast.tester)
        officer.post(url("challenge-verdict", challenge), typed | {"row_version": 1})
        tester.post(url("challenge-conclude", event), {"because": "", "row_version": 1})

    event.refresh_from_db()
    assert event.status == "concluded"
    assert event.challenges.get().test.verdict == "embedded"


def test_an_event_is_changed_and_called_off(cast):
    action = cast.done()
    event = called(cast, action)
    client = browser(cast, cast.officer)

    client.post(
        url("challenge-change", event),
        typed_event(cast, str(action.number), title="Another name", row_version=1),
    )
    client.post(url("challenge-off", event), {"because": "Snow", "row_version": 2})

    event.refresh_from_db()
    assert (event.title, event.status, event.ended_because) == (
        "Another name",
        "called_off",
        "Snow",
    )


def test_the_pages_cost_the_same_for_one_action_and_for_ten(cast, django_assert_max_num_queries):
    event = called(cast, *[cast.done() for _ in range(10)])
    client = browser(cast, cast.manager)

    with django_assert_max_num_queries(40):
        client.get(event.get_absolute_url())


def test_the_question_of_one_action_is_set_beforehand(cast):
    event = called(cast, cast.done())
    challenge = event.challenges.get()

    browser(cast, cast.officer).post(
        url("challenge-question", challenge), {"question": "Since when?", "row_version": 1}
    )

    assert event.challenges.get().question == "Since when?"
