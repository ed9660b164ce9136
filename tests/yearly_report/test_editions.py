"""What the guidance asks of a yearly report, and from when."""

from datetime import date

import pytest

from goldthread.measures.periods import Period
from goldthread.yearly_report.actions import outline
from goldthread.yearly_report.editions import EDITIONS, edition, edition_for


@pytest.mark.parametrize(
    ("year", "held"),
    [(2018, "WT2018"), (2022, "WT2018"), (2023, "WT2023"), (2024, "WT2023"), (2025, "WT2026")],
)
def test_the_edition_of_a_year_is_the_one_that_held_when_it_ended(year, held):
    assert edition_for(Period.year(year)).key == held


def test_no_edition_is_claimed_for_years_before_the_first():
    with pytest.raises(LookupError, match="No edition that is kept here held in 2014-15"):
        edition_for(Period.year(2014))


def test_each_edition_asks_for_what_the_one_before_asked_for():
    for before, after in zip(EDITIONS, EDITIONS[1:], strict=False):
        assert {c.key for c in before.contents} <= {c.key for c in after.contents}
        assert before.holds_from < after.holds_from


def test_every_content_names_its_source_and_says_whether_it_was_confirmed():
    for row in EDITIONS:
        assert len({content.key for content in row.contents}) == len(row.contents)
        assert all(content.source and content.title for content in row.contents)
    assert not edition("WT2023").content("costs").confirmed
    assert edition("WT2026").content("impact_on_children").confirmed


def test_the_scrutineers_view_is_asked_for_since_2023_in_their_own_section():
    sections = {s.key: s for e in ("WT2018", "WT2023") for s in outline(edition(e))}
    before, since = (outline(edition(key))[0] for key in ("WT2018", "WT2023"))

    assert (before.required, since.required) == ((), ("scrutineers_view",))
    assert since.of_scrutineer
    assert "scrutineers_view" not in sections


def test_impact_is_not_shown_by_counting_what_was_done():
    assert edition("WT2018").content("evidence_of_impact").beyond_activity
    assert edition("WT2026").content("impact_on_children").beyond_activity
    assert not edition("WT2018").content("what_was_done").beyond_activity


def test_a_report_is_due_by_the_end_of_september_where_its_edition_says_so():
    assert edition("WT2023").due_on(Period.year(2023)) == date(2024, 9, 30)
    assert edition("WT2018").due_on(Period.year(2022)) is None
