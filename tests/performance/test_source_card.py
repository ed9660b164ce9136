"""Where a figure comes from: the card that every figure opens."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from goldthread.house import Audience, Role
from goldthread.measures.change import ChangeRule
from goldthread.measures.suppression import SuppressionRule
from goldthread.performance import actions
from goldthread.performance.audiences import Reader
from goldthread.performance.card import CardMaker
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.family import workshop
from goldthread.performance.roads import road
from tests.factories import NOW
from tests.performance.boards import BEFORE, YEAR, Board
from tests.performance.builders import number, share
from tests.performance.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
QUARTER = YEAR.quarters()[0]


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def opened(browser, key, area, period=YEAR, **more):
    asked = {"key": f"performance.{key}", "area": area.code, "period": str(period)}
    return browser.get(reverse("source-card"), asked | more)


def card(browser, key, area, period=YEAR, **more):
    response = opened(browser, key, area, period, **more)
    assert response.status_code == 200
    return Page.of(response)


def stops(shown):
    return shown.texts("span", "gt-road__title")


def facts(shown):
    rows = shown.all("div", "govuk-summary-list__row")
    return {row.one("dt").text: row.one("dd").text for row in rows}


def test_a_returned_figure_leads_to_its_return_and_says_who_signed_and_accepted():
    board = Board()
    board.place("re_referrals_12m")
    return_ = board.returned(QUARTER, ("re_referrals_12m", board.east, share(45, 120)))

    shown = card(board.browser(), "re_referrals_12m", board.east, QUARTER)

    assert stops(shown) == ["Typed into the page", "Return", "Accepted", "This figure", "Scorecard"]
    assert shown.all("a", href=reverse("return-version", args=[
        return_.request.public_id, return_.public_id
    ]))  # fmt: skip
    assert f"Signed by {board.cast.submitter.name} on 20 May 2026" in shown.text
    assert f"By {board.cast.officer.name} on 20 May 2026" in shown.text
    told = facts(shown)
    assert told["Numerator"].startswith("45 ")
    assert told["Denominator"].startswith("120 ")
    assert told["How it came to be"] == "Worked out from its two parts"


@pytest.mark.parametrize("period", ["2012-01", "2012-02", "2012-12", "1980-81", "1980-81 Q1"])
def test_a_figure_of_the_first_periods_that_are_kept_has_a_card(period):
    board = Board()

    assert opened(board.browser(), "referrals", board.east, period).status_code == 200


def test_only_those_who_see_returns_are_led_to_the_return():
    board = Board()
    board.returned(QUARTER, ("lado_referrals", board.east, number(40)))

    shown = card(board.browser(Role.INDEPENDENT_SCRUTINEER), "lado_referrals", board.east, QUARTER)

    assert "Return" in stops(shown)
    assert not [link for link in shown.all("a") if "/returns/" in link["href"]]


def test_a_transcribed_figure_leads_to_its_document_and_says_who_checked_it():
    board = Board()
    board.transcribed(YEAR, ("re_referrals_12m", board.east, "37.6"), note="As printed.")

    shown = card(board.browser(), "re_referrals_12m", board.east)

    assert stops(shown) == ["Document", "Transcribed", "Checked", "This figure"]
    assert f"By {board.cast.officer.name} on 20 May 2026" in shown.text
    assert facts(shown)["How it came to be"] == "Stated: the parts were not given"
    assert facts(shown)["Note"] == "As printed."


def test_a_published_figure_says_its_release_file_and_row():
    board = Board()
    board.published(YEAR, ("re_referrals_12m", board.country, "22.4"))

    shown = card(board.browser(), "re_referrals_12m", board.country)

    assert stops(shown) == ["Published statistics", "File imported", "This figure"]
    assert "table.csv, Table, column, row 7" in shown.text


def test_a_figure_that_was_worked_out_shows_its_parents_each_with_its_card():
    board = Board()
    board.transcribed(YEAR, ("referrals", board.east, 300))
    board.published(YEAR, ("population_under_18", board.east, 20_000))

    shown = card(board.browser(), "referrals_rate", board.east)

    assert stops(shown)[:2] == ["2 other figures", "Worked out"]
    assert "300 ÷ 20,000 × 10,000" in shown.text
    assert facts(shown)["How it came to be"] == "Worked out from 2 other figures"
    links = [link["href"] for link in shown.one("tbody").all("a")]
    assert "key=performance.referrals&" in links[0]
    assert "key=performance.population_under_18&" in links[1]


def test_a_year_added_from_quarters_shows_the_sum():
    board = Board()
    for count, quarter in zip((10, 20, 30, 40), YEAR.quarters(), strict=True):
        board.returned(quarter, ("referrals", board.east, number(count)))

    shown = card(board.browser(), "referrals", board.east)

    assert "Added up: 10 + 20 + 30 + 40" in shown.text


def test_another_source_stands_beside_with_the_difference_and_its_pattern():
    board = Board()
    for period, ours, theirs in zip(
        YEAR.and_before(3), ("38.0", "37.9", "37.6"), (26, 26, 26), strict=True
    ):
        board.transcribed(period, ("re_referrals_12m", board.east, ours))
        board.published(period, ("re_referrals_12m", board.east, theirs))

    beside = card(board.browser(), "re_referrals_12m", board.east).one("tbody").text

    assert "11.6 points lower" in beside
    assert (
        "In each of 3 periods the two differ the same way, by 11.6 points to 12.0 points" in beside
    )


def test_the_other_source_has_a_card_of_its_own():
    board = Board()
    board.transcribed(YEAR, ("re_referrals_12m", board.east, "37.6"))
    board.published(YEAR, ("re_referrals_12m", board.east, 26))
    browser = board.browser()
    link = card(browser, "re_referrals_12m", board.east).one("tbody").one("a")["href"]

    theirs = Page.of(browser.get(link))

    assert theirs.one(css="gt-figure__value").text == "26%"
    assert stops(theirs)[0] == "Published statistics"


def test_a_figure_that_a_later_version_changed_says_what_it_was_before():
    board = Board()
    first = board.returned(QUARTER, ("lado_referrals", board.east, number(40)))
    again = actions.start_return(
        request=first.request, by=board.cast.submitter, at=NOW, reason="One was counted twice"
    )
    answers = board.answers(QUARTER, ("lado_referrals", board.east, number(39)))
    actions.save_answers(return_=again, typed=answers, by=board.cast.submitter, at=NOW)
    again.refresh_from_db()
    actions.submit(return_=again, by=board.cast.submitter, at=NOW)
    actions.accept(return_=again, by=board.cast.officer, at=NOW)

    shown = card(board.browser(), "lado_referrals", board.east, QUARTER)

    assert shown.one(css="gt-figure__value").text == "39"
    versions = [row.text for row in shown.all("table")[-1].one("tbody").all("tr")]
    assert versions[0].startswith("Version 1 (replaced) 40")
    assert versions[1].startswith("Version 2 (holds now) 39")
    assert versions[1].endswith("One was counted twice")


def test_a_figure_that_is_not_there_says_why():
    board = Board()
    for quarter in YEAR.quarters()[:3]:
        board.returned(quarter, ("referrals", board.east, number(10)))

    shown = card(board.browser(), "referrals", board.east)

    assert facts(shown)["Why there is none"] == "No value for 2024-25 without quarter 4"


def test_a_figure_that_is_not_there_says_who_owes_it_and_leads_to_the_return():
    board = Board()
    request = board.cast.asked(QUARTER, due_on=date(2024, 10, 14))

    shown = card(board.browser(), "referrals", board.east, QUARTER)

    assert facts(shown)["Who owes it"] == f"{board.cast.agency.name}, was due 14 October 2024"
    assert shown.all("a", href=reverse("return", args=[request.public_id]))


def test_a_figure_that_nobody_was_asked_for_says_that_it_is_not_collected():
    board = Board()
    board.cast.asked(QUARTER)

    shown = card(board.browser(), "section_47_enquiries", board.east, QUARTER)

    assert facts(shown)["Who was asked"] == "Not collected"


def test_the_change_on_the_year_before_is_told():
    board = Board()
    for period, count in ((BEFORE, 74), (YEAR, 108)):
        board.transcribed(period, ("missing_more_than_once", board.east, count))

    told = facts(card(board.browser(), "missing_more_than_once", board.east))

    assert told["Change on 2023-24"] == "up 45.9%, worse"


def test_the_board_reads_the_marking_on_the_card_too():
    board = Board()
    board.returned(QUARTER, ("lado_referrals", board.east, number(3)))

    shown = card(board.browser(Role.INDEPENDENT_SCRUTINEER), "lado_referrals", board.east, QUARTER)

    assert shown.one(css="gt-figure__marking").text == "not for publication"


def test_the_board_reads_the_marking_beside_every_small_number_of_a_card():
    board = Board()
    board.returned(QUARTER, ("re_referrals_12m", board.east, share(3, 120)))
    board.transcribed(QUARTER, ("re_referrals_12m", board.east, "2.5"))
    scrutineer = board.browser(Role.INDEPENDENT_SCRUTINEER)

    told = facts(card(scrutineer, "re_referrals_12m", board.east, QUARTER))
    theirs = card(scrutineer, "re_referrals_12m", board.east, QUARTER, origin="document")

    assert told["Numerator"].endswith("(not for publication)")
    assert told["Denominator"].endswith("(not for publication)")
    assert "not for publication" in theirs.one("tbody").text  # the return's figure, beside


def test_the_board_reads_the_marking_beside_each_part_of_a_sum():
    board = Board()
    for count, quarter in zip((10, 2, 30, 40), YEAR.quarters(), strict=True):
        board.returned(quarter, ("lado_referrals", board.east, number(count)))

    shown = card(board.browser(Role.INDEPENDENT_SCRUTINEER), "lado_referrals", board.east)

    assert "Added up: 10 + 2 (not for publication) + 30 + 40" in shown.text
    rows = [row.text for row in shown.one("tbody").all("tr")]
    assert ["not for publication" in row for row in rows] == [False, True, False, False]


def test_the_business_unit_reads_no_marking_on_a_card():
    board = Board()
    board.returned(QUARTER, ("re_referrals_12m", board.east, share(3, 120)))

    shown = card(board.browser(), "re_referrals_12m", board.east, QUARTER)

    assert "(not for publication)" not in shown.one("main").text


def test_of_what_was_not_released_a_public_reader_learns_nothing():
    board = Board()
    for count, quarter in zip((71, 72, 73, 74), YEAR.quarters(), strict=True):
        board.returned(quarter, ("referrals", board.east, number(count)))
    board.published(YEAR, ("referrals", board.east, 291))
    reader = Reader(Audience.PUBLIC, frozenset(), SuppressionRule(), ChangeRule())
    shop = workshop(board.cast.officer, ["referrals"], [board.east.code])
    place = Place("referrals", board.east.code, str(YEAR.quarters()[0]))

    quarter = CardMaker(shop, reader).card(place)
    year = CardMaker(shop, reader).card(place._replace(period=str(YEAR)))

    assert (quarter.figure.shown, quarter.figure.value) == ("c", None)
    assert [stop.title for stop in road(
        quarter, shop.shelf.sources, return_url="", stands_on_scorecard=False
    )] == ["This figure"]  # fmt: skip
    # The area's own code may hold these digits.
    assert not re.search(r"\b7[1-4]\b|Return of", repr(quarter.figure) + repr(quarter.others))
    assert year.figure.shown == "291"


def test_what_was_worked_out_from_returns_is_kept_from_the_public_with_its_parts():
    board = Board()
    for count, quarter in zip((71, 72, 73, 74), YEAR.quarters(), strict=True):
        board.returned(quarter, ("referrals", board.east, number(count)))
    reader = Reader(Audience.PUBLIC, frozenset(), SuppressionRule(), ChangeRule())
    shop = workshop(board.cast.officer, ["referrals"], [board.east.code])

    made = CardMaker(shop, reader).card(Place("referrals", board.east.code, str(YEAR)))

    assert (made.figure.shown, made.figure.value, made.parents, made.change) == (
        "c",
        None,
        (),
        None,
    )


def test_another_partnerships_figure_is_not_found():
    ours, theirs = Board(), Board()
    theirs.returned(QUARTER, ("lado_referrals", theirs.east, number(40)))

    assert opened(ours.browser(), "lado_referrals", theirs.east, QUARTER).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "performance.nothing"},
        {"period": "soon"},
        {"area": "E99"},
        {"breakdown": "none"},
    ],
)
def test_what_is_not_a_figure_is_not_found(wrong):
    board = Board()
    asked = {"key": "performance.referrals", "area": board.east.code, "period": "2024-25"}

    response = board.browser().get(reverse("source-card"), asked | wrong)

    assert response.status_code == 404


def test_nothing_personal_is_in_the_address():
    board = Board()
    board.returned(QUARTER, ("lado_referrals", board.east, number(40)))

    shown = card(board.browser(), "lado_referrals", board.east, QUARTER)

    addresses = " ".join(link["href"] for link in shown.all("a"))
    assert board.cast.submitter.name.replace(" ", "+") not in addresses
    assert "@" not in addresses
