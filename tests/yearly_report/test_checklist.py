"""What is missing, and which sections show no more than that things were done."""

import pytest

from goldthread.house import Rung
from goldthread.yearly_report import rules
from goldthread.yearly_report.checklist import Standing, checklist, only_activity
from goldthread.yearly_report.contents import FigureTable, Text
from goldthread.yearly_report.snapshot import SectionCopy
from tests.yearly_report.figures import Family
from tests.yearly_report.snapshots import EAST, YEAR, Sheet

DONE = Text("Eleven sessions were held.", Rung.ACTIVITY)
SEEN = Text("Practice was seen to change.", Rung.PRACTICE)


@pytest.fixture
def sheet():
    return Sheet(Family())


def standing(snapshot, key):
    return next(row.standing for row in checklist(snapshot) if row.content.key == key)


def section(*contents, required, why=""):
    return SectionCopy("a", "A", required=(required,), left_empty_because=why, contents=contents)


@pytest.mark.parametrize(
    ("made", "stands"),
    [
        (section(DONE, required="little_progress"), Standing.THERE),
        (section(required="little_progress"), Standing.EMPTY),
        (section(required="little_progress", why="None was found."), Standing.REASON_GIVEN),
        (section(DONE, required="what_was_done"), Standing.NO_SECTION),
    ],
)
def test_a_required_content_stands_as_its_sections_do(sheet, made, stands):
    assert standing(sheet.snapshot(sections=(made,)), "little_progress") is stands


def test_evidence_of_impact_is_not_met_by_activity(sheet):
    activity = section(DONE, required="evidence_of_impact")
    practice = section(DONE, SEEN, required="evidence_of_impact")

    assert standing(sheet.snapshot(sections=(activity,)), "evidence_of_impact") is (
        Standing.ACTIVITY_ONLY
    )
    assert standing(sheet.snapshot(sections=(practice,)), "evidence_of_impact") is Standing.THERE


def test_sections_that_hold_nothing_above_the_first_rung_are_named(sheet):
    low = SectionCopy("low", "Low", contents=(DONE,))
    high = SectionCopy("high", "High", contents=(DONE, SEEN))
    empty = SectionCopy("empty", "Empty")

    named = only_activity(sheet.snapshot(sections=(low, high, empty)))

    assert [section.heading for section in named] == ["Low"]


def test_a_table_can_show_what_the_best_of_its_figures_can(sheet):
    sheet.family.put("referrals", EAST, YEAR, 40, rung=Rung.ACTIVITY)
    sheet.family.put("rapid_reviews", EAST, YEAR, 40, rung=Rung.OUTCOME)
    table = FigureTable("T", ("example.referrals", "example.rapid_reviews"), ("X1",), (YEAR,))

    assert only_activity(sheet.snapshot(table)) == ()


def test_a_figure_without_a_value_shows_nothing(sheet):
    sheet.family.put("rapid_reviews", EAST, YEAR, None, rung=Rung.OUTCOME)
    table = FigureTable("T", ("example.rapid_reviews",), ("X1",), (YEAR,))

    assert len(only_activity(sheet.snapshot(table))) == 1


def test_a_report_can_be_frozen_once_every_gap_says_why(sheet):
    every = tuple(row.content.key for row in checklist(sheet.snapshot()))
    silent = SectionCopy("a", "A", required=every)
    honest = SectionCopy("a", "A", required=every, left_empty_because="Nothing was done.")

    assert len(rules.can_be_frozen(sheet.snapshot(sections=(silent,))).reasons) == len(every)
    assert rules.can_be_frozen(sheet.snapshot(sections=(honest,)))
