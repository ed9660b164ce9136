"""The board of a quarter, reminding several, and asking several for the same as before."""

import pytest

from goldthread.house import Role
from goldthread.messages.models import Letter
from goldthread.performance import actions
from goldthread.performance.asked import Asked, LineKey, Typed
from goldthread.performance.blanks import Why, completeness, why_of
from goldthread.performance.models import Cell, ReturnRequest
from goldthread.register.models import Membership
from tests.factories import NOW, AgencyFactory, AppointmentFactory, MembershipFactory
from tests.performance.builders import Q1, Cast, day, number, share
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]
Q2 = Q1.following()


@pytest.fixture
def cast():
    return Cast()


def both(cast, referrals=200):
    return {
        cast.key("referrals"): number(referrals),
        cast.key("re_referrals_12m"): share(40, referrals),
    }


def another(cast, indicator="children_in_need_plans", *, can_be_written_to=True):
    """A further agency of the partnership that was asked for something for the quarter."""
    agency = AgencyFactory()
    MembershipFactory(space=cast.space, agency=agency)
    if can_be_written_to:
        AppointmentFactory(space=cast.space, role=Role.DATA_SUBMITTER, agency=agency)
    return actions.ask_for_return(
        by=cast.officer,
        at=NOW,
        space=cast.space,
        agency=agency,
        period=Q1,
        areas=cast.areas,
        indicators=[indicator],
        due_on=day("2025-07-30"),
    )


def board(cast, **query):
    return as_(cast.officer).get(at("returns-board"), query)


# --- who owes what -------------------------------------------------------------------------------
def test_the_board_says_of_each_agency_how_far_it_is(cast):
    cast.accepted(both(cast))
    owing = another(cast)

    said = words(board(cast))

    assert "Asked 2 Not begun 1 Begun 0 Sent back 0 Waiting to be accepted 0 Accepted 1" in said
    assert f"{owing.agency} 1 indicator, 1 area Not begun" in said
    assert f"{cast.agency} 2 indicators, 1 area Accepted" in said


def test_the_board_is_narrowed_to_those_that_are_late(cast):
    cast.accepted(both(cast))
    owing = another(cast)

    said = words(board(cast, state="late"))

    assert str(owing.agency) in said
    assert str(cast.agency) not in said


def test_queries_do_not_grow_with_the_agencies(cast, django_assert_max_num_queries):
    cast.accepted(both(cast))
    with django_assert_max_num_queries(40) as few:
        board(cast)
    for indicator in ("children_in_need_plans", "assessments_completed", "care_starts"):
        another(cast, indicator)
    with django_assert_max_num_queries(len(few)):
        board(cast)


def test_a_page_that_asks_by_itself_is_told_only_that_something_changed(cast):
    asked = cast.asked()
    client = as_(cast.officer)
    page = client.get(at("returns-board")).content.decode()
    address = page.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")

    same = client.get(at("returns-board") + address, headers={"hx-request": "true"})
    actions.start_return(request=asked, by=cast.submitter, at=NOW)
    news = client.get(at("returns-board") + address, headers={"hx-request": "true"})

    assert same.status_code == 204
    assert news.status_code == 286
    assert "Something changed since you opened this page" in news.content.decode()


# --- reminding several ---------------------------------------------------------------------------
def test_one_press_reminds_those_ticked_and_says_who_cannot_be(cast):
    asked, deaf = cast.asked(), another(cast, can_be_written_to=False)
    ticked = {"request": [asked.public_id, deaf.public_id], "period": str(Q1)}

    said = words(as_(cast.officer).post(at("returns-remind"), ticked, follow=True))

    assert f"Reminded: {cast.agency}." in said
    assert f"Nobody at {deaf.agency} can fill in a return yet" in said
    assert "1 time last on 20 May 2026" in said
    assert Letter.objects.count() == 2  # to the submitter and the lead of the one that was asked
    deaf.refresh_from_db()
    assert deaf.reminders == 0


def test_reminding_twice_on_a_day_writes_once_and_counts_once(cast):
    asked = cast.asked()
    client = as_(cast.officer)
    for _ in range(2):
        client.post(at("returns-remind"), {"request": [asked.public_id]}, follow=True)

    asked.refresh_from_db()
    assert asked.reminders == 1
    assert Letter.objects.count() == 2


def test_pressing_with_nobody_ticked_writes_to_nobody(cast):
    cast.asked()

    said = words(as_(cast.officer).post(at("returns-remind"), {}, follow=True))

    assert "Nobody is ticked: no reminder was sent." in said
    assert not Letter.objects.exists()


def test_an_agencys_people_have_no_board(cast):
    cast.asked()

    assert as_(cast.submitter).get(at("returns-board")).status_code == 403


# --- asking several ------------------------------------------------------------------------------
def due(text="30 11 2026"):
    return dict(zip(("due_on_day", "due_on_month", "due_on_year"), text.split(), strict=True))


def test_several_agencies_are_asked_at_once_for_what_each_was_asked_before(cast):
    first, second = cast.asked(), another(cast)
    client, address = as_(cast.officer), f"{at('ask-again')}?period={Q2}"
    ticked = [first.agency.public_id, second.agency.public_id]

    client.get(address)
    said = words(client.post(address, {"agencies": ticked, "note": ""} | due(), follow=True))

    assert f"Asked for {Q2.label}" in said
    made = {row.agency_id: row.indicators for row in ReturnRequest.objects.filter(period=str(Q2))}
    assert made == {
        first.agency_id: ["referrals", "re_referrals_12m"],
        second.agency_id: ["children_in_need_plans"],
    }


def differing(asked, *, indicators, areas, text=""):
    """What the boxes of one agency say of what differs."""
    key = asked.agency.public_id
    days = {f"{key}-{name}": part for name, part in due(text or "  ").items()} if text else {}
    boxes = {f"{key}-shown": "1", f"{key}-indicators": indicators}
    return boxes | days | {f"{key}-areas": [area.public_id for area in areas]}


def test_what_differs_for_one_of_several_is_asked_in_the_same_act(cast):
    first, second = cast.asked(), another(cast)
    address = f"{at('ask-again')}?period={Q2}"
    fewer = differing(first, indicators=["referrals"], areas=[cast.area], text="1 12 2026")
    ticked = {"agencies": [first.agency.public_id, second.agency.public_id], "note": ""}

    as_(cast.officer).post(address, ticked | due() | fewer, follow=True)

    rows = ReturnRequest.objects.filter(period=str(Q2))
    made = {row.agency_id: (row.indicators, row.due_on) for row in rows}
    assert made == {
        first.agency_id: (["referrals"], day("2026-12-01")),
        second.agency_id: (["children_in_need_plans"], day("2026-11-30")),
    }


def test_a_figure_that_was_not_asked_before_can_be_asked_of_one_of_several(cast):
    first = cast.asked()
    address = f"{at('ask-again')}?period={Q2}"
    more = ["referrals", "re_referrals_12m", "children_in_need_plans"]
    also = differing(first, indicators=more, areas=[cast.area])

    as_(cast.officer).post(address, {"agencies": [first.agency.public_id]} | due() | also)

    assert ReturnRequest.objects.get(period=str(Q2)).indicators == more


def test_what_differs_and_is_wrong_keeps_all_from_being_asked_and_says_so(cast):
    first, second = cast.asked(), another(cast)
    address = f"{at('ask-again')}?period={Q2}"
    none = differing(first, indicators=[], areas=[cast.area], text="1 1 2020")
    ticked = {"agencies": [first.agency.public_id, second.agency.public_id]}

    page = as_(cast.officer).post(address, ticked | due() | none)

    said = words(page)
    assert page.status_code == 422
    assert f"{first.agency}: say what is to differ once more" in said
    assert "Choose at least one figure" in said
    assert "choose a later day" in said
    assert not ReturnRequest.objects.filter(period=str(Q2)).exists()


def test_what_differs_for_an_agency_that_is_not_ticked_counts_for_nothing(cast):
    first, second = cast.asked(), another(cast)
    address = f"{at('ask-again')}?period={Q2}"
    none = differing(first, indicators=[], areas=[])

    as_(cast.officer).post(address, {"agencies": [second.agency.public_id]} | due() | none)

    assert ReturnRequest.objects.get(period=str(Q2)).agency_id == second.agency_id


def test_what_one_agency_is_refused_does_not_keep_the_others_from_being_asked(cast):
    first, second = cast.asked(), another(cast)
    Membership.objects.filter(agency=second.agency).update(ends_on=day("2026-01-01"))

    came = actions.ask_as_before(
        by=cast.officer, at=NOW, before=[first, second], period=Q2, due_on=day("2026-11-30")
    )

    assert [row.agency_id for row in came.done] == [first.agency_id]
    assert came.refused == (
        f"{second.agency}: {second.agency} does not belong to the partnership.",
    )


def test_an_agency_that_was_asked_already_is_not_offered_again(cast):
    asked = cast.asked()

    said = words(as_(cast.officer).get(at("ask-again"), {"period": str(Q1)}))

    assert "No agency is left to ask" in said
    assert f"Asked already {asked.agency}" in said


# --- complete, and changed since -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("not collected", Why.NOT_COLLECTED),
        ("Not applicable: no school here", Why.NOT_APPLICABLE),
        ("TOO SMALL TO GIVE.", Why.TOO_SMALL),
        ("Late, to follow in May", Why.LATE),
        ("Not collectedly", None),
        ("our system was down", None),
    ],
)
def test_the_reason_of_a_blank_is_read_from_how_its_answer_begins(answer, why):
    assert why_of(answer) is why


def test_blanks_are_counted_by_reason_and_those_without_one_apart():
    asked = Asked(Q1, (("E1", "East"),), ("re_referrals_12m", "referrals"))
    lines = [line.key for line in asked.lines()]
    whole = LineKey("E1", "referrals")

    found = completeness(asked, {LineKey("E1", "re_referrals_12m")}, {whole: "not collected"})

    own = [key for key in lines if key.indicator == "referrals"]
    others = len(lines) - len(own) - 1
    assert found.given == 1
    assert found.blank == ((Why.NOT_COLLECTED.value, len(own)),)
    assert found.unexplained == others
    assert found.is_complete == (others == 0)


def test_what_changed_since_acceptance_is_counted_and_shown_with_its_reason(cast):
    first = cast.accepted(both(cast))
    again = actions.start_return(
        request=first.request, by=cast.submitter, at=NOW, reason="A team was left out"
    )
    typed = {cast.key("referrals"): number(220), cast.key("re_referrals_12m"): share(40, 220)}
    actions.save_answers(return_=again, typed=typed, by=cast.submitter, at=NOW)

    said = words(board(cast))
    page = words(as_(cast.officer).get(at("return", first.request.public_id)))

    assert "2 figures changed in version 2 , " in said
    assert "A team was left out" in said
    assert "What changed since version 1 was accepted" in page
    assert "Referrals to children's social care 200 220 up 10%" in page
    assert "20.0%, 40 of 200 18.2%, 40 of 220 down 1.8 points" in page


def test_a_figure_keeps_who_changed_it_and_when_through_versions(cast):
    first = cast.accepted(both(cast))
    again = actions.start_return(request=first.request, by=cast.lead, at=NOW, reason="A slip")
    actions.save_answers(
        return_=again, typed={cast.key("referrals"): number(201)}, by=cast.lead, at=NOW
    )

    kept = dict(Cell.objects.filter(of=again, breakdown="").values_list("indicator", "changed_by"))
    assert kept == {
        "referrals": cast.lead.person_id,
        "re_referrals_12m": cast.submitter.person_id,
    }


def test_a_blank_that_was_answered_stands_as_complete_on_the_board(cast):
    lines = {
        cast.key("referrals"): Typed({}, "not collected"),
        cast.key("re_referrals_12m"): Typed({}, "late, to follow"),
    }
    cast.filled_in(lines)

    assert "without a reason" not in words(board(cast))


def test_on_the_board_the_menu_marks_returns(cast):
    page = as_(cast.officer).get(at("returns-board"))

    marked = [line.label for line in page.context["frame"].menu if line.current]
    assert marked == ["Returns"]
