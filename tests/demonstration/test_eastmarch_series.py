"""The invented series agree with one another, and what is planted in them can be found."""

import csv
import io
import runpy
from collections import defaultdict
from itertools import pairwise
from statistics import mean

import pytest

from goldthread.measures.catalogue import Frequency, Kind, Nature, Way, catalogue
from tests.demonstration.readable import EASTMARCH, ROOT, table, tree

ROWS = table(EASTMARCH / "series.csv")
STORIES = {story["key"]: story for story in tree(EASTMARCH / "stories.toml")["stories"]}
COUNCILS = ("X06000001", "X06000002")

YEARS = range(-8, 1)
QUARTERS = [(str(year), str(quarter)) for year in YEARS for quarter in (1, 2, 3, 4)]
TERMS = [(year, quarter) for year, quarter in QUARTERS if quarter != "2"]

Series = dict[tuple[str, str], dict[str, str]]


def gather() -> dict[tuple[str, str, str], Series]:
    """Every series by indicator, area and breakdown; in it, rows by year and quarter."""
    series: dict[tuple[str, str, str], Series] = defaultdict(dict)
    for row in ROWS:
        at = (row["year"], row["quarter"])
        key = (row["indicator"], row["area"], row["breakdown"])
        assert at not in series[key], f"{key} twice in {at}"
        series[key][at] = row
    return series


SERIES = gather()


def numbers(indicator: str, area: str, part: str = "value", breakdown: str = "") -> list[float]:
    """One number of a series, quarter by quarter."""
    rows = SERIES[indicator, area, breakdown]
    return [float(rows[at][part]) for at in QUARTERS if at in rows]


def shares(indicator: str, area: str) -> list[float]:
    parts = (numbers(indicator, area, part) for part in ("numerator", "denominator"))
    return [100 * numerator / denominator for numerator, denominator in zip(*parts, strict=True)]


def limits(values: list[float]) -> tuple[float, float]:
    """The mean plus and minus 2.66 times the mean moving range."""
    reach = 2.66 * mean(abs(after - before) for before, after in pairwise(values))
    return mean(values) - reach, mean(values) + reach


def test_the_file_is_what_the_tool_makes():
    tool = runpy.run_path(str(ROOT / "tooling" / "make_eastmarch.py"))
    plan, stories = tree(tool["PLAN"]), list(STORIES.values())
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(tool["COLUMNS"])
    writer.writerows(tool["make"](plan, stories))

    committed = (EASTMARCH / "series.csv").read_text(encoding="utf-8")
    assert made.getvalue() == committed, "run python tooling/make_eastmarch.py"


def test_there_are_eight_years_of_quarters_for_at_least_seventy_indicators():
    quarterly = {
        indicator
        for (indicator, _, breakdown), rows in SERIES.items()
        if not breakdown and set(rows) >= set(QUARTERS)
    }

    assert len(quarterly) >= 70


@pytest.mark.parametrize("key", SERIES, ids=" ".join)
def test_a_series_is_of_the_catalogue_and_has_no_hole(key: tuple[str, str, str]):
    name, area, breakdown = key
    indicator = catalogue()[name]
    items = {item for b in indicator.breakdowns for item, _ in b.items}
    by_quarter = [at for at in SERIES[key] if at[1]]
    by_year = [at for at in SERIES[key] if not at[1]]

    assert indicator.key == name
    assert area in (*COUNCILS, "EWSCP")
    assert not breakdown or breakdown in items
    assert by_quarter in (
        [],
        TERMS if indicator.frequency is Frequency.TERMLY else QUARTERS,
    )
    assert by_year in ([], [(str(year), "") for year in YEARS])
    assert by_quarter or by_year


def test_counts_have_a_value_and_all_others_two_parts_that_fit():
    for row in ROWS:
        indicator = catalogue()[row["indicator"]]
        if indicator.kind is Kind.COUNT:
            assert int(row["value"]) >= 0
            assert row["numerator"] == row["denominator"] == ""
        else:
            assert row["value"] == ""
            assert float(row["denominator"]) > 0
            assert float(row["numerator"]) >= 0
            assert indicator.parts_may_be_fractions or "." not in row["numerator"]
        if indicator.kind is Kind.PERCENTAGE:
            assert float(row["numerator"]) <= float(row["denominator"])


def test_nothing_derived_is_given():
    ways = {row["indicator"]: catalogue()[row["indicator"]].way for row in ROWS}
    profile = tree(EASTMARCH / "documents.toml")["documents"][0]["indicators"]

    assert {key for key, way in ways.items() if way is not Way.ASKED} == set(profile)


def test_parts_add_up_to_their_whole():
    for (name, area, breakdown), whole in SERIES.items():
        for division in catalogue()[name].breakdowns if not breakdown else ():
            if not division.adds_up:
                continue
            for at, row in whole.items():
                parts = [SERIES[name, area, item][at] for item, _ in division.items]
                for part in ("value", "numerator", "denominator"):
                    if row[part]:
                        assert sum(int(p[part]) for p in parts) == int(row[part]), (name, at)


def test_every_item_of_a_breakdown_that_would_be_asked_is_there():
    for name, area, breakdown in list(SERIES):
        divisions = catalogue()[name].breakdowns if not breakdown else ()
        items = [item for division in divisions for item, _ in division.items]

        assert all((name, area, item) in SERIES for item in items)


def test_one_denominator_is_one_number():
    for (name, area, breakdown), rows in SERIES.items():
        other = catalogue()[name].same_denominator_as
        if breakdown or not other or (other, area, "") not in SERIES:
            continue
        for at, row in rows.items():
            theirs = SERIES[other, area, ""].get(at)
            if theirs is not None:
                assert row["denominator"] in (theirs["value"], theirs["denominator"]), (name, at)


@pytest.mark.parametrize("area", COUNCILS)
@pytest.mark.parametrize(
    ("stock", "came", "went"),
    [
        ("child_protection_plans", "cp_plans_started", "cp_plans_ended"),
        ("children_in_care", "care_starts", "care_ceases"),
    ],
)
def test_a_stock_is_what_there_was_and_what_came_and_went(
    area: str, stock: str, came: str, went: str
):
    stood = numbers(stock, area)
    moved = [a - b for a, b in zip(numbers(came, area), numbers(went, area), strict=True)]

    assert [after - before for before, after in pairwise(stood)] == moved[1:]
    assert min(stood) > 0.6 * max(stood)


@pytest.mark.parametrize("area", COUNCILS)
@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("missing_children", "missing_episodes"),
        ("missing_more_than_once", "missing_children"),
        ("missing_children_looked_after", "missing_children"),
        ("missing_episodes_looked_after", "missing_episodes"),
        ("domestic_abuse_repeat_12m", "children_present_domestic_abuse"),
        ("initial_conferences", "section_47_enquiries"),
        ("child_protection_plans", "children_in_need"),
    ],
)
def test_a_part_of_something_is_never_more_than_it(area: str, smaller: str, larger: str):
    pairs = zip(numbers(smaller, area), numbers(larger, area), strict=True)

    assert all(few <= many for few, many in pairs)


@pytest.mark.parametrize("area", COUNCILS)
def test_shares_that_repeat_a_count_repeat_it(area: str):
    def numerator(name: str) -> list[float]:
        return numbers(name, area, "numerator")

    assert numerator("contacts_becoming_referrals") == numbers("referrals", area)
    assert numerator("conferences_to_plan") == numbers("cp_plans_started", area)
    assert numerator("cp_plans_neglect") == numbers(
        "child_protection_plans", area, breakdown="neglect"
    )
    assert all(
        recent <= ever
        for recent, ever in zip(
            numerator("second_plans_24m"), numerator("second_or_subsequent_plans"), strict=True
        )
    )


def test_people_counted_once_a_year_are_more_than_in_a_quarter_and_fewer_than_in_all():
    counted_once = {
        (name, area)
        for (name, area, breakdown), rows in SERIES.items()
        if catalogue()[name].nature is Nature.DISTINCT and ("0", "1") in rows
    }

    assert counted_once
    for name, area in counted_once:
        rows = SERIES[name, area, ""]
        for year in YEARS:
            four = [int(rows[str(year), str(quarter)]["value"]) for quarter in (1, 2, 3, 4)]
            assert max(four) <= int(rows[str(year), ""]["value"]) <= sum(four)


def before_and_after(story: dict, values: list[float]) -> tuple[list[float], list[float]]:
    at = QUARTERS.index((str(story["year"]), str(story["quarter"])))
    return values[:at], values[at:]


def test_the_shift_is_true_and_lasts():
    story = STORIES["more_children_missing_more_than_once"]
    before, after = before_and_after(story, numbers(story["indicator"], "X06000001"))

    assert mean(after) > limits(before[-12:])[1]
    assert min(after) > mean(before)
    elsewhere = before_and_after(story, numbers(story["indicator"], "X06000002"))
    assert mean(elsewhere[1]) < limits(elsewhere[0])[1]


def test_the_changed_definition_steps_in_both_councils():
    story = STORIES["episodes_counted_by_child"]

    for area in story["areas"]:
        before, after = before_and_after(story, numbers(story["indicator"], area))
        assert min(after) > max(before)


def test_the_quarter_of_many_allegations_stands_alone():
    story = STORIES["a_quarter_of_many_allegations"]
    before, after = before_and_after(story, numbers(story["indicator"], "X06000002"))

    assert after[0] > limits(before[-12:])[1]
    assert max(after[1:]) < after[0]


def test_the_steady_series_never_leaves_its_limits():
    story = STORIES["seen_in_assessment_is_steady"]
    values = shares(story["indicator"], story["areas"][0])
    low, high = limits(values)

    assert all(low <= value <= high for value in values)


def test_christmas_is_the_highest_quarter_of_every_year():
    story = STORIES["domestic_abuse_at_christmas"]

    for area in story["areas"]:
        values = numbers(story["indicator"], area)
        years = [values[first : first + 4] for first in range(0, len(values), 4)]
        assert all(max(year) == year[2] for year in years)
        assert all(min(year) == year[3] for year in years)


def test_the_small_number_is_one_to_five():
    story = STORIES["few_privately_fostered"]

    assert set(numbers(story["indicator"], story["areas"][0])) <= {1, 2, 3, 4, 5}
