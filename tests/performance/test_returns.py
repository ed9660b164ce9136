import pytest
from django.db import IntegrityError, transaction

from goldthread.access.decision import Refused
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.performance.answers import questions_of, typed_in
from goldthread.performance.asked import Typed
from goldthread.performance.models import Observation, Return
from goldthread.trail.models import Entry
from tests.factories import NOW, TODAY, AppointmentFactory, collaboration_of, principal_with
from tests.performance.builders import Q1, Cast, number, share

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def both(cast, referrals=200, again=40):
    return {
        cast.key("referrals"): number(referrals),
        cast.key("re_referrals_12m"): share(again, referrals),
    }


def test_a_return_travels_from_asked_to_accepted(cast):
    return_ = cast.accepted(both(cast))

    assert return_.status == Return.Status.ACCEPTED
    kept = Observation.objects.order_by("indicator")
    assert [(o.indicator, o.value, o.basis) for o in kept] == [
        ("re_referrals_12m", 20, "derived"),
        ("referrals", 200, "counted"),
    ]


def test_a_total_left_empty_is_kept_once_the_number_that_it_repeats_is_given(cast):
    again, whole = cast.key("re_referrals_12m"), cast.key("referrals")
    return_ = cast.filled_in({again: share(40, "")})

    actions.save_answers(return_=return_, typed={whole: number(200)}, by=cast.submitter, at=NOW)

    assert return_.cells.get(indicator="re_referrals_12m").denominator == 200
    assert typed_in(return_)[again].text("denominator") == "200"


def test_every_step_stands_in_the_trail(cast):
    cast.accepted(both(cast))

    assert list(Entry.objects.order_by("number").values_list("kind", flat=True)) == [
        "performance.return.asked",
        "performance.return.started",
        "performance.return.filled_in",
        "performance.return.submitted",
        "performance.return.accepted",
    ]


def test_who_signed_does_not_accept(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    with pytest.raises(Refused, match="To accept or query a return you need to be"):
        actions.accept(return_=return_, by=cast.submitter, at=NOW)


def test_the_database_refuses_an_accepter_who_signed(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.update(accepted_by=cast.submitter.person_id)


def test_a_draft_keeps_what_is_wrong_as_it_was_typed_and_is_not_signed(cast):
    return_ = cast.filled_in(both(cast))

    saved = actions.save_answers(
        return_=return_,
        typed={
            cast.key("referrals"): Typed({"value": "12o"}),
            cast.key("re_referrals_12m"): share(300, 200),
        },
        by=cast.submitter,
        at=NOW,
    )

    assert [problem.sentence for problem in saved.checked.errors] == [
        "12o is not a number",
        "300 is more than the 200 that it is part of",
    ]
    typed = typed_in(return_)
    assert typed[cast.key("referrals")].texts == {"value": "12o"}
    assert typed[cast.key("re_referrals_12m")].text("numerator") == "300"
    with pytest.raises(Refused, match="2 lines have errors: put them right first"):
        actions.submit(return_=return_, by=cast.submitter, at=NOW)


def test_a_return_with_an_unanswered_query_cannot_be_submitted(cast):
    return_ = cast.filled_in({cast.key("referrals"): number(200, answer="")})

    with pytest.raises(Refused, match="1 question is still without an answer"):
        actions.submit(return_=return_, by=cast.submitter, at=NOW)


def test_a_blank_line_with_an_answer_is_deliberate_and_makes_no_observation(cast):
    lines = both(cast) | {cast.key("re_referrals_12m"): Typed({}, "The system was replaced")}

    cast.accepted(lines)

    assert list(Observation.objects.values_list("indicator", flat=True)) == ["referrals"]


def test_a_return_sent_back_is_signed_again_once_its_questions_are_answered(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    actions.send_back(
        return_=return_,
        question="Is this the month or the quarter?",
        about={cast.key("referrals"): "Are these children or families?"},
        by=cast.officer,
        at=NOW,
    )

    return_.refresh_from_db()
    assert return_.status == Return.Status.QUERIED
    whole, of_line = questions_of(return_)
    assert (whole.key, whole.text) == (None, "Is this the month or the quarter?")
    assert (of_line.key, of_line.text) == (
        cast.key("referrals"),
        "Are these children or families?",
    )
    with pytest.raises(Refused, match="2 questions are still without an answer"):
        actions.submit(return_=return_, by=cast.submitter, at=NOW)
    answers = {whole.id: "The quarter", of_line.id: "Children"}
    actions.save_answers(return_=return_, typed={}, replies=answers, by=cast.submitter, at=NOW)
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    assert [each.answer for each in questions_of(return_)] == ["The quarter", "Children"]


def test_a_return_is_not_sent_back_with_nothing_asked(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    with pytest.raises(Refused, match="Write the question"):
        actions.send_back(
            return_=return_, about={cast.key("referrals"): " "}, by=cast.officer, at=NOW
        )


def test_of_two_answers_to_a_question_the_first_stays_until_changed_knowingly(cast):
    return_ = cast.filled_in(both(cast))
    actions.submit(return_=return_, by=cast.submitter, at=NOW)
    actions.send_back(return_=return_, question="Why?", by=cast.officer, at=NOW)
    return_.refresh_from_db()
    (question,) = questions_of(return_)
    seen = return_.row_version

    def answering(text, by):
        return actions.save_answers(
            return_=return_, typed={}, replies={question.id: text}, by=by, at=NOW, row_version=seen
        )

    answering("A new system", cast.submitter)
    saved = answering("A new school", cast.lead)

    assert saved.contested_replies == {question.id}
    assert questions_of(return_)[0].answer == "A new system"


def test_a_new_version_needs_a_reason_and_both_stay(cast):
    first = cast.accepted(both(cast))
    with pytest.raises(Refused, match="Say why"):
        actions.start_return(request=first.request, by=cast.submitter, at=NOW)

    second = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason="Counted twice"
    )
    actions.save_answers(return_=second, typed=both(cast, 190, 38), by=cast.submitter, at=NOW)
    actions.submit(return_=second, by=cast.submitter, at=NOW)
    actions.accept(return_=second, by=cast.officer, at=NOW)

    first.refresh_from_db()
    assert first.status == Return.Status.REPLACED
    values = Observation.objects.filter(indicator="referrals").order_by("pk")
    assert [(o.value, o.is_current) for o in values] == [(200, False), (190, True)]


def test_an_unchanged_figure_of_a_new_version_keeps_its_answer(cast):
    why = "Not recorded by source yet"
    by_source = cast.key("referrals", "individual")
    first = cast.accepted(both(cast) | {by_source: Typed({}, why)})

    second = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason="Counted twice"
    )

    assert typed_in(second)[by_source].answer == why
    actions.submit(return_=second, by=cast.submitter, at=NOW)


def test_an_answer_does_not_stay_with_another_figure_than_it_was_about(cast):
    whole = cast.key("referrals")
    return_ = cast.filled_in({whole: Typed({}, "The system was replaced")})

    given = {whole: Typed({"value": "200"}, "The system was replaced")}
    actions.save_answers(return_=return_, typed=given, by=cast.submitter, at=NOW)

    assert typed_in(return_)[whole].answer == ""


def test_an_answer_that_is_written_anew_stays_with_its_figure(cast):
    whole = cast.key("referrals")
    return_ = cast.filled_in({whole: number(200, "The first count")})

    given = {whole: number(210, "Counted again by hand")}
    actions.save_answers(return_=return_, typed=given, by=cast.submitter, at=NOW)

    assert typed_in(return_)[whole].answer == "Counted again by hand"


def test_starting_twice_starts_one_version(cast):
    request = cast.asked()

    first = actions.start_return(request=request, by=cast.submitter, at=NOW)
    again = actions.start_return(request=request, by=cast.submitter, at=NOW)

    assert first == again


def test_an_agency_does_not_see_the_return_of_another(cast):
    return_ = cast.filled_in(both(cast))
    stranger = principal_with(Role.DATA_SUBMITTER, space=cast.space)

    assert not Return.objects.visible_to(stranger).exists()
    assert Return.objects.visible_to(cast.officer).get() == return_
    with pytest.raises(Refused, match="This is the return of"):
        actions.save_answers(return_=return_, typed={}, by=stranger, at=NOW)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(cast):
    return_ = cast.filled_in(both(cast))

    saved = actions.save_answers(
        return_=return_, typed=both(cast, 190, 38), by=cast.lead, at=NOW, row_version=1
    )

    assert saved.contested == {cast.key("referrals"), cast.key("re_referrals_12m")}
    assert typed_in(return_)[cast.key("referrals")].text("value") == "200"


def test_an_agency_is_asked_once_for_a_period(cast):
    cast.asked()

    with pytest.raises(Refused, match="has already been asked for 2025-26 Q1"):
        cast.asked()


def test_a_value_outside_what_the_years_before_let_expect_is_a_query():
    cast = Cast(indicators=("referrals",))
    for back in reversed(range(1, 10)):
        period = Q1.and_before(back + 1)[0]
        cast.accepted({cast.key("referrals"): number(100 + back % 3)}, period)

    return_ = cast.filled_in({cast.key("referrals"): number(260, answer="")})

    assert isinstance(Q1, Period)
    with pytest.raises(Refused, match="1 question is"):
        actions.submit(return_=return_, by=cast.submitter, at=NOW)


def test_a_role_in_a_collaboration_opens_no_return_of_its_partnership(cast):
    cast.filled_in(both(cast))
    shared = collaboration_of(cast.space)
    elsewhere = AppointmentFactory(space=cast.space, role=Role.DATA_SUBMITTER)
    AppointmentFactory(space=shared, role=Role.PERFORMANCE_OFFICER, person=elsewhere.person)

    both_posts = principal_for(elsewhere.person, on=TODAY, chosen=cast.space.code)

    assert not Return.objects.visible_to(both_posts).exists()
