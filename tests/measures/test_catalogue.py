from datetime import date

import pytest

from goldthread.measures.catalogue import (
    Agency,
    Definition,
    Kind,
    Nature,
    Polarity,
    Standing,
    Way,
    catalogue,
    read_catalogue,
)

# Written by hand: what the local list has, so that the file is not checked against itself.
ROWS_OF_SECTIONS = {
    "A": 12, "B": 6, "C": 5, "D": 19, "E": 16, "F": 10, "G": 5, "H": 10, "I": 7, "J": 7, "K": 7,
    "L": 10,
}  # fmt: skip

# Every name that the published figures of the Tees use.
PUBLISHED_NAMES = """
    at_risk_cce at_risk_cse breastfeeding_6_8_weeks child_death_panel_meetings
    child_deaths_reviewed child_deaths_reviewed_after_a_year child_protection_plans
    child_protection_rate child_sexual_abuse_offences children_in_care children_in_care_rate
    children_in_care_started children_in_need children_in_poverty children_present_domestic_abuse
    cp_plans_neglect cse_crimes_with_cyber_element discussed_at_vpg domestic_abuse_repeat_12m
    early_help_assessments early_help_episodes_started early_help_escalated_to_social_care
    ehc_plans elearning_completions front_door_contacts_monthly_average home_educated
    incidents_alcohol_related lado_referrals low_income_families marac_cases marac_children
    missing_children missing_children_looked_after missing_episodes missing_episodes_looked_after
    missing_more_than_once mmr_two_doses_age5 not_school_ready obesity_year6 population
    population_under_18 primary_free_school_meals private_fostering rapid_reviews re_referrals_12m
    referrals send_support teenage_conception_rate training_attendees training_candidates
    training_core_level_3_and_update_candidates training_sessions website_page_views
    website_views website_visitors young_people_questionnaires_completed
""".split()  # noqa: SIM905


def one_row(**changed):
    row = {
        "key": "things",
        "title": "Things",
        "reference": "A1",
        "kind": "count",
        "nature": "flow",
        "unit": "things",
        "numerator": "things counted",
        "frequency": "quarterly",
        "agency": "council",
    } | changed
    written = "\n".join(f"{name} = {value!r}" for name, value in row.items() if value is not None)
    return f'[sections]\nA = "Front door"\n[[indicator]]\n{written}\n'.replace("True", "true")


def test_every_row_of_the_local_list_has_an_indicator():
    shipped = {indicator.reference for indicator in catalogue().values()}

    wanted = {f"{s}{n}" for s, rows in ROWS_OF_SECTIONS.items() for n in range(1, rows + 1)}
    assert len(wanted) == 114
    assert wanted <= shipped


@pytest.mark.parametrize("name", PUBLISHED_NAMES)
def test_every_published_name_is_in_the_catalogue(name):
    assert catalogue()[name].title


def test_children_in_need_is_three_indicators():
    three = ("children_in_need", "children_in_need_plans", "children_in_need_not_stated")

    assert len({catalogue()[key].definition.text for key in three}) == 3
    assert catalogue()["children_in_need_not_stated"].way is Way.PUBLISHED


def test_a_count_is_asked_for_in_one_part_and_a_percentage_in_two():
    assert [part.name for part in catalogue()["referrals"].parts] == ["value"]
    assert [part.name for part in catalogue()["re_referrals_12m"].parts] == [
        "numerator",
        "denominator",
    ]


def test_no_rate_is_ever_asked_for():
    rates = [row for row in catalogue().values() if row.kind is Kind.RATE]

    assert rates
    assert not any(row.is_asked or row.parts for row in rates)


def test_at_least_seventy_indicators_can_be_asked_for_or_derived():
    rows = catalogue().values()

    assert sum(row.is_asked for row in rows) >= 70
    assert all(row.way is Way.PUBLISHED for row in rows if row.agency is Agency.NATIONAL)


def test_a_rate_says_how_it_is_worked_out_and_from_what():
    rate = catalogue()["child_protection_rate"]

    assert rate.formula == "children with a child protection plan ÷ children under 18 × 10,000"
    assert rate in catalogue().derived_from("child_protection_plans")
    assert rate in catalogue().derived_from("population_under_18")


def test_defaults_follow_the_kind():
    percentage = catalogue()["re_referrals_12m"]

    assert (percentage.unit, percentage.multiplier, percentage.decimals) == ("%", 100, 1)
    assert percentage.polarity is Polarity.DOWN
    assert percentage.standing is Standing.HEADLINE
    assert percentage.definition.text == (
        "Referrals within 12 months of a previous referral of the same child, out of referrals."
    )


def test_an_earlier_name_finds_the_indicator_and_is_not_listed():
    assert catalogue()["children_in_care_started"].key == "care_starts"
    assert "children_in_care_started" not in list(catalogue())
    with pytest.raises(KeyError):
        catalogue()["nothing_of_the_kind"]


def test_plans_by_category_of_abuse_add_up_to_the_plans():
    (category,) = catalogue()["child_protection_plans"].breakdowns

    assert category.adds_up
    assert [key for key, _ in category.items] == [
        "neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple",
    ]  # fmt: skip
    assert category.label("multiple") == "Multiple or not recommended"
    assert not catalogue()["early_help_assessments"].breakdowns[0].adds_up


def test_sections_hold_their_indicators_in_order():
    front_door = catalogue().in_section("A")

    assert catalogue().sections["A"] == "Front door"
    assert front_door[0].key == "contacts"
    assert all(row.section == "A" for row in front_door)


def test_children_counted_once_are_neither_flow_nor_stock():
    assert catalogue()["missing_children"].nature is Nature.DISTINCT


def test_the_definition_is_the_version_that_held_on_the_day():
    versions = """
        [[indicator.versions]]
        number = 1
        text = "Children discussed."
        [[indicator.versions]]
        number = 2
        text = "Children discussed, each once."
        holds_from = 2021-04-01
        reason = "Counted children, not discussions."
    """
    row = read_catalogue(one_row() + versions)["things"]

    assert row.definition.number == 2
    assert row.definition_on(date(2021, 3, 31)).number == 1
    assert row.definition_on(date(2021, 4, 1)).number == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"key": "Two Words"}, "lower-case words"),
        ({"reference": "front"}, "a letter and a number"),
        ({"title": ""}, "title, unit and numerator"),
        ({"denominator": "others"}, "all but counts have two parts"),
        ({"kind": "percentage"}, "all but counts have two parts"),
        ({"multiplier": 0}, "not negative"),
        ({"rung": 6}, "the rung is 1 to 5"),
        ({"way": "derived"}, "names its two indicators"),
        ({"kind": "rate", "denominator": "others", "way": "asked"}, "a rate is never asked for"),
        ({"agency": "national"}, "nobody to ask"),
        ({"reference": "Z1"}, "in no known section"),
        ({"same_denominator_as": "elsewhere"}, "names elsewhere, which is not there"),
        ({"same_numerator_as": "things neglect"}, "names things neglect: no such item"),
        ({"also_known_as": ["things"]}, "declared twice in the catalogue: things"),
    ],
)
def test_a_wrong_row_is_refused_at_birth_with_its_name(changed, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_catalogue(one_row(**changed))


def test_a_rate_is_derived_from_counts_of_its_own_nature():
    def rate_of(key, nature):
        rate = one_row(
            key="thing_rate", kind="rate", nature=nature, denominator="people",
            numerator_key=key, denominator_key="people",
        )  # fmt: skip
        others = [
            one_row(key=key).split('[sections]\nA = "Front door"\n')[1]
            for key in ("people", "things")
        ]
        return read_catalogue("".join([rate, *others]))

    assert rate_of("things", "flow")["thing_rate"].is_derived
    with pytest.raises(ValueError, match="thing_rate differs from its numerator"):
        rate_of("things", "stock")
    with pytest.raises(ValueError, match="derived from something that is no count"):
        rate_of("thing_rate", "flow")


def test_a_later_version_says_from_when_and_why():
    with pytest.raises(ValueError, match="version 2 says from when it holds and why"):
        Definition(2, "Children discussed, each once.")
