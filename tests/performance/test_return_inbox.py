"""What returns and documents put on the home page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.inbox.due import due_from
from goldthread.performance import actions, inbox
from goldthread.performance.answers import questions_of
from tests.factories import NOW, TODAY, AppointmentFactory, principal_with
from tests.performance.builders import Q1, Cast, day, number, share
from tests.performance.pages import as_, at, today, words
from tests.performance.test_documents import transcribed

pytestmark = pytest.mark.django_db
__all__ = ["today"]


@pytest.fixture
def cast():
    return Cast()


def both(cast):
    return {
        cast.key("referrals"): number(200),
        cast.key("re_referrals_12m"): share(40, 200),
    }


def test_a_submitter_is_shown_what_is_due_the_late_first_with_the_reason(cast):
    cast.asked(Q1.following(), due_on=day("2026-06-01"))
    late = cast.asked(due_on=day("2026-05-01"))

    items = due_from(cast.submitter, on=TODAY)

    assert [(item.due_on, item.late) for item in items] == [
        (day("2026-05-01"), True),
        (day("2026-06-01"), False),
    ]
    assert items[0].title == "Return for April to June 2025 (quarter 1 of 2025-26)"
    assert items[0].why == f"{cast.officer.name} asked {cast.agency.name} for 2 indicators."
    assert items[0].url == at("return", late.public_id)


def test_a_return_handed_in_is_due_from_the_one_who_accepts(cast):
    return_ = cast.filled_in(both(cast))
    assert "Begun and not signed yet" in inbox.returns_due(cast.submitter, TODAY)[0].why

    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    assert due_from(cast.submitter, on=TODAY) == []
    (item,) = due_from(cast.officer, on=TODAY)
    assert item.title.startswith(f"{cast.agency.name}: return for April to June 2025")
    assert item.why.startswith(f"Signed by {cast.submitter.name} on 20 May 2026")


def test_late_returns_stand_in_one_line_on_the_home_page_of_who_chases_them(cast):
    cast.asked(due_on=day("2026-05-01"))
    cast.asked(Q1.following(), due_on=day("2026-05-02"))
    cast.asked(Q1.following().following(), due_on=day("2026-06-01"))

    (item,) = due_from(cast.officer, on=TODAY)

    assert item.title == "2 returns are late"
    assert item.why == f"{cast.agency}, 2025-26 Q1; {cast.agency}, 2025-26 Q2."
    assert item.url == f"{at('returns')}?state=late"
    assert inbox.returns_to_chase(cast.submitter, TODAY) == []


def test_what_waits_for_acceptance_says_when_it_came_and_how_long_it_has_waited(cast, today):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW - timedelta(days=12))

    said = words(as_(cast.officer).get(at("home")))

    assert "Waiting 12 days" in said
    assert f"Signed by {cast.submitter.name} on 8 May 2026." in said
    assert "No date" not in said


@pytest.mark.parametrize(
    ("due", "words_of_it"),
    [
        (["2026-05-01"], "One thing, and it is late."),
        (["2026-06-01"], "One thing."),
        (["2026-05-01", "2026-05-02"], "2 things, all of them late."),
        (["2026-05-01", "2026-06-02"], "2 things, 1 of them late."),
        (["2026-06-01", "2026-06-02"], "2 things."),
    ],
)
def test_home_counts_in_plain_words(cast, today, due, words_of_it):
    for back, due_on in enumerate(due, start=1):
        cast.asked(Q1.and_before(back)[0], due_on=day(due_on))

    assert words_of_it in words(as_(cast.submitter).get(at("home")))


def test_questions_that_are_answered_no_longer_stand_on_the_home_page(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    about = {cast.key("referrals"): "Which month?", cast.key("re_referrals_12m"): "Which year?"}
    actions.send_back(return_=return_, about=about, by=cast.officer, at=NOW)
    first, second = questions_of(return_)
    assert inbox.returns_sent_back(cast.lead, TODAY)[0].why == "Which month? And 1 more."

    replies = {first.id: "June", second.id: "2025"}
    actions.save_answers(return_=return_, typed={}, replies=replies, by=cast.lead, at=NOW)

    (item,) = inbox.returns_sent_back(cast.lead, TODAY)
    assert item.why == "Every question is answered. Check the return and sign it again."


def test_a_return_sent_back_shows_its_question(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    actions.send_back(return_=return_, question="Is it the month?", by=cast.officer, at=NOW)

    (item,) = due_from(cast.lead, on=TODAY)

    assert (item.kind, item.why) == (inbox.SENT_BACK, "Is it the month?")
    assert inbox.returns_waiting(cast.officer, TODAY) == []


def test_an_accepted_return_asks_nothing_of_anybody(cast):
    cast.accepted(both(cast))

    assert due_from(cast.submitter, on=TODAY) == []
    assert due_from(cast.officer, on=TODAY) == []


def test_nobody_is_asked_to_accept_their_own_agencys_return(cast):
    manager = AppointmentFactory(space=cast.space, role=Role.BUSINESS_MANAGER).person
    AppointmentFactory(space=cast.space, role=Role.AGENCY_LEAD, agency=cast.agency, person=manager)
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    assert inbox.returns_waiting(principal_for(manager, on=TODAY), TODAY) == []


def test_another_agency_is_not_asked(cast):
    cast.asked()
    other = principal_with(Role.DATA_SUBMITTER, space=cast.space)

    assert due_from(other, on=TODAY) == []


def test_a_return_asked_by_a_collaboration_is_due_only_from_who_is_appointed_there(cast):
    tees = Cast()
    tees.space.kind = "collaboration"
    tees.space.save()
    tees.space.members.set([cast.space])
    tees.asked()
    person = AppointmentFactory(
        space=cast.space, role=Role.DATA_SUBMITTER, agency=tees.agency
    ).person

    principal = principal_for(person, on=TODAY, chosen=cast.space.code)

    assert tees.space.pk in principal.spaces
    assert inbox.returns_due(principal, TODAY) == []


def test_a_transcription_is_checked_by_another_than_its_writer(cast):
    transcription = transcribed(cast)
    another = principal_with(Role.PARTNERSHIP_OFFICER, space=cast.space)

    (item,) = due_from(another, on=TODAY)

    assert item.url == at("transcription", transcription.public_id)
    assert due_from(cast.officer, on=TODAY) == []


def test_the_home_page_shows_it(cast, today):
    cast.asked(due_on=day("2026-05-01"))

    said = words(as_(cast.submitter).get(at("home")))

    assert "Late by 19 days Return for April to June 2025" in said


@pytest.mark.parametrize("kind", inbox.KINDS, ids=lambda kind: kind.name)
def test_a_kind_asks_the_database_once_however_much_is_due(cast, kind):
    for back in range(1, 9):
        return_ = cast.filled_in(both(cast), Q1.and_before(back)[0])
        if back > 3:
            actions.submit(return_=return_, by=cast.submitter, at=NOW)
        if back > 6:
            actions.send_back(return_=return_, question="Why?", by=cast.officer, at=NOW)

    for principal in (cast.submitter, cast.officer):
        with CaptureQueriesContext(connection) as seen:
            kind.find(principal, TODAY)
        assert len(seen) <= 1
