"""The indicators that records hold: what of the facts each counts. Why and whence: `matrix.toml`."""

from collections.abc import Mapping

from goldthread.records.definitions.facts import YEAR, months_by, within_months
from goldthread.records.definitions.measure import Flag, Measure
from goldthread.records.events import CODES, FACTORS

TWO_YEARS = 730  # days: more than 729


def _is(column: str, *values: str) -> Flag:
    codes = [CODES[column][value] for value in values]
    return lambda facts: facts[column].isin(codes).fill_null(False)


def _true(column: str) -> Flag:
    return lambda facts: facts[column].fill_null(False)


def _unsaid(column: str) -> Flag:
    unknown = CODES[column]["unknown"]
    return lambda facts: facts[column].fill_null(unknown) == unknown


def _at_most(column: str, most: int) -> Flag:
    return lambda facts: (facts[column] <= most).fill_null(False)


def _at_least(column: str, least: int) -> Flag:
    return lambda facts: (facts[column] >= least).fill_null(False)


def _factor(name: str) -> Flag:
    return _true(f"factor_{name}")


BY_AGENCIES = (
    "schools",
    "education_services",
    "health_services",
    "housing",
    "council_services",
    "police",
    "other_legal_agency",
    "other",
)


def _former_relevant_19_to_21(facts):  # type: ignore[no-untyped-def]
    return (facts.is_former_relevant & facts.lived.between(19 * YEAR, 22 * YEAR - 1)).fill_null(
        False
    )


def _year_in_care(facts):  # type: ignore[no-untyped-def]
    return months_by(facts.ends_on, facts.started_on, 12)


def _health_up_to_date(facts):  # type: ignore[no-untyped-def]
    """Within 12 months for a child of 5 or over, within 6 for a younger one and where the birth is unknown."""
    is_five = months_by(facts.ends_on, facts.born_on, 60)
    in_six = within_months(facts.ends_on, facts.last_health_on, 6)
    in_twelve = within_months(facts.ends_on, facts.last_health_on, 12)
    return in_six | (is_five & in_twelve)


_ALL = (
    # A  Front door
    Measure(key="contacts", fact="contacts", by="source"),
    Measure(
        key="contacts_from_professionals",
        fact="contacts",
        numerator=_is("source", *BY_AGENCIES),
        unknown=_unsaid("source"),
    ),
    Measure(key="referrals", fact="referrals", by="source"),
    Measure(key="referrals_from_police", fact="referrals", numerator=_is("source", "police")),
    Measure(key="referrals_from_schools", fact="referrals", numerator=_is("source", "schools")),
    Measure(
        key="referrals_from_health", fact="referrals", numerator=_is("source", "health_services")
    ),
    Measure(key="re_referrals_12m", fact="referrals", numerator=_true("is_again"), months=12),
    Measure(
        key="referrals_no_further_action",
        fact="referrals",
        numerator=_is("no_further_action", "yes"),
        unknown=_unsaid("no_further_action"),
    ),
    Measure(key="referrals_not_in_need", fact="referrals", numerator=_true("not_in_need")),
    Measure(key="assessments_completed", fact="assessments"),
    Measure(
        key="assessments_within_45_days",
        fact="assessments",
        numerator=lambda facts: facts.days.between(0, 45).fill_null(False),
    ),
    Measure(
        key="child_seen_in_assessment",
        fact="assessments",
        numerator=_is("child_seen", "yes"),
        unknown=_unsaid("child_seen"),
    ),
    # B  Early help
    Measure(key="early_help_assessments", fact="early_help"),
    # C  Children in need
    Measure(key="children_in_need", fact="need"),
    Measure(
        key="children_in_need_two_years",
        fact="need",
        numerator=lambda facts: months_by(facts.ends_on, facts.started_on, 24),
    ),
    Measure(key="children_in_need_plans", fact="need_plans"),
    Measure(
        key="assessments_with_factors",
        fact="assessments",
        counted=_true("any_factor"),
        items={name: _factor(name) for name in FACTORS},
    ),
    # D  Child protection
    Measure(key="section_47_enquiries", fact="enquiries"),
    Measure(key="initial_conferences", fact="conferences"),
    Measure(
        key="initial_conferences_within_15_days",
        fact="conferences",
        numerator=lambda facts: facts.days.between(0, 15).fill_null(False),
        unknown=lambda facts: facts.days.isnull(),
    ),
    Measure(
        key="conferences_to_plan",
        fact="conferences",
        numerator=_is("led_to_plan", "yes"),
        unknown=_unsaid("led_to_plan"),
    ),
    Measure(key="child_protection_plans", fact="plans", by="category", by_at_the_day=True),
    Measure(key="cp_plans_neglect", fact="plans", numerator=_is("category", "neglect")),
    Measure(key="cp_plans_two_years", fact="plans", numerator=_at_least("days", TWO_YEARS)),
    Measure(key="cp_plans_started", fact="plans_begun"),
    Measure(
        key="second_or_subsequent_plans",
        fact="plans_begun",
        numerator=_at_least("previous_plans", 1),
        unknown=lambda facts: facts.previous_plans.isnull(),
    ),
    Measure(
        key="second_plans_24m",
        fact="plans_begun",
        numerator=lambda facts: within_months(facts.on, facts.earlier_ended_on, 24),
        months=24,
    ),
    Measure(key="cp_plans_ended", fact="plans_ended"),
    Measure(
        key="cp_plans_ended_after_two_years",
        fact="plans_ended",
        numerator=_at_least("days", TWO_YEARS),
    ),
    Measure(
        key="cp_reviews_in_time",
        fact="plans_reviewed",
        counted=lambda facts: months_by(facts.ends_on, facts.started_on, 3),
        numerator=_true("is_in_time"),
    ),
    # E  Children in care and care leavers
    Measure(key="children_in_care", fact="care"),
    Measure(key="care_starts", fact="care_begun"),
    Measure(key="care_ceases", fact="care_ended"),
    Measure(
        key="three_or_more_placements",
        fact="care_placed",
        numerator=_at_least("many", 3),
        months=12,
    ),
    Measure(key="placed_out_of_area", fact="care", counted=_is("location", "out")),
    Measure(
        key="three_or_more_social_workers",
        fact="care_workers",
        numerator=_at_least("many", 3),
        months=12,
    ),
    Measure(key="care_health_checks", fact="outcomes", numerator=_is("health", "yes")),
    Measure(key="care_dental_checks", fact="outcomes", numerator=_is("dental", "yes")),
    Measure(key="care_immunisations", fact="outcomes", numerator=_is("immunised", "yes")),
    Measure(
        key="strengths_and_difficulties_score",
        fact="outcomes",
        counted=lambda facts: facts.score.notnull(),
        total="score",
    ),
    Measure(
        key="care_leavers_suitable_accommodation",
        fact="leavers",
        counted=_former_relevant_19_to_21,
        numerator=_true("is_suitable"),
    ),
    Measure(
        key="care_leavers_in_education_or_work",
        fact="leavers",
        counted=_former_relevant_19_to_21,
        numerator=_true("is_active"),
    ),
    # F  Exploitation and missing
    Measure(key="care_missing_share", fact="care_in_period", numerator=_true("was_missing")),
)

# Annex A says some things in a way of its own: the same indicators, from other facts.
_OF_ANNEX_A = (
    Measure(
        key="children_in_need_plans",
        fact="need",
        counted=_is("status", "child_in_need_plan"),
    ),
    Measure(key="three_or_more_placements", fact="care", numerator=_at_least("placements_12m", 3)),
    Measure(
        key="care_health_checks",
        fact="care",
        counted=_year_in_care,
        numerator=_health_up_to_date,
    ),
    Measure(
        key="care_dental_checks",
        fact="care",
        counted=_year_in_care,
        numerator=lambda facts: within_months(facts.ends_on, facts.last_dental_on, 12),
    ),
)

MEASURES: Mapping[str, Measure] = {measure.key: measure for measure in _ALL}
_OF_SOURCES = {"annex_a": {measure.key: measure for measure in _OF_ANNEX_A}}


def measure_of(key: str, source: str) -> Measure:
    """How a source's events make an indicator; KeyError where no records do."""
    return _OF_SOURCES.get(source, {}).get(key) or MEASURES[key]
