"""Asking an agency for a return, on two pages."""

from datetime import timedelta

import pytest

from goldthread.house import Role
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.forms import usual_indicators
from goldthread.performance.models import ReturnRequest
from goldthread.register.models import Agency
from tests.factories import AgencyFactory, MembershipFactory, principal_with
from tests.performance.builders import Cast
from tests.performance.pages import as_, at, today, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
__all__ = ["today"]

Q4 = Period.parse("2025-26 Q4")


@pytest.fixture
def cast():
    return Cast()


def second_page(cast, period=Q4, agency=None):
    agency = agency or cast.agency
    return (
        f"{at('ask-for-return')}?agency={agency.public_id}&period={str(period).replace(' ', '+')}"
    )


def answers(cast, **more):
    return {
        "areas": [cast.area.public_id],
        "indicators": ["referrals", "re_referrals_12m"],
        "due_on_day": "30",
        "due_on_month": "6",
        "due_on_year": "2026",
        "note": "By the new definition, please.",
    } | more


def ticked(page):
    return {
        option.data["value"]
        for section in page.context["form"].sections
        for option in section["options"]
        if option.data["selected"]
    }


def test_first_whom_and_for_when_then_what(cast):
    client = as_(cast.officer)
    first = client.get(at("ask-for-return"))
    assert cast.agency.name in words(first)
    assert "January to March 2026 (quarter 4 of 2025-26)" in words(first)

    second = client.get(second_page(cast))
    assert f"{cast.agency.name}, January to March 2026" in words(second)

    said = words(client.post(second_page(cast), answers(cast), follow=True))

    assert f"{cast.agency.name} is asked for January to March 2026" in said
    asked = ReturnRequest.objects.get()
    assert (asked.period, asked.indicators) == ("2025-26 Q4", ["referrals", "re_referrals_12m"])
    assert str(asked.due_on) == "2026-06-30"
    assert list(asked.areas.all()) == [cast.area]
    assert asked.note == "By the new definition, please."


def test_the_first_page_says_what_is_missing(cast):
    page = as_(cast.officer).get(f"{at('ask-for-return')}?agency=&period=")
    assert "Choose the period that the figures are about" in words(page)

    assert page.status_code == 422
    assert "There is a problem" in words(page)


def test_what_the_catalogue_gives_an_agency_of_its_kind_is_ticked(cast):
    police = AgencyFactory(kind=Agency.Kind.POLICE)
    MembershipFactory(space=cast.space, agency=police)

    page = as_(cast.officer).get(second_page(cast, agency=police))

    rows = catalogue()
    assert ticked(page) == set(usual_indicators(police, Q4))
    assert {rows[key].agency for key in ticked(page)} == {"police", "every_agency"}


def test_the_same_as_last_time_is_ticked_and_can_be_let_go(cast):
    asked = cast.asked(Q4.previous(), due_on=Q4.previous().ends_on + timedelta(days=19))
    client = as_(cast.officer)

    page = client.get(second_page(cast))

    assert ticked(page) == set(asked.indicators)
    assert "the same as for 2025-26 Q3" in words(page)
    other = client.get(second_page(cast) + "&of_its_kind=1")
    assert ticked(other) == set(usual_indicators(cast.agency, Q4))


def test_a_quarter_is_not_begun_from_what_was_asked_for_a_year(cast):
    cast.asked(Period.parse("2024-25"))

    page = as_(cast.officer).get(second_page(cast))

    assert ticked(page) == set(usual_indicators(cast.agency, Q4))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on_year": ""}, "must include a year"),
        ({"due_on_month": "2", "due_on_day": "31"}, "must be a real date"),
        ({"due_on_year": "2025"}, "The period ends on 31 March 2026: choose a later day"),
        ({"due_on_day": "19", "due_on_month": "5"}, "This day has passed"),
        ({"areas": []}, "Choose at least one area"),
        ({"indicators": []}, "Choose at least one indicator"),
        ({"indicators": ["made_up"]}, "There is a problem"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cast, wrong, sentence):
    page = as_(cast.officer).post(second_page(cast), answers(cast, **wrong))

    assert page.status_code == 422
    assert sentence in words(page)
    assert "By the new definition, please." in page.content.decode()
    assert not ReturnRequest.objects.exists()


def test_everything_that_is_wrong_is_told_at_once_and_once_each(cast):
    wrong = {"indicators": [], "areas": [], "due_on_day": "1", "due_on_month": "4"}
    page = as_(cast.officer).post(second_page(cast), answers(cast, **wrong))

    html = page.content.decode()
    for sentence, target in (
        ("Choose at least one area", "id_areas_0"),
        ("Choose at least one indicator", "id_indicators_0"),
        ("This day has passed: choose today or a later day", "id_due_on_day"),
    ):
        assert f'href="#{target}">{sentence}</a>' in html
        assert html.count(sentence) == 2  # in the summary, and beside its place


def test_a_period_to_come_cannot_be_asked_about(cast):
    page = as_(cast.officer).get(second_page(cast, Period.parse("2030-31 Q1")))

    assert page.status_code == 422
    assert "Choose one of the periods offered: one that has begun" in words(page)


def test_what_was_asked_for_already_is_told_before_anything_is_chosen(cast):
    asked = cast.asked(Q4)

    page = as_(cast.officer).get(second_page(cast))

    assert page.status_code == 422
    assert f"{cast.agency.name} has already been asked for 2025-26 Q4" in words(page)
    assert at("return", asked.public_id) in page.content.decode()


def test_asking_twice_makes_one_and_leads_to_it(cast):
    client = as_(cast.officer)
    client.post(second_page(cast), answers(cast))

    page = client.post(second_page(cast), answers(cast))

    assert page.status_code == 422
    assert f"{cast.agency.name} has already been asked for 2025-26 Q4." in words(page)
    assert at("return", ReturnRequest.objects.get().public_id) in page.content.decode()


def test_an_agency_of_another_partnership_cannot_be_chosen(cast):
    theirs = Cast().agency

    page = as_(cast.officer).get(second_page(cast, agency=theirs))

    assert page.status_code == 422
    assert theirs.name not in words(page)


def test_asking_is_for_those_who_hold_it(cast):
    for role in (Role.PARTNERSHIP_OFFICER, Role.DATA_SUBMITTER):
        page = as_(principal_with(role, space=cast.space)).post(second_page(cast), answers(cast))
        assert page.status_code == 403
        assert "To ask an agency for a return you need to be" in words(page)
