"""The rule for change, and every figure that the South Tees report of 2022-23 printed."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.measures.catalogue import Kind, Polarity, catalogue
from goldthread.measures.change import ChangeRule, Direction, Judgement, change
from goldthread.measures.printed import departures, read_printed
from goldthread.measures.values import Measured

# Area, indicator, 2021-22, 2022-23, as printed, our words, our judgement.
PRINTED = [
    ("Middlesbrough", "referrals", "4612", "4231", "Down 8%", "down 8.3%", "neutral"),
    ("Middlesbrough", "re_referrals_12m", "37.9", "37.6", "Static", "static (down 0.3 points)", "static"),
    ("Middlesbrough", "children_in_need_not_stated", "1369", "1067", "Down 22%", "down 22.1%", "neutral"),
    ("Middlesbrough", "child_protection_plans", "416", "470", "Up 13%", "up 13%", "neutral"),
    ("Middlesbrough", "cp_plans_neglect", "50", "57.6", "Up 7.6% pts", "up 7.6 points", "neutral"),
    ("Middlesbrough", "children_in_care", "507", "505", "Down 0.4%", "static (down 0.4%)", "static"),
    ("Middlesbrough", "private_fostering", "8", "0", "Down 100%", "down 100%", "too few to say"),
    ("Middlesbrough", "missing_more_than_once", "74", "108", "Up 46%", "up 45.9%", "worse"),
    ("Middlesbrough", "discussed_at_vpg", "159", "252", "Up 58%", "up 58.5%", "neutral"),
    ("Middlesbrough", "rapid_reviews", "1", "1", "Static", "static (no change)", "too few to say"),
    ("Middlesbrough", "lado_referrals", "141", "106", "Down 24.8%", "down 24.8%", "neutral"),
    ("Redcar and Cleveland", "referrals", "1802", "1824", "Up 1%", "up 1.2%", "neutral"),
    ("Redcar and Cleveland", "re_referrals_12m", "18.5", "18.06", "Static", "static (down 0.4 points)", "static"),
    ("Redcar and Cleveland", "children_in_need_not_stated", "1694", "1588", "Down 6%", "down 6.3%", "neutral"),
    ("Redcar and Cleveland", "child_protection_plans", "252", "225", "Down 11%", "down 10.7%", "neutral"),
    ("Redcar and Cleveland", "cp_plans_neglect", "69", "76.9", "Up 8%", "up 7.9 points", "neutral"),
    ("Redcar and Cleveland", "children_in_care", "337", "402", "Up 19%", "up 19.3%", "neutral"),
    ("Redcar and Cleveland", "private_fostering", "12", "2", "Down 83%", "down 83.3%", "too few to say"),
    ("Redcar and Cleveland", "missing_more_than_once", "103", "109", "Up 6%", "up 5.8%", "worse"),
    ("Redcar and Cleveland", "discussed_at_vpg", "243", "270", "Up 11%", "up 11.1%", "neutral"),
    ("Redcar and Cleveland", "rapid_reviews", "3", "2", "Down 33%", "down 33.3%", "too few to say"),
    ("Redcar and Cleveland", "lado_referrals", "58", "57", "Down 1%", "down 1.7%", "neutral"),
]  # fmt: skip

# Where the report leaves the rule: these three rows and no others.
DEPARTURES = {
    ("Middlesbrough", "children_in_care"): (
        'The source prints "Down 0.4%"; by our rule it is static (down 0.4%)',
    ),
    ("Redcar and Cleveland", "cp_plans_neglect"): (
        'The source prints "Up 8%"; these are points, not percent',
    ),
    ("Redcar and Cleveland", "lado_referrals"): (
        'The source prints "Down 1%"; the values give 1.7',
    ),
}


def changed(later, earlier, kind=Kind.COUNT, polarity=Polarity.DOWN, **more):
    def measured(value):
        return value if isinstance(value, Measured | None) else Measured.counted(D(value))

    return change(measured(later), measured(earlier), kind=kind, polarity=polarity, **more)


def change_of(key, earlier, later):
    indicator = catalogue()[key]
    return changed(later, earlier, indicator.kind, indicator.polarity)


@pytest.mark.parametrize(
    ("area", "key", "earlier", "later", "printed", "words", "judgement"), PRINTED
)
def test_the_printed_table_is_reproduced(area, key, earlier, later, printed, words, judgement):
    ours = change_of(key, earlier, later)

    assert ours.words == words
    assert ours.judgement.value == judgement
    assert departures(ours, read_printed(printed)) == DEPARTURES.get((area, key), ())


def test_points_are_taken_between_percentages_as_they_are_printed():
    earlier, later = Measured.from_parts(1084, 2000), Measured.from_parts(4616, 10000)

    found = change(later, earlier, kind=Kind.PERCENTAGE, polarity=Polarity.NEUTRAL)

    # 54.2% and 46.16%, which prints as 46.2%: a reader finds 8, not the 8.04 behind it.
    assert found.words == "down 8 points"


def test_a_change_too_small_to_print_is_not_called_nought():
    assert changed(7371, 7369, Kind.COUNT).words == "static (up less than 0.1%)"


def test_percentages_change_by_points_and_all_else_by_percent():
    assert changed(60, 50, Kind.PERCENTAGE).words == "up 10 points"
    assert changed(60, 50, Kind.COUNT).words == "up 20%"
    assert changed(60, 50, Kind.RATE).words == "up 20%"
    assert changed(60, 50, Kind.MEAN).words == "up 20%"
    assert changed(51, 50, Kind.PERCENTAGE).words == "up 1 point"


def test_static_is_judged_on_the_number_as_it_prints():
    assert changed("1004.4", 1000).words == "static (up 0.4%)"
    assert changed("1004.5", 1000).words == "up 0.5%"
    assert changed("10.44", 10, Kind.PERCENTAGE).is_static
    assert not changed("10.45", 10, Kind.PERCENTAGE).is_static


def test_polarity_says_better_or_worse_and_direction_stays_apart():
    fall = {polarity: changed(80, 100, polarity=polarity) for polarity in Polarity}

    assert {each.direction for each in fall.values()} == {Direction.DOWN}
    assert fall[Polarity.DOWN].judgement is Judgement.BETTER
    assert fall[Polarity.UP].judgement is Judgement.WORSE
    assert fall[Polarity.NEUTRAL].judgement is Judgement.NEUTRAL


def test_too_few_replaces_the_judgement_and_never_the_number():
    few = changed(9, 40)

    assert (few.words, few.judgement) == ("down 77.5%", Judgement.TOO_FEW)
    assert changed(10, 40).judgement is Judgement.BETTER
    assert changed(40, 9).judgement is Judgement.TOO_FEW


def test_a_percentage_rests_on_its_numerator_where_that_is_known():
    few = changed(Measured.from_parts(4, 20), Measured.from_parts(2, 20), Kind.PERCENTAGE)
    stated = changed(20, 10, Kind.PERCENTAGE)

    assert (few.words, few.judgement) == ("up 10 points", Judgement.TOO_FEW)
    assert stated.judgement is Judgement.WORSE


def test_a_mean_rests_on_its_denominator():
    few = changed(Measured.from_parts(120, 8, 1), Measured.from_parts(300, 20, 1), Kind.MEAN)

    assert few.judgement is Judgement.TOO_FEW


def test_a_partnership_may_set_its_own_thresholds():
    rule = ChangeRule(static_below=D(5), too_few_below=3)

    assert changed(104, 100, rule=rule).is_static
    assert changed(4, 8, rule=rule).judgement is Judgement.BETTER


def test_no_percent_is_taken_of_nothing():
    new = changed(14, 0)

    assert new.words == "up 14 from 0"
    assert new.amount is None
    assert new.difference == 14
    assert changed(0, 0).words == "static (no change)"
    assert changed(4, 0, Kind.PERCENTAGE).words == "up 4 points"


def test_a_missing_year_is_said_and_not_judged():
    assert changed(4, None).words == "no earlier value"
    assert changed(None, 4).words == "no value"
    assert changed(4, Measured.none("not returned")).judgement is Judgement.NONE
    assert changed(4, None).direction is Direction.UNKNOWN


def test_a_new_definition_replaces_the_judgement():
    moved = changed(50, 100, same_definition=False)

    assert (moved.words, moved.judgement) == ("down 50%", Judgement.NEW_DEFINITION)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(Kind))
def test_a_number_is_always_printed(earlier, later, kind):
    ours = changed(later, earlier, kind)

    assert (
        ours.words == "static (no change)"
        if earlier == later
        else any(map(str.isdigit, ours.words))
    )
    assert (ours.difference > 0, ours.difference < 0) == (
        ours.direction is Direction.UP,
        ours.direction is Direction.DOWN,
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Up 8%", 'The source prints "Up 8%"; the values went down'),
        ("Static", 'The source prints "Static"; by our rule it is down 8.3%'),
        ("Down 9%", 'The source prints "Down 9%"; the values give 8.3'),
        ("Down 8.26%", None),
        ("Down 8.3 points", 'The source prints "Down 8.3 points"; these are percent, not points'),
    ],
)
def test_what_a_source_prints_is_held_against_the_rule(text, sentence):
    ours = change_of("referrals", "4612", "4231")

    assert departures(ours, read_printed(text)) == ((sentence,) if sentence else ())


def test_what_is_no_printed_change_is_refused():
    with pytest.raises(ValueError, match='"Rate improving" is not a change that can be read'):
        read_printed("Rate  improving")
