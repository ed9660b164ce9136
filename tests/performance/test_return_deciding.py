"""Accepting a return, or sending it back with a question."""

import pytest

from goldthread.house import Role
from goldthread.performance import actions
from goldthread.performance.answers import questions_of
from goldthread.performance.models import Observation, Return
from tests.factories import NOW, AppointmentFactory, principal_with
from tests.performance.builders import Q1, Cast, number, share
from tests.performance.pages import as_, at, box, row_version, seen, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


def submitted(cast, referrals=200, again=40, period=Q1, answer="as counted"):
    lines = {
        cast.key("referrals"): number(referrals, answer),
        cast.key("re_referrals_12m"): share(again, referrals, answer),
    }
    return_ = cast.filled_in(lines, period)
    return actions.submit(return_=return_, by=cast.submitter, at=NOW)


def test_each_figure_stands_beside_its_change_on_the_last_value(cast):
    actions.accept(return_=submitted(cast, period=Q1.previous()), by=cast.officer, at=NOW)
    return_ = submitted(cast, referrals=300, again=90, answer="Counted again: right")

    said = words(as_(cast.officer).get(at("return-accept", return_.request.public_id)))

    assert "300 up 50% on 200 in 2024-25 Q4" in said
    assert "30.0% 90 of 300 up 10 points on 20.0% in 2024-25 Q4" in said


def test_a_question_stands_there_with_its_answer(cast):
    actions.accept(return_=submitted(cast, period=Q1.previous()), by=cast.officer, at=NOW)
    return_ = submitted(cast, referrals=900, again=180, answer="One school referred all its pupils")

    said = words(as_(cast.officer).get(at("return-accept", return_.request.public_id)))

    assert "900 is more than 50% and more than 10 away from 200" in said
    assert "One school referred all its pupils" in said


def test_a_new_version_is_read_beside_the_one_before(cast):
    first = actions.accept(return_=submitted(cast), by=cast.officer, at=NOW)
    second = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason="Twins were counted once"
    )
    lines = {
        cast.key("referrals"): number(202),
        cast.key("re_referrals_12m"): share(40, 202),
    }
    actions.save_answers(return_=second, typed=lines, by=cast.submitter, at=NOW)
    actions.submit(return_=second, by=cast.submitter, at=NOW)

    said = words(as_(cast.officer).get(at("return-accept", first.request.public_id)))

    assert "Why there is a new version Twins were counted once" in said
    assert "In the version before" in said
    assert "202 no earlier value 200" in said


def test_a_return_is_sent_back_with_a_question_that_its_agency_sees(cast):
    return_ = submitted(cast)
    officer, address = as_(cast.officer), at("return-send-back", return_.request.public_id)
    seen = row_version(officer.get(at("return-accept", return_.request.public_id)))

    officer.post(address, {"question": "Is it the month?", "row_version": seen})

    said = words(as_(cast.submitter).get(at("return", return_.request.public_id)))
    assert f"It was signed before, and sent back by {cast.officer.name} on 20 May 2026" in said
    assert "Is it the month?" in said
    assert "Go on filling it in" in said


def test_a_question_stands_beside_its_place_and_its_answer_comes_back_with_the_return(cast):
    return_ = submitted(cast)
    public_id, line = return_.request.public_id, cast.key("referrals")
    officer, submitter = as_(cast.officer), as_(cast.submitter)
    asked = {
        "row_version": row_version(officer.get(at("return-accept", public_id))),
        "question": "Is it the month?",
        "about": "",
        "question_2": "Are these children or families?",
        "about_2": box(line, ""),
        "question_3": "Did the police send these?",
        "about_3": box(cast.key("referrals", "police"), ""),
    }
    officer.post(at("return-send-back", public_id), asked)

    said = words(submitter.get(at("return", public_id)))
    assert "It cannot be signed yet 3 questions are still without an answer." in said
    page = submitter.get(at("return-fill-in", public_id))
    html = page.content.decode()
    whole, of_line, of_item = questions_of(return_)
    assert of_item.key == cast.key("referrals", "police")
    beside = html.partition(f'id="{box(line)}"')[2].partition("gt-return__indicator")[0]
    assert "Are these children or families?" in beside
    assert f'name="reply-{of_line.id}"' in beside

    replies = {
        f"reply-{whole.id}": "The quarter",
        f"reply-{of_line.id}": "Children",
        f"reply-{of_item.id}": "They did",
    }
    submitter.post(at("return-fill-in", public_id), replies | seen(page))
    sign = submitter.get(at("return-sign", public_id))
    submitter.post(at("return-sign", public_id), {"row_version": row_version(sign)})

    said = words(officer.get(at("return-accept", public_id)))
    assert f"The whole return Is it the month? {cast.officer.name}, 20 May 2026 The quarter" in said
    assert "Are these children or families?" in said
    assert "Children" in said


def test_a_return_is_not_sent_back_over_a_line_that_was_not_asked(cast):
    return_ = submitted(cast)

    page = as_(cast.officer).post(
        at("return-send-back", return_.request.public_id),
        {"question": "Why?", "about": "made-up-", "row_version": str(return_.row_version)},
    )

    assert page.status_code == 422


def test_a_return_is_not_sent_back_without_a_question(cast):
    return_ = submitted(cast)

    page = as_(cast.officer).post(
        at("return-send-back", return_.request.public_id),
        {"question": " ", "row_version": str(return_.row_version)},
    )

    assert page.status_code == 422
    return_.refresh_from_db()
    assert return_.status == Return.Status.SUBMITTED


def test_a_stale_decision_is_refused_and_the_question_kept(cast):
    return_ = submitted(cast)
    officer, public_id = as_(cast.officer), return_.request.public_id

    asked = {"question": "Is it the month?", "row_version": "1"}
    page = officer.post(at("return-send-back", public_id), asked)
    assert page.status_code == 409
    assert "Is it the month?" in words(page)

    page = officer.post(at("return-accept", public_id), {"row_version": "1"})
    assert page.status_code == 409
    assert "Somebody else changed this return" in words(page)
    assert not Observation.objects.exists()


def test_a_question_typed_while_another_accepted_is_not_lost(cast):
    return_ = submitted(cast)
    seen = str(return_.row_version)
    other = principal_with(Role.BUSINESS_MANAGER, space=cast.space)
    actions.accept(return_=return_, by=other, at=NOW)

    page = as_(cast.officer).post(
        at("return-send-back", return_.request.public_id),
        {"question": "Is it the month?", "row_version": seen},
    )

    assert page.status_code == 409
    assert "Is it the month?" in words(page)


def test_accepting_is_for_those_who_hold_it(cast):
    return_ = submitted(cast)
    public_id = return_.request.public_id

    for role in (Role.PARTNERSHIP_OFFICER, Role.DATA_SUBMITTER):
        stranger = principal_with(role, space=cast.space)
        page = as_(stranger).post(at("return-accept", public_id))
        assert page.status_code == 403
        assert "To accept or query a return you need to be" in words(page)
    assert as_(Cast().officer).get(at("return-accept", public_id)).status_code == 404


def test_one_who_sent_it_does_not_accept_it_and_is_told_why(cast):
    """A business manager who also leads an agency may not accept that agency's return."""
    manager = principal_with(Role.BUSINESS_MANAGER, space=cast.space)
    AppointmentFactory(
        space=cast.space,
        role=Role.AGENCY_LEAD,
        agency=cast.agency,
        person_id=manager.person_id,
    )
    return_ = submitted(cast)
    client, address = as_(manager), at("return-accept", return_.request.public_id)

    said = words(client.get(address))
    assert "This is your own agency's return: another person accepts it." in said
    assert "Accept this return" not in said
    page = client.post(address, {"row_version": str(return_.row_version)})
    assert page.status_code == 403


def test_what_is_not_signed_cannot_be_accepted_and_the_page_says_why(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(5)})

    said = words(as_(cast.officer).get(at("return-accept", return_.request.public_id)))

    assert "You cannot accept this return It is being filled in." in said
