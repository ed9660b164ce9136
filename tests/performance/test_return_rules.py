"""What holds of returns whoever asks and however: space, place, version, and every problem at once."""

from datetime import timedelta

import pytest

from goldthread.access.decision import ALLOWED, Refused
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.performance import actions, sheets
from goldthread.performance.answers import asked_of
from goldthread.performance.asked import Typed
from goldthread.performance.models import Return, ReturnRequest
from goldthread.trail.models import History
from tests.factories import (
    NOW,
    STAMP,
    TODAY,
    AgencyFactory,
    AppointmentFactory,
    AreaFactory,
    MembershipFactory,
    collaboration_of,
)
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


def asking(cast, **more):
    given = {
        "by": cast.officer,
        "at": NOW,
        "space": cast.space,
        "agency": cast.agency,
        "period": Q1,
        "areas": cast.areas,
        "indicators": cast.indicators,
        "due_on": Q1.ends_on + timedelta(days=30),
    }
    return actions.ask_for_return(**given | more)


def csv(cast, *rows):
    heads = "area_code,period,indicator,breakdown,value,numerator,denominator,answer"
    return "\r\n".join((heads, *(row.format(area=cast.area.code) for row in rows))).encode()


def received(cast, return_, content, **more):
    """A file in place of what was typed."""
    sheet = sheets.read(content)
    given = {"by": cast.submitter, "at": NOW, "name": "a.csv", "content": content}
    return actions.receive_file(return_=return_, sheet=sheet, **given | more)


# --- asking --------------------------------------------------------------------------------------
def test_a_return_is_asked_only_in_a_partnership_where_one_holds_the_right(cast):
    tees = collaboration_of(cast.space)
    officer = cast.officer.__class__(
        **{**cast.officer.__dict__, "spaces": frozenset({cast.space.pk, tees.pk})}
    )

    with pytest.raises(Refused, match="To ask an agency for a return you need to be"):
        asking(cast, by=officer, space=tees)


def test_an_agency_outside_the_partnership_is_not_asked(cast):
    stranger = AgencyFactory()

    with pytest.raises(Refused, match=f"{stranger.name} does not belong to the partnership"):
        asking(cast, agency=stranger)


def test_an_area_outside_the_partnership_is_not_asked_about(cast):
    elsewhere = AreaFactory()

    with pytest.raises(Refused, match=f"The partnership does not work in {elsewhere.name}"):
        asking(cast, areas=[elsewhere])


def test_what_one_agency_is_asked_for_no_other_is_asked_for(cast):
    cast.asked()
    other = AgencyFactory()
    MembershipFactory(space=cast.space, agency=other)

    with pytest.raises(Refused, match=f"{cast.agency.name} is already asked for Referrals"):
        asking(cast, agency=other)


def test_asking_twice_at_the_same_moment_asks_once(cast, monkeypatch):
    cast.asked()
    monkeypatch.setattr(actions.asking, "_is_asked_once", lambda *_: ALLOWED)

    with pytest.raises(Refused, match="has already been asked for 2025-26 Q1"):
        cast.asked()

    assert ReturnRequest.objects.count() == 1


# --- filling in ----------------------------------------------------------------------------------
def test_a_submitter_fills_in_only_where_appointed(cast):
    tees = collaboration_of(cast.space)
    request = cast.asked()
    person = AppointmentFactory(space=tees, role=Role.DATA_SUBMITTER, agency=cast.agency).person
    AppointmentFactory(space=cast.space, role=Role.PRACTITIONER, person=person, agency=cast.agency)
    of_the_tees = principal_for(person, on=TODAY, chosen=cast.space.code)

    with pytest.raises(Refused, match="This is the return of"):
        actions.start_return(request=request, by=of_the_tees, at=NOW)


def test_a_file_does_not_overwrite_what_somebody_else_saved_meanwhile(cast):
    return_ = cast.filled_in(both(cast))

    saved = received(
        cast, return_, csv(cast, "{area},,referrals,,5,,,"), by=cast.lead, row_version=1
    )

    by_source = cast.key("referrals", "individual")
    assert saved.contested == {cast.key("referrals"), by_source, cast.key("re_referrals_12m")}
    return_.refresh_from_db()
    assert return_.file is None
    assert return_.cells.get(indicator="referrals", breakdown="").value == 200


def test_problems_of_form_and_of_numbers_are_told_at_once(cast):
    return_ = cast.started()
    content = csv(
        cast,
        "{area},2024-25 Q1,referrals,,5,,,",
        "{area},,re_referrals_12m,,,50,12,",
        "{area},,referrals,police,12o,,,",
        "{area},,referrals,schools,=4,,,",
    )

    with pytest.raises(actions.AnswersRefused) as refused:
        received(cast, return_, content)

    told = {problem.row: problem.sentence for problem in refused.value.checked.errors}
    assert told == {
        "row 2": "The period is 2024-25 Q1, and this return is for 2025-26 Q1",
        "row 3": "50 is more than the 12 that it is part of",
        "row 4": "12o is not a number",
        "row 5": "There is a formula here: type the number that it comes to",
    }
    assert len(refused.value.checked.errors) == 4
    assert not return_.cells.exists()


def test_parts_that_do_not_add_up_are_told_with_their_row(cast):
    return_ = cast.started()
    items = [line.key.breakdown for line in asked_of(return_.request).lines() if line.key.breakdown]
    rows = ["{area},,referrals,,50,,,", *(f"{{area}},,referrals,{item},1,,," for item in items)]

    with pytest.raises(actions.AnswersRefused) as refused:
        received(cast, return_, csv(cast, *rows))

    (problem,) = refused.value.checked.errors
    assert (problem.row, problem.sentence) == (
        "row 2",
        "Source: the parts add up to 11, not to 50",
    )


def test_the_template_of_another_return_is_refused(cast):
    return_ = cast.started()
    content = sheets.template(
        asked_of(return_.request), request_id="another", agency="A", due="today", stamp=STAMP
    )

    with pytest.raises(sheets.SheetRefused, match="made for another return"):
        received(cast, return_, content)


def test_an_answer_of_a_whole_chapter_is_an_error(cast):
    return_ = cast.started()

    saved = actions.save_answers(
        return_=return_,
        typed={cast.key("referrals"): Typed({"value": "5"}, "a" * 2001)},
        by=cast.submitter,
        at=NOW,
    )

    assert [p.sentence for p in saved.checked.errors] == [
        "The answer has 2,001 characters: keep it to 2,000"
    ]


def test_lines_that_were_not_asked_are_not_stored(cast):
    return_ = cast.started()
    other = cast.key("contacts")

    actions.save_answers(
        return_=return_, typed={other: Typed({"value": "5"}, "why")}, by=cast.submitter, at=NOW
    )

    assert not return_.cells.exists()


# --- signing and deciding ------------------------------------------------------------------------
def test_what_somebody_else_changed_meanwhile_is_not_signed_or_accepted(cast):
    return_ = cast.filled_in(both(cast))
    with pytest.raises(Refused, match="Somebody else changed this"):
        actions.submit(return_=return_, by=cast.submitter, at=NOW, row_version=1)
    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    for act in (actions.accept, lambda **more: actions.send_back(question="Why?", **more)):
        with pytest.raises(Refused, match="Somebody else changed this"):
            act(return_=return_, by=cast.officer, at=NOW, row_version=1)

    return_.refresh_from_db()
    assert return_.status == Return.Status.SUBMITTED


def test_the_statement_that_was_signed_is_kept(cast):
    return_ = cast.filled_in(both(cast))

    actions.submit(return_=return_, by=cast.submitter, at=NOW)

    kept = History.objects.get(entry__kind="performance.return.submitted").after
    assert kept["statement"] == actions.statement(return_.request)
    assert cast.agency.name in kept["statement"]
