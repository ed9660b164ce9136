"""An indicator's page: its sentence, its charts and table, its definition and what is said of it."""

import csv
from io import StringIO

import pytest
import time_machine
from django.urls import reverse

from goldthread.house import Role
from goldthread.measures.catalogue import catalogue
from goldthread.performance import actions
from goldthread.performance.models import Commentary
from goldthread.trail.models import Entry
from tests.factories import NOW
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
    for period, ours, theirs in ((BEFORE, "38.0", 26), (YEAR, "37.6", 25)):
        board.transcribed(period, ("re_referrals_12m", board.east, ours))
        board.published(
            period,
            ("re_referrals_12m", board.east, theirs),
            ("re_referrals_12m", board.region, 22),
            ("re_referrals_12m", board.country, 23),
        )
    return board


def page(board, key="re_referrals_12m", role=Role.PERFORMANCE_OFFICER, **asked):
    response = board.browser(role).get(reverse("indicator", args=[key]), asked)
    assert response.status_code == 200
    return Page.of(response)


def test_the_page_begins_with_a_sentence_in_plain_words(board):
    shown = page(board)

    assert shown.one("p", "govuk-body-l").text == (
        f"In 2024-25: {board.east.name} 37.6%, static (down 0.4 points) on 2023-24."
        f" Beside them: {board.region.name} 22% and {board.country.name} 23%."
    )


def test_every_chart_has_its_sentence_a_title_a_description_and_a_table(board):
    chart = page(board).one("figure", "gt-chart")

    assert chart.one("figcaption").text
    for drawing in chart.all("svg"):
        assert drawing.one("title").text == f"Re-referrals within 12 months: {board.east.name}"
        assert "38% in 2023-24, 37.6% in 2024-25" in drawing.one("desc").text
    assert len(chart.one("table").all("tr")) == 3


def test_two_sources_are_two_lines_and_the_region_and_the_country_stand_behind(board):
    headings = page(board).one("figure", "gt-chart").one("thead").texts("th")

    assert headings == [
        "Period",
        f"{board.east.name}, report",
        f"{board.east.name}, published statistics",
        board.region.name,
        board.country.name,
    ]


def test_two_sources_that_disagree_stand_side_by_side_in_the_table(board):
    cell = page(board).one("table", "gt-score--periods").all("td")[0].text

    assert "37.6%" in cell
    assert "25% , where this comes from stated published statistics" in cell.replace(
        "25%,", "25% ,"
    )


def test_the_same_value_of_a_later_edition_is_said_once(board):
    board.published(YEAR, ("re_referrals_12m", board.east, 25), release="Interactive tool 2025")

    assert page(board).one("table", "gt-score--periods").all("td")[0].text.count("25%") == 1


def test_an_indicator_that_is_divided_shows_the_items_of_the_latest_period():
    board = Board()
    for quarter, neglect in zip(YEAR.quarters()[:2], (30, 40), strict=True):
        board.returned(
            quarter,
            ("child_protection_plans", board.east, number(60)),
            item=("child_protection_plans", board.east, "neglect", number(neglect)),
        )

    shown = page(board, "child_protection_plans", by="quarter")

    assert "Category of abuse, 30 September 2024" in shown.texts("h2")
    rows = shown.all("table", "gt-score--periods")[-1].one("tbody").texts("tr")
    assert rows[0].startswith("Neglect 40")
    assert rows[1].startswith("Physical abuse –")


def test_a_count_stands_beside_the_region_as_a_rate():
    board = Board()
    for period, count in ((BEFORE, 300), (YEAR, 250)):
        board.transcribed(period, ("referrals", board.east, count))
        board.published(
            period,
            ("population_under_18", board.east, 20_000),
            ("referrals_rate", board.country, "538.1"),
        )

    shown = page(board, "referrals")

    assert "Beside the region and England" in shown.texts("h2")
    table = shown.all("figure", "gt-chart")[-1].one("table").text
    assert "150.0 per 10,000" in table
    assert "538.1 per 10,000" in table


def test_a_line_stops_where_the_definition_changes():
    board = Board()
    actions.define(
        by=board.cast.officer,
        at=NOW,
        space=board.space,
        indicator="lado_referrals",
        text="Only those that reach the threshold.",
        holds_from=YEAR.starts_on,
        reason="Agreed with the region",
    )
    for period, count in ((BEFORE.year_before(), 80), (BEFORE, 90), (YEAR, 60)):
        board.transcribed(period, ("lado_referrals", board.east, count))

    shown = page(board, "lado_referrals")

    assert "Definition changed: version 1.1" in shown.one("figure", "gt-chart").text
    assert "This partnership’s own wording since 1 April 2024." in shown.text
    assert "Why: Agreed with the region" in shown.text


def test_the_page_says_whether_the_definition_was_confirmed(board):
    assert "Where the definition comes from" in page(board).text


def test_years_and_quarters_can_be_chosen(board):
    for quarter in YEAR.quarters()[:2]:
        board.returned(quarter, ("referrals", board.east, number(100)))

    assert "July to September 2024" in page(board, "referrals", by="quarter").text
    assert "July to September 2024" not in page(board, "referrals", by="year").text


def test_one_area_can_be_chosen_and_anothers_is_not_found(board):
    theirs = Board()
    address = reverse("indicator", args=["re_referrals_12m"])

    assert board.west.name not in page(board, area=board.east.code).one("table", "gt-score").text
    assert board.browser().get(address, {"area": theirs.east.code}).status_code == 404


def test_an_indicator_without_a_figure_says_what_brings_one_in(board):
    assert "There are no figures for this indicator yet" in page(board, "lado_referrals").text


def test_there_is_no_page_of_an_unknown_indicator(board):
    assert board.browser().get(reverse("indicator", args=["nothing"])).status_code == 404


def test_notes_of_the_sources_are_told(board):
    board.transcribed(YEAR, ("lado_referrals", board.east, 50), note="The value is about May.")

    assert f"{board.east.name}, 2024-25: The value is about May." in page(
        board, "lado_referrals"
    ).texts("li")


# --- commentary ----------------------------------------------------------------------------------
def say(board, text, role=Role.PERFORMANCE_OFFICER):
    address = reverse("comment-on-indicator", args=["re_referrals_12m"])
    return board.browser(role).post(address, {"period": "2024-25", "text": text})


def test_commentary_is_written_and_read(board):
    assert say(board, "Two families moved here.").status_code == 302

    shown = page(board, role=Role.INDEPENDENT_SCRUTINEER)
    assert "Two families moved here." in shown.text
    assert not shown.all("textarea")


def test_commentary_needs_words_and_says_so(board):
    response = say(board, " ")

    assert response.status_code == 422
    assert "Enter commentary" in Page.of(response).text
    assert not Commentary.objects.exists()


def test_commentary_is_refused_to_a_reader(board):
    assert say(board, "Well done.", role=Role.INDEPENDENT_SCRUTINEER).status_code == 403


def test_commentary_of_another_partnership_is_not_seen(board):
    theirs = Board()
    theirs.transcribed(YEAR, ("re_referrals_12m", theirs.east, 20))
    say(theirs, "Ours alone.")

    assert "Ours alone." not in page(board).text


# --- files and queries ---------------------------------------------------------------------------
def test_the_file_holds_every_source_of_every_period_and_is_told_to_the_trail(board):
    address = reverse("indicator-file", args=["re_referrals_12m", "csv"])

    rows = list(csv.DictReader(StringIO(board.browser().get(address).content.decode())))

    east = [(r["period"], r["raw"], r["origin"]) for r in rows if r["area"] == board.east.name]
    assert east == [
        ("2024-25", "37.6", "document"),
        ("2024-25", "25", "release"),
        ("2023-24", "38", "document"),
        ("2023-24", "26", "release"),
    ]
    assert Entry.objects.filter(kind="performance.indicator.exported").exists()


def test_queries_do_not_grow_with_the_periods(board, django_assert_max_num_queries):
    browser = board.browser()
    address = reverse("indicator", args=["re_referrals_12m"])
    browser.get(address)
    with django_assert_max_num_queries(32) as few:
        browser.get(address)

    for period in BEFORE.year_before().and_before(5):
        board.transcribed(period, ("re_referrals_12m", board.east, 30))

    with django_assert_max_num_queries(len(few)):
        browser.get(address)


def test_that_a_definition_is_not_confirmed_is_said_in_its_panel_and_nowhere_else():
    board = Board()
    unsure = next(row for row in catalogue().values() if not row.confirmed)
    sure = next(row for row in catalogue().values() if row.confirmed)

    said, unsaid = (
        Page.of(board.browser().get(reverse("indicator", args=[row.key]))) for row in (unsure, sure)
    )

    note = "Definition not yet confirmed from its source."
    assert note in said.one("div", "govuk-details__text").text
    assert said.text.count(note) == 1
    assert note not in unsaid.text


def test_a_marked_value_is_marked_in_the_sentence_too():
    board = Board()
    board.returned(YEAR.quarters()[0], ("lado_referrals", board.east, number(3)))
    address = reverse("indicator", args=["lado_referrals"])

    board_reads, unit_reads = (
        Page.of(board.browser(role).get(address)).one("p", "govuk-body-l").text
        for role in (Role.INDEPENDENT_SCRUTINEER, Role.PERFORMANCE_OFFICER)
    )

    assert "3 (not for publication)" in board_reads
    assert "not for publication" not in unit_reads
