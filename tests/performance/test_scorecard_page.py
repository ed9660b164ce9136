"""The scorecard's page: who opens it, what it asks of the database, and what it says when it is empty."""

import pytest
import time_machine
from django.urls import reverse

from goldthread.house import Role
from goldthread.register.models import Area
from tests.factories import NOW, AreaFactory, SpaceAreaFactory
from tests.performance.boards import BEFORE, YEAR, Board
from tests.performance.builders import number
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def board():
    board = Board()
    board.place("referrals", "re_referrals_12m")
    for period, count in ((BEFORE, 400), (YEAR, 300)):
        board.transcribed(
            period, ("referrals", board.east, count), ("re_referrals_12m", board.east, "20.5")
        )
    return board


def page(browser, **asked):
    response = browser.get(reverse("scorecard"), asked)
    assert response.status_code == 200
    return Page.of(response)


def test_the_page_shows_the_latest_year_and_says_once_what_changes_are_on(board):
    shown = page(board.browser())

    assert shown.one("h1").text == "Scorecard, 2024-25"
    assert "change on 2023-24" in shown.one("thead").texts("th")[1]
    assert "2023-24" not in "".join(shown.texts("span", "gt-change"))


def test_every_figure_opens_where_it_comes_from(board):
    links = page(board.browser()).all("a", "gt-figure__value")

    assert links
    for link in links:
        assert link["href"].startswith(reverse("source-card") + "?key=performance.")


def test_a_stated_figure_says_so(board):
    assert "stated" in page(board.browser()).one("span", "gt-figure--stated").text


def test_every_small_line_says_in_words_what_it_shows(board):
    titles = page(board.browser()).texts("title")

    assert f"{board.east.name}, from 400 in 2023-24 to 300 in 2024-25" in titles


def test_a_period_and_an_area_can_be_chosen_without_a_script(board):
    shown = page(board.browser(), period="2023-24", area=board.east.code)
    areas = shown.one("select", name="area")

    assert shown.one("h1").text == "Scorecard, 2023-24"
    assert [each["value"] for each in areas.all("option") if "selected" in each.element.attrib] == [
        board.east.code
    ]
    assert board.west.name not in shown.one("thead").text


def test_on_a_phone_an_area_is_chosen_first_and_all_areas_can_be(board):
    first, every = page(board.browser()), page(board.browser(), area="all")

    assert first.all("p", "gt-score-choose")
    assert first.one("div", "gt-score-whole").all("table", "gt-score")
    assert not every.all(css="gt-score-whole")


def test_an_unknown_period_is_left_aside(board):
    assert page(board.browser(), period="soon").one("h1").text == "Scorecard, 2024-25"


def test_headlines_can_be_shown_alone(board):
    board.place("lado_referrals", standing="supporting")
    board.transcribed(YEAR, ("lado_referrals", board.east, 40))
    every, heads = page(board.browser()), page(board.browser(), rows="headlines")

    assert len(every.all("details", "gt-fold")) == 3
    assert len(heads.all("details", "gt-fold")) == 2


def test_the_print_view_has_no_questions(board):
    shown = page(board.browser(), print="yes")

    assert not shown.all("form", "gt-filters")
    assert shown.all("table", "gt-score")


@pytest.mark.parametrize(
    "role",
    [Role.PERFORMANCE_OFFICER, Role.INDEPENDENT_SCRUTINEER, Role.LEAD_SAFEGUARDING_PARTNER,
     Role.AGENCY_LEAD, Role.DATA_SUBMITTER],
)  # fmt: skip
def test_those_who_work_with_figures_open_it(board, role):
    assert board.browser(role).get(reverse("scorecard")).status_code == 200


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.SERVICE_ADMINISTRATOR])
def test_others_are_refused_with_the_reason(board, role):
    response = board.browser(role).get(reverse("scorecard"))

    assert response.status_code == 403
    assert "see the scorecard" in response.content.decode()


def test_another_partnerships_figures_are_nowhere_on_it(board):
    theirs = Board()
    theirs.place("referrals")
    theirs.returned(YEAR, ("referrals", theirs.east, number(987_654)))

    shown = page(board.browser(), period="2024-25", area="all")

    assert "987,654" not in shown.text
    assert theirs.east.name not in shown.text.split()


def test_another_partnerships_area_is_not_found(board):
    theirs = Board()

    response = board.browser().get(reverse("scorecard"), {"area": theirs.east.code})

    assert response.status_code == 404


def test_a_partnership_that_has_chosen_nothing_sees_the_headlines_that_are_published():
    board = Board()
    board.published(YEAR, ("referrals", board.east, 700))

    shown = page(board.browser())

    assert "No indicators have been put on this scorecard yet." in shown.text
    assert shown.texts("a", "gt-figure__value")[0].startswith("700")


def test_a_partnership_without_any_figure_is_told_what_brings_them_in():
    assert "There are no figures yet" in page(Board().browser()).text


@pytest.mark.parametrize("as_rates", ["", "rates"])
def test_queries_do_not_grow_with_indicators_periods_or_areas(
    board, as_rates, django_assert_max_num_queries
):
    board.published(YEAR, ("population_under_18", board.east, 20_000))
    browser = board.browser()
    asked = {"area": "all", "show": as_rates}
    browser.get(reverse("scorecard"), asked)
    with django_assert_max_num_queries(30) as few:
        browser.get(reverse("scorecard"), asked)

    third = AreaFactory(kind=Area.Kind.COUNCIL)
    SpaceAreaFactory(space=board.space, area=third)
    more = ("lado_referrals", "children_in_care", "child_protection_plans", "section_47_enquiries")
    board.place(*more, priority=board.priority("Neglect"))
    for period in YEAR.and_before(6):
        board.transcribed(
            period, *((key, area, 40) for key in more for area in (board.west, third))
        )

    with django_assert_max_num_queries(len(few)):
        browser.get(reverse("scorecard"), asked)
