"""The rows of data that say how published tables are laid out."""

from itertools import combinations

import pytest

from goldthread.measures.catalogue import Kind, catalogue
from goldthread.performance.published.layouts import best_match, layouts, name_forms

ALL = list(layouts().values())
KINDS = {
    "count": Kind.COUNT,
    "percent": Kind.PERCENTAGE,
    "per_10_000": Kind.RATE,
    "score": Kind.MEAN,
}


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.key)
def test_every_figure_is_of_an_indicator_in_the_catalogue(layout):
    for rule in layout.figures:
        indicator = catalogue()[rule.indicator]
        items = {key for breakdown in indicator.breakdowns for key, _ in breakdown.items}

        assert indicator.key == rule.indicator
        assert indicator.kind is KINDS[rule.unit.name]
        assert indicator.multiplier == rule.unit.multiplier
        assert not rule.breakdown or rule.breakdown in items


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.key)
def test_no_two_columns_of_a_table_can_be_taken_for_each_other(layout):
    forms = {
        column: frozenset().union(*map(name_forms, layout.spellings_of(column)))
        for column in layout.columns
    }

    assert not [pair for pair in combinations(forms, 2) if forms[pair[0]] & forms[pair[1]]]


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.key)
def test_every_table_is_recognised_by_its_own_columns(layout):
    match = best_match(layout.columns, (*layout.categories, "")[0])

    assert match.fits
    assert match.layout is layout
    assert not match.doubtful


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.key)
def test_spellings_and_marks_are_of_columns_that_the_table_has(layout):
    assert set(layout.spellings) <= set(layout.columns)
    assert set(layout.marks) <= set(layout.columns)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Re_referrals", "rereferral_count"),
        ("Re_referrals_percent", "Re-referrals (%)"),
        ("rate_per_10000", "Rate per 10,000"),
        ("At31_episodes", "AT31 EPISODES"),
        ("children_count", "Number of children"),
        ("Assessments_completed", "AssessmentsCompleted"),
    ],
)
def test_spellings_of_one_name_have_a_form_in_common(one, other):
    assert name_forms(one) & name_forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1-10_days", "110_days"), ("Referrals", "Referrals_child"), ("CPP_start", "CPP_start_rate")],
)
def test_different_names_have_none(one, other):
    assert not name_forms(one) & name_forms(other)
