"""What an import takes of published tables beside what is held."""

import json
from decimal import Decimal

from goldthread.performance.published.rates import missing_rates
from goldthread.performance.published.tables import known_areas
from goldthread.performance.published.taking import take
from tests.performance.published_files import (
    C1,
    GEOGRAPHY,
    HARTLEPOOL,
    MIDDLESBROUGH,
    REFERRALS,
    read_rows,
    referrals,
    referrals_row,
    row,
    the,
)

SUMMARY = ("category", "category_type", "number", "rate", "percent")
ENGLAND_IN_SUMMARY = ["2023", "Reporting year", "National", "E92000001", "England"]
SUMMARY_HEADING = [*GEOGRAPHY[:5], *SUMMARY]


def held(*tables):
    store = {}
    for table in tables:
        for reading in table.readings:
            store.setdefault(reading.key, []).append(reading)
    return store


def test_the_same_file_again_changes_nothing():
    table = referrals(referrals_row(), referrals_row(HARTLEPOOL))

    taken, summary = take(held(table), [table])

    assert (summary.taken, summary.unchanged) == (0, 10)
    assert taken[0].readings == ()


def test_another_release_of_a_figure_stands_beside_the_first():
    first = referrals(referrals_row(), release="2023")
    later = referrals(referrals_row(), release="2024")

    _, summary = take(held(first), [later])

    assert (summary.taken, summary.unchanged) == (5, 0)


def test_a_figure_corrected_within_a_release_is_taken_and_the_rest_unchanged():
    cells = referrals_row()
    cells[len(GEOGRAPHY) + REFERRALS.index("Not_in_Need_percent")] = "31.2"

    taken, summary = take(held(referrals(referrals_row())), [referrals(cells)])

    assert (summary.taken, summary.unchanged) == (1, 4)
    assert [reading.indicator for reading in taken[0].readings] == ["referrals_not_in_need"]


def test_the_summary_table_adds_nothing_to_the_fuller_one_whatever_the_order():
    england = ["National", "E92000001", "England", "", "", "", "", ""]
    full = referrals(referrals_row(england))
    summary_row = [*ENGLAND_IN_SUMMARY, "Referrals"]
    short = read_rows(
        SUMMARY_HEADING,
        [*summary_row, "Referrals in the year", "4229", "1236.6", "z"],
        [*summary_row, "Re-referrals within 12 months of a previous referral", "1101", "z", "26"],
    )

    for tables in ([full, short], [short, full]):
        _, summary = take({}, tables)

        assert (summary.taken, summary.unchanged) == (5, 3)


def test_the_summary_says_what_was_done_under_five_names():
    wrong = read_rows(["fruit"], ["apple"])

    _, summary = take({}, [referrals(referrals_row()), wrong])

    told = json.loads(json.dumps(summary.to_json()))
    assert list(told) == ["recognised", "taken", "unchanged", "left", "not_understood"]
    assert told["recognised"][0]["release"] == "Children in need 2023"
    assert told["taken"] == 5
    assert {left["column"] for left in told["left"]} == set(REFERRALS[-4:])
    assert told["not_understood"][0]["file"] == "table.csv"


def test_a_rate_that_is_not_printed_names_the_population_that_it_used():
    counts = read_rows(
        [*GEOGRAPHY, "category", "referral_count", "rereferral_count"],
        row(MIDDLESBROUGH, C1, 4229, 1101),
        row(HARTLEPOOL, C1, "c", 300),
    )
    people = read_rows(
        [*GEOGRAPHY, "age_group", "population_estimate"],
        row(MIDDLESBROUGH, "Children aged 0 to 17 years", 34199, year="2022"),
        row(HARTLEPOOL, "Children aged 0 to 17 years", 20089, year="2022"),
    )

    rates = {each.area_name: each for each in missing_rates(counts.readings, people.readings)}

    assert rates["Middlesbrough"].indicator == "referrals_rate"
    assert rates["Middlesbrough"].value == Decimal("1236.6")
    assert "Mid-year population estimates 2022" in rates["Middlesbrough"].note
    assert rates["Hartlepool"].value is None
    assert rates["Hartlepool"].missing.startswith("not worked out: the count is confidential")


def test_a_rate_that_is_printed_is_not_worked_out_again():
    people = read_rows(
        [*GEOGRAPHY, "age_group", "population_estimate"],
        row(MIDDLESBROUGH, "Children aged 0 to 17 years", 34199, year="2022"),
    )

    assert missing_rates(referrals(referrals_row()).readings, people.readings) == ()


def test_areas_are_learned_from_tables_that_carry_their_codes():
    gateshead = [*MIDDLESBROUGH[:5], "390", "E08000020", "Gateshead"]
    renumbered = [*MIDDLESBROUGH[:5], "390", "E08000037", "Gateshead"]
    table = referrals(referrals_row(renumbered, "2023"), referrals_row(gateshead, "2014"))

    assert known_areas([table])["390"] == ("E08000037", "Gateshead")
    assert known_areas([table])["gateshead"] == ("E08000037", "Gateshead")
    assert the(table, "referrals", area_code="E08000020").period == "2013-14"
