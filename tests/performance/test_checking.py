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


# Why nothing was entered under the sources of referrals, said once.
BY_SOURCE = {key("referrals", "individual"): Typed({}, "Not recorded by source")}


def told(lines, typed, history=None):
    return [
        (p.key.indicator, p.part, p.sentence) for p in check(lines, typed, history or {}).problems
    ]


def test_a_total_that_repeats_a_count_must_be_that_count():
    typed = BY_SOURCE | {key("referrals"): count(200), key("re_referrals_12m"): share(40, 210)}

    assert told(asked("referrals", "re_referrals_12m"), typed) == [
        (
            "re_referrals_12m",
            "denominator",
            "The total here is 210, and under “Referrals to children's social care” it is 200: "
            "correct one of them, or say why they differ",
        )
    ]


def test_a_total_that_is_left_empty_is_taken_from_the_line_that_it_repeats():
    typed = BY_SOURCE | {key("referrals"): count(200), key("re_referrals_12m"): share(40, "")}

    checked = check(asked("referrals", "re_referrals_12m"), typed, {})

    assert checked.problems == ()
    assert checked.numbers[key("re_referrals_12m")].denominator == 200


def test_a_total_that_is_left_empty_is_missing_where_there_is_none_to_repeat():
    typed = {key("referrals"): count(""), key("re_referrals_12m"): share(40, "")}

    assert ("re_referrals_12m", "denominator", "“Out of: referrals” is missing") in told(
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
    typed = BY_SOURCE | {
        key("referrals"): count(200),
        key("re_referrals_12m"): share(40, 210, "Counted on another day"),
    }

    assert told(asked("referrals", "re_referrals_12m"), typed) == []


def test_one_part_without_the_other_is_an_error():
    typed = {key("re_referrals_12m"): Typed({"numerator": "4"})}

    assert told(asked("re_referrals_12m"), typed) == [
        ("re_referrals_12m", "denominator", "“Out of: referrals” is missing")
    ]


def test_a_part_that_is_not_asked_for_is_an_error():
    typed = {key("referrals"): Typed({"value": "4", "numerator": "2"})}

    assert told(asked("referrals"), typed) == [
        ("referrals", "numerator", "The part (numerator) is not asked for here: leave it empty")
    ]


def test_a_breakdown_left_empty_is_asked_about_once():
    lines = asked("referrals")
    first, *others = [line.key for line in lines.lines() if line.key.breakdown]
    whole = {key("referrals"): count(50)}

    assert told(lines, whole) == [
        (
            "referrals",
            "value",
            f"Nothing was entered for any of the {len(others) + 1} under “Source”: "
            "say why, once for all of them",
        )
    ]
    assert check(lines, whole, {}).problems[0].key == first
    assert told(lines, whole | {first: Typed({}, "Not recorded by source")}) == []


def test_the_gaps_of_a_breakdown_are_asked_about_once():
    lines = asked("emergency_attendances")
    typed = {
        key("emergency_attendances"): count(50),
        key("emergency_attendances", "alcohol_or_drugs"): count(30),
    }

    assert told(lines, typed) == [
        (
            "emergency_attendances",
            "value",
            "Nothing was entered for 2 of the 3 under “Reason”: say why, once for all of them",
        )
    ]
    assert check(lines, typed, {}).problems[0].key.breakdown == "self_harm"


def test_a_blank_whole_is_asked_about_and_not_its_empty_breakdown_besides():
    assert told(asked("referrals"), {}) == [("referrals", "value", "Nothing was entered: say why")]


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


def test_an_item_above_its_whole_is_an_error_beside_the_item():
    lines = asked("emergency_attendances")
    typed = {
        key("emergency_attendances"): count(40),
        key("emergency_attendances", "self_harm"): count(500, "as it is"),
    }

    found = check(lines, typed, {})

    assert [(p.key.breakdown, p.sentence) for p in found.errors] == [
        ("self_harm", "500 is more than the 40 that it is part of")
    ]


def test_an_item_above_its_whole_is_an_error_where_items_overlap_too():
    lines = asked("assessments_with_factors")
    whole = key("assessments_with_factors")
    item = key("assessments_with_factors", "neglect")

    found = check(lines, {whole: count(40), item: count(41)}, {})

    assert [(p.key, p.sentence) for p in found.errors] == [
        (item, "41 is more than the 40 that it is part of")
    ]


def test_items_that_are_above_their_whole_together_are_an_error_before_all_are_given():
    lines = asked("emergency_attendances")
    typed = {
        key("emergency_attendances"): count(40),
        key("emergency_attendances", "self_harm"): count(30),
        key("emergency_attendances", "assault"): count(20),
    }

    assert [p.sentence for p in check(lines, typed, {}).errors] == [
        "Reason: the parts given add up to 50, more than the 40 that they are part of"
    ]


def test_the_reasons_of_attendances_add_up_to_all_of_them():
    lines = asked("emergency_attendances")
    items = dict(zip(("self_harm", "alcohol_or_drugs", "assault"), (30, 20, 10), strict=True))
    typed = {key("emergency_attendances", item): count(n) for item, n in items.items()}

    (error,) = check(lines, typed | {key("emergency_attendances"): count(80)}, {}).errors

    assert error.sentence == "Reason: the parts add up to 60, not to 80"


def test_both_parts_of_a_percentage_add_up_over_its_breakdown():
    lines = asked("conference_attendance")
    items = [line.key for line in lines.lines() if line.key.breakdown]
    typed = {item: share(2, 3) for item in items}
    whole = key("conference_attendance")

    assert told(lines, typed | {whole: share(2 * len(items), 3 * len(items))}) == []
    (error,) = check(lines, typed | {whole: share(2 * len(items), 19)}, {}).errors
    assert (error.key, error.part) == (whole, "denominator")
    assert error.sentence == ("Agency, invitations to agencies: the parts add up to 18, not to 19")


@pytest.mark.parametrize("answer", ["x", "ok", "n/a", "1 2 3", "- - -"])
def test_an_answer_that_says_nothing_is_an_error(answer):
    found = check(asked("referrals"), {key("referrals"): Typed({}, answer)}, {})

    assert [(p.part, p.sentence) for p in found.errors] == [
        ("answer", f"“{answer}” does not say why: write a few words")
    ]


@pytest.mark.parametrize(("value", "asks"), [(99, False), (103, False), (140, True)])
def test_a_value_is_asked_about_outside_the_usual_range(value, asks):
    before = [Decimal(n) for n in (100, 102, 98, 101, 99, 100, 103, 97)]
    typed = BY_SOURCE | {key("referrals"): count(value)}
    problems = told(asked("referrals"), typed, {key("referrals"): before})

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
