"""The two reports say where they come from, and every figure in them exists."""

from collections.abc import Iterator
from typing import Any

import pytest

from goldthread.house import Rung
from goldthread.measures.catalogue import Nature, catalogue
from tests.demonstration.readable import EASTMARCH, TEES, TOKEN, passages, table, tree

TEES_REPORT = tree(TEES / "report_2022_23.toml")
EASTMARCH_REPORT = tree(EASTMARCH / "report.toml")
REPORTS = pytest.mark.parametrize("report", [TEES_REPORT, EASTMARCH_REPORT], ids=["STSCP", "EWSCP"])

WT2018 = {
    "what_was_done",
    "how_effective",
    "evidence_of_impact",
    "little_progress",
    "review_decisions",
    "feedback_of_children",
    "updates_to_arrangements",
    "use_of_restraint",
}
WT2023 = WT2018 | {
    "partner_contributions",
    "scrutineers_view",
    "scrutiny_themes",
    "costs",
    "education_representation",
    "use_of_data",
}
REQUIRED = {"WT2018": WT2018, "WT2023": WT2023}

Asked = tuple[str, str, str]


def asked(report: dict[str, Any]) -> Iterator[Asked]:
    """Indicator, area and period of every figure in text, tables and charts."""
    for passage in passages(report):
        yield from TOKEN.findall(passage["text"])
    for section in report["sections"]:
        blocks = [*section.get("tables", ()), *section.get("charts", ())]
        for block in blocks:
            for indicator in block.get("indicators", [block.get("indicator")]):
                for area in block["areas"]:
                    yield from ((indicator, area, period) for period in block["periods"])


@REPORTS
def test_every_required_content_has_one_section(report: dict[str, Any]):
    contents = [content for section in report["sections"] for content in section["required"]]

    assert sorted(contents) == sorted(REQUIRED[report["edition"]])


@REPORTS
def test_every_passage_says_what_it_can_show(report: dict[str, Any]):
    rungs = {rung.name.lower() for rung in Rung}

    assert {passage["rung"] for passage in passages(report)} <= rungs


@REPORTS
def test_braces_hold_nothing_but_figures(report: dict[str, Any]):
    for passage in passages(report):
        assert "{" not in TOKEN.sub("", passage["text"])


@REPORTS
def test_sections_and_priorities_exist_once(report: dict[str, Any]):
    folder = TEES if report is TEES_REPORT else EASTMARCH
    priorities = {row["key"] for row in tree(folder / "priorities.toml")["priorities"]}
    keys = [section["key"] for section in report["sections"]]

    assert len(set(keys)) == len(keys)
    assert {s["priority"] for s in report["sections"] if "priority" in s} <= priorities


def test_every_figure_of_the_tees_report_was_published():
    published = {
        (row["indicator"], row["area_code"], row["period"])
        for row in table(TEES / "figures.csv")
        if row["space"] == "STSCP"
    }

    assert set(asked(TEES_REPORT)) <= published


def test_every_passage_of_the_tees_report_names_its_place_in_the_source():
    for passage in passages(TEES_REPORT):
        assert passage["source"].startswith("stscp_2022_23, ")


def test_the_tees_report_leaves_empty_what_the_source_leaves_empty():
    empty = {
        content
        for section in TEES_REPORT["sections"]
        if not section.get("passages")
        for content in section["required"]
    }

    assert empty == {"evidence_of_impact", "updates_to_arrangements", "use_of_restraint"}


def test_most_of_the_tees_report_is_activity_and_says_so():
    rungs = [passage["rung"] for passage in passages(TEES_REPORT)]

    assert rungs.count("activity") > len(rungs) * 3 / 4
    assert "voice" not in rungs
    assert "outcome" not in rungs


def test_every_figure_of_the_eastmarch_report_can_be_worked_out():
    rows = table(EASTMARCH / "series.csv")
    quarterly = {(row["indicator"], row["area"]) for row in rows if row["quarter"]}
    annual = {(row["indicator"], row["area"]) for row in rows if not row["quarter"]}

    for indicator, area, period in asked(EASTMARCH_REPORT):
        assert period in {"LAST_YEAR", "YEAR_BEFORE", "ALL_QUARTERS"}
        if period == "ALL_QUARTERS":
            assert (indicator, area) in quarterly
        elif catalogue()[indicator].nature is Nature.DISTINCT:
            assert (indicator, area) in annual
        else:
            assert (indicator, area) in quarterly | annual


def test_the_eastmarch_report_asks_nothing_of_an_agency_whose_returns_are_late():
    returns = tree(EASTMARCH / "returns.toml")
    late = {row["agency"] for row in returns["left"] if row["state"] == "not_begun"}
    theirs = {
        indicator
        for row in returns["asked"]
        if late & set(row["agencies"])
        for indicator in row["indicators"]
    }

    assert not {indicator for indicator, _, _ in asked(EASTMARCH_REPORT)} & theirs


def test_the_eastmarch_report_is_half_written_and_climbs_the_whole_ladder():
    empty = [section for section in EASTMARCH_REPORT["sections"] if not section.get("passages")]
    rungs = {passage["rung"] for passage in passages(EASTMARCH_REPORT)}

    assert len(empty) >= 5
    assert rungs == {rung.name.lower() for rung in Rung}
