"""The checks on answers: numbers that repeat one another, sums, blanks and what is usual."""

from decimal import Decimal

import pytest

from goldthread.measures.periods import Period
from goldthread.performance.asked import Asked, LineKey, Typed
from goldthread.performance.checking import check

AREA = "X06000001"


def asked(*indicators):
    return Asked(Period.parse("2025-26 Q1"), ((AREA, "Eastmarch"),), indicators)


def key(indicator, breakdown=""):
    return LineKey(AREA, indicator, breakdown)


def count(value, answer=""):
    return Typed({"value": str(value)}, answer)


def share(above, below, answer=""):
    return Typed({"numerator": str(above), "denominator": str(below)}, answer)


def told(lines, typed, history=None):
    return [
        (p.key.indicator, p.part, p.sentence) for p in check(lines, typed, history or {}).problems
    ]


def test_a_total_that_repeats_a_count_must_be_that_count():
    typed = {key("referrals"): count(200), key("re_referrals_12m"): share(40, 210)}

    assert told(asked("referrals", "re_referrals_12m"), typed) == [
        (
            "re_referrals_12m",
            "denominator",
            "The total here is 210, and under “Referrals to children's social care” it is 200: "
            "correct one of them, or say why they differ",
        )
    ]


def test_a_total_that_is_left_empty_is_taken_from_the_line_that_it_repeats():
    typed = {key("referrals"): count(200), key("re_referrals_12m"): share(40, "")}

    checked = check(asked("referrals", "re_referrals_12m"), typed, {})

    assert checked.problems == ()
    assert checked.numbers[key("re_referrals_12m")].denominator == 200


def test_a_total_that_is_left_empty_is_missing_where_there_is_none_to_repeat():
    typed = {key("referrals"): count(""), key("re_referrals_12m"): share(40, "")}

    assert ("re_referrals_12m", "denominator", "The total (denominator) is missing") in told(
        asked("referrals", "re_referrals_12m"), typed
    )


def test_a_total_that_repeats_the_total_of_a_percentage_is_compared_with_that_total():
    lines = asked("return_interviews_offered", "return_interviews_within_72_hours")
    typed = {
        key("return_interviews_offered"): share(166, 179),
        key("return_interviews_within_72_hours"): share(125, 179),
    }

    assert told(lines, typed) == []
    (problem,) = told(lines, typed | {key("return_interviews_within_72_hours"): share(125, 180)})
    assert problem[2].startswith(
        "The total here is 180, and under “Return home interviews offered”"
    )


def test_a_part_that_repeats_an_item_of_a_breakdown_must_be_that_item():
    lines = asked("referrals", "referrals_from_police")
    items = {line.key: count(0) for line in lines.lines() if line.key.breakdown}
    typed = items | {
        key("referrals"): count(50),
        key("referrals", "police"): count(30),
        key("referrals", "schools"): count(20),
        key("referrals_from_police"): share(31, 50),
    }

    assert told(lines, typed) == [
        (
            "referrals_from_police",
            "numerator",
            "The part here is 31, and under “Referrals to children's social care: Police” it is 30: "
            "correct one of them, or say why they differ",
        )
    ]


def test_a_difference_that_was_explained_is_not_asked_again():
    typed = {
        key("referrals"): count(200),
        key("re_referrals_12m"): share(40, 210, "Counted on another day"),
    }

    assert told(asked("referrals", "re_referrals_12m"), typed) == []


def test_one_part_without_the_other_is_an_error():
    typed = {key("re_referrals_12m"): Typed({"numerator": "4"})}

    assert told(asked("re_referrals_12m"), typed) == [
        ("re_referrals_12m", "denominator", "The total (denominator) is missing")
    ]


def test_a_part_that_is_not_asked_for_is_an_error():
    typed = {key("referrals"): Typed({"value": "4", "numerator": "2"})}

    assert told(asked("referrals"), typed) == [
        ("referrals", "numerator", "The part (numerator) is not asked for here: leave it empty")
    ]


def test_a_breakdown_left_out_whole_asks_nothing_and_one_with_a_gap_asks():
    lines = asked("referrals")
    first, *others = [line.key for line in lines.lines() if line.key.breakdown]

    assert told(lines, {key("referrals"): count(50)}) == []
    asks = told(lines, {key("referrals"): count(50), first: count(1)})
    assert len(asks) == len(others)


def test_parts_that_do_not_add_up_are_an_error_once_all_are_given():
    lines = asked("child_protection_plans")
    items = [line.key for line in lines.lines() if line.key.breakdown]
    typed = {item: count(2) for item in items} | {key("child_protection_plans"): count(11)}

    assert told(lines, typed) == [
        (
            "child_protection_plans",
            "value",
            f"Category of abuse: the parts add up to {2 * len(items)}, not to 11",
        )
    ]


@pytest.mark.parametrize(("value", "asks"), [(99, False), (103, False), (140, True)])
def test_a_value_is_asked_about_outside_the_usual_range(value, asks):
    before = [Decimal(n) for n in (100, 102, 98, 101, 99, 100, 103, 97)]
    problems = told(
        asked("referrals"), {key("referrals"): count(value)}, {key("referrals"): before}
    )

    assert bool(problems) is asks


def test_errors_come_first_and_every_line_is_told():
    lines = asked("referrals", "re_referrals_12m", "child_protection_plans")
    typed = {
        key("re_referrals_12m"): share("4%", 10),
        key("child_protection_plans"): count("-1"),
    }

    assert [name for name, _, _ in told(lines, typed)] == [
        "re_referrals_12m",
        "child_protection_plans",
        "referrals",
    ]
