"""Of two releases of one figure the newer is shown, whatever they are called and whichever came first."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from goldthread.performance.figures import shelf
from goldthread.performance.models import PublishedValue, ReleaseFile
from goldthread.performance.published.editions import dated_on
from goldthread.performance.taught import taught_areas
from tests.factories import NOW
from tests.performance.boards import YEAR, Board
from tests.performance.reading import Page

TAKEN = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Children in need 2024", date(2024, 12, 31)),
        ("Local authority interactive tool 2024-25 to 2025", date(2025, 12, 31)),
        ("Children in need 2026", TAKEN),
        ("A table of ours", TAKEN),
    ],
)
def test_a_release_is_of_the_year_in_its_name_and_never_after_it_was_taken(name, day):
    assert dated_on(name, taken_on=TAKEN) == day


@pytest.fixture
def board():
    with time_machine.travel(NOW, tick=False):
        board = Board()
        board.place("referrals")
        yield board


def first_figure(board):
    shown = Page.of(board.browser().get(reverse("scorecard"), {"period": str(YEAR)}))
    return shown.one("tbody").one("td").texts("a")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("order", [1, -1])
def test_the_newer_edition_is_shown_whichever_was_imported_first(board, order):
    older, newer = "Local authority interactive tool 2024", "Children in need 2025"
    for release, count in ((older, 700), (newer, 710))[::order]:
        board.published(YEAR, ("referrals", board.east, count), release=release)

    assert first_figure(board) == "710"


@pytest.mark.django_db
def test_of_two_of_one_year_the_one_that_was_taken_later_is_shown(board):
    board.published(YEAR, ("referrals", board.east, 700), release="Statistics Z 2025")
    board.published(YEAR, ("referrals", board.east, 710), release="Statistics A 2025")

    assert first_figure(board) == "710"


@pytest.mark.django_db
def test_what_a_scorecard_was_read_from_is_read_anew_once_anything_of_it_changes(
    board, monkeypatch
):
    monkeypatch.setattr(shelf, "WORTH_KEEPING", 1)
    told = []
    for count in (700, 710):
        board.published(YEAR, ("referrals", board.east, count), release=f"Statistics {count} 2025")
        told.append(first_figure(board))
    PublishedValue.objects.filter(value=710).update(is_current=False)
    told.append(first_figure(board))

    assert told == ["700", "710", "700"]


@pytest.mark.django_db
def test_what_waits_for_its_check_is_read_anew_once_it_was_checked(board, monkeypatch):
    monkeypatch.setattr(shelf, "WORTH_KEEPING", 1)
    board.published(YEAR, ("referrals", board.east, 700))
    ReleaseFile.objects.update(
        status="waiting", space=board.space, taken_by=board.cast.officer.person_id
    )
    PublishedValue.objects.update(space=board.space)
    shown = board.browser().get(reverse("scorecard"), {"period": str(YEAR)}).content.decode()
    assert "not yet checked" in shown
    checker = board.principal("business_manager").person_id
    ReleaseFile.objects.update(
        status="counts", checked_by=checker, checked_at=NOW + timedelta(hours=1)
    )

    shown = board.browser().get(reverse("scorecard"), {"period": str(YEAR)}).content.decode()

    assert "not yet checked" not in shown


@pytest.mark.django_db
def test_an_imported_table_teaches_the_numbers_of_its_areas_to_all(board):
    board.published(YEAR, ("referrals", board.east, 700))
    board.published(YEAR, ("referrals", board.west, 700))
    PublishedValue.objects.filter(area_code=board.east.code).update(old_area_code="886")
    PublishedValue.objects.filter(area_code=board.west.code).update(
        old_area_code="887", space=board.space
    )

    areas = taught_areas()

    assert areas["886"] == areas[board.east.name.casefold()] == (board.east.code, board.east.name)
    assert "887" not in areas
