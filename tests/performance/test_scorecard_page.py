"""The scorecard's page: who opens it, what it asks of the database, and what it says when it is empty."""

from datetime import date
from urllib.parse import urljoin

import pytest
import time_machine
from django.urls import reverse

from goldthread.house import Role
from goldthread.measures.periods import Period
from goldthread.performance import actions
from goldthread.register.models import Area
from tests.factories import NOW, AgencyFactory, AreaFactory, MembershipFactory, SpaceAreaFactory
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
    assert "2023-24" not in "".join(shown.texts("small"))


def test_every_figure_opens_where_it_comes_from(board):
    cells = [row.all("td") for row in page(board.browser()).all("tr", role="row")]
    links = [link for row in cells for cell in row for link in cell.all("a")]

    assert links
    for link in links:
        assert urljoin(reverse("scorecard"), link["href"]).startswith(
            reverse("source-card") + "?of="
        )


def test_a_stated_figure_says_so(board):
    assert "stated" in page(board.browser()).one("span", "gt-figure--stated").text


def test_every_small_line_says_in_words_what_it_shows(board):
    titles = page(board.browser()).texts("title")

    assert "From 400 in 2023-24 to 300" in titles


def test_a_period_and_an_area_can_be_chosen_without_a_script(board):
    shown = page(board.browser(), period="2023-24", area=board.east.code)
    areas = shown.one("select", name="area")

    assert shown.one("h1").text == "Scorecard, 2023-24"
    assert [each["value"] for each in areas.all("option") if "selected" in each.element.attrib] == [
        board.east.code
    ]
    assert board.west.name not in shown.one("thead").text


def test_every_area_is_chosen_and_shown_until_one_is(board):
    shown = page(board.browser())
    areas = shown.one("select", name="area").all("option")

    assert [each["value"] for each in areas if "selected" in each.element.attrib] == ["all"]
    assert board.east.name in shown.one("thead").text
    assert board.west.name in shown.one("thead").text


def test_for_the_keyboard_each_row_begins_with_its_indicator_and_nothing_but_links_is_a_stop(board):
    table = page(board.browser()).one("table", "gt-score")

    for row in table.one("tbody").all("tr"):
        assert not row.all("a") or "indicators/" in row.all("a")[0]["href"]
    assert not table.all("summary")
    assert not [each for each in table.all() if each["tabindex"]]


def test_an_unknown_period_is_left_aside(board):
    assert page(board.browser(), period="soon").one("h1").text == "Scorecard, 2024-25"


def test_headlines_can_be_shown_alone(board):
    board.place("lado_referrals", standing="supporting")
    board.transcribed(YEAR, ("lado_referrals", board.east, 40))
    every, heads = page(board.browser()), page(board.browser(), rows="headlines")

    assert len(every.all("th", scope="row")) == 3
    assert len(heads.all("th", scope="row")) == 2


# --- what is still owed --------------------------------------------------------------------------
Q1, Q2 = Period.parse("2025-26 Q1"), Period.parse("2025-26 Q2")
KEYS = ("lado_referrals", "referrals", "children_in_need")


@pytest.fixture
def two_agencies():
    """All agencies answered for a quarter; for the next one, one of two did, of little."""
    board = Board()
    board.place(*KEYS)
    cast = board.cast
    board.returned(Q1, *((key, area, number(40)) for key in KEYS for area in cast.areas))
    other = AgencyFactory(name="Quillshire Police")
    MembershipFactory(space=board.space, agency=other)
    actions.ask_for_return(
        by=cast.officer,
        at=NOW,
        space=board.space,
        agency=other,
        period=Q2,
        areas=cast.areas,
        indicators=KEYS[1:],
        due_on=date(2025, 10, 14),
    )
    board.returned(Q2, (KEYS[0], board.east, number(41)), (KEYS[0], board.west, number(42)))
    return board


def test_one_agencys_return_does_not_open_a_new_quarter(two_agencies):
    shown = page(two_agencies.browser())

    assert shown.one("h1").text.startswith("Scorecard, April to June 2025")


def test_a_new_quarter_opens_once_most_figures_that_were_asked_are_accepted():
    board = Board()
    board.place(*KEYS)
    for quarter in (Q1, Q2):
        board.returned(
            quarter, *((key, area, number(40)) for key in KEYS for area in board.cast.areas)
        )

    assert page(board.browser()).one("h1").text.startswith("Scorecard, July to September 2025")


def test_the_page_says_how_many_returns_of_the_newer_quarter_are_owed(two_agencies):
    told = page(two_agencies.browser()).one("p", "gt-still-owed")

    assert told.text.startswith(
        "July to September 2025 (quarter 2 of 2025-26): 1 of 2 returns accepted, 1 still owed."
    )
    assert [link["href"] for link in told.all("a")] == [
        "?period=2025-26%20Q2",
        reverse("returns") + "?period=2025-26%20Q2",
    ]


def test_an_empty_cell_says_who_owes_it_or_that_it_is_not_collected(two_agencies):
    board = two_agencies
    board.place("section_47_enquiries")

    shown = page(board.browser(), period="2025-26 Q2")
    rows = {row.one("a")["href"].split("/")[-2]: row for row in shown.all("tr") if row.all("a")}

    assert (
        rows["referrals"].texts("a", "gt-score__none")[0]
        == "Quillshire Police, was due 14 October 2025"
    )
    assert rows["section_47_enquiries"].texts("a", "gt-score__none")[0] == "not collected"


def test_a_figure_that_is_not_there_yet_shows_the_latest_with_its_quarter(two_agencies):
    shown = page(two_agencies.browser(), period="2025-26 Q2")

    latest = shown.one("span", "gt-earlier")

    assert latest.text == "Latest: 40, April to June 2025"
    assert ",2025-26+Q1" in latest.one("a")["href"]


def test_an_agencys_people_read_that_a_return_is_owed_and_not_whose(two_agencies):
    shown = page(two_agencies.submitter(), period="2025-26 Q2")

    assert "a return, was due 14 October 2025" in shown.text
    assert "Quillshire Police" not in shown.text


def test_the_board_reads_who_owes_it(two_agencies):
    shown = page(two_agencies.browser(Role.INDEPENDENT_SCRUTINEER), period="2025-26 Q2")

    assert "Quillshire Police, was due 14 October 2025" in shown.text
    assert reverse("returns") not in [link["href"].partition("?")[0] for link in shown.all("a")]


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
    assert shown.one("tbody").one("td").texts("a")[0].startswith("700")


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
    with django_assert_max_num_queries(40) as few:
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
