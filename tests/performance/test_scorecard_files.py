"""The scorecard's files: what they hold, that nothing in them is a formula, and that the trail knows."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.factories import NOW
from tests.performance.boards import BEFORE, YEAR, Board
from tests.performance.builders import number

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    board = Board()
    board.place("referrals", "lado_referrals")
    for period, count in ((BEFORE, 400), (YEAR, 300)):
        note = "=HYPERLINK(1)"
        board.transcribed(period, ("referrals", board.east, count), note=note)
    board.returned(YEAR, ("lado_referrals", board.east, number(3)))
    with time_machine.travel(NOW, tick=False):
        yield board


def file_of(browser, form):
    response = browser.get(reverse("scorecard-file", args=[form]), {"period": "2024-25"})
    assert response.status_code == 200
    return response


def rows_of(response):
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_a_csv_holds_each_figure_with_its_road_and_who_made_the_file(board):
    response = file_of(board.browser(), "csv")
    row = next(r for r in rows_of(response) if r["raw"] == "300")

    assert (row["indicator"], row["area"], row["period"]) == (
        "Referrals to children's social care", board.east.name, "2024-25",
    )  # fmt: skip
    assert (row["basis"], row["origin"], row["source"]) == (
        "counted", "document", "Yearly report, 24, 5",
    )  # fmt: skip
    assert row["taken_by"].startswith("Person")
    assert row["taken_at"] == "2026-05-20 10:30"
    name = f"{board.space.code.lower()}-scorecard-2024-25-2026-05-20.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_nothing_in_a_csv_is_taken_for_a_formula(board):
    notes = {row["note"] for row in rows_of(file_of(board.browser(), "csv"))}

    assert "'=HYPERLINK(1)" in notes
    assert not any(note.startswith("=") for note in notes)


def test_a_workbook_says_what_it_is_and_has_the_table_as_on_the_page(board):
    book = openpyxl.load_workbook(BytesIO(file_of(board.browser(), "xlsx").content))
    about = dict(book["About"].iter_rows(values_only=True))
    table = list(book["Scorecard"].iter_rows(values_only=True))

    assert about["Marking"] == "Working paper, not for publication"
    assert about["Changes are on"] == "2023-24"
    assert "Change on 2023-24" in table[0]
    assert any(row[4] == "300" and row[6] == "down 25%" for row in table)
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_a_file_for_the_board_carries_the_marking(board):
    rows = rows_of(file_of(board.browser(Role.INDEPENDENT_SCRUTINEER), "csv"))
    small = next(row for row in rows if row["raw"] == "3")

    assert (small["audience"], small["marking"]) == ("board", "not for publication")


def test_an_export_is_told_to_the_trail(board):
    file_of(board.browser(), "csv")

    assert Entry.objects.filter(kind="performance.scorecard.exported").count() == 1


def test_there_is_no_other_kind_of_file(board):
    response = board.browser().get(reverse("scorecard-file", args=["exe"]))

    assert response.status_code == 404
