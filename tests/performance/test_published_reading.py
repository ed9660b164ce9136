"""Reading the Department's tables as they were downloaded."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.house import Basis
from goldthread.performance.published.layouts import symbols
from goldthread.performance.published.reading import read
from goldthread.performance.published.tables import Level
from tests.files.books import ods_of, xls, xlsx
from tests.performance.published_files import (
    ASSESSMENTS,
    C1,
    C2,
    ENGLAND,
    GEOGRAPHY,
    HARTLEPOOL,
    LONG_TABLE,
    LOOKED_AFTER,
    MIDDLESBROUGH,
    NORTH_EAST,
    REFERRALS,
    assessments,
    csv_bytes,
    read_rows,
    referrals,
    referrals_row,
    row,
    the,
)


def ods(rows):
    return ods_of({"Notes": [["About this table"]], "Table": rows})


HEADING = [*GEOGRAPHY, *REFERRALS]
BANDS = (10, 400, 800, 900, 1000, 600, 200, 90, 28)


def said(table):
    return " | ".join(map(str, table.not_understood))


def figures(table):
    return [replace(reading, source="") for reading in table.readings]


def test_a_printed_percentage_keeps_its_parts_and_its_road():
    reading = the(referrals(referrals_row()), "re_referrals_12m")

    assert str(reading.value) == "26.0"
    assert (reading.numerator, reading.denominator) == (1101, 4229)
    assert (reading.area_code, reading.area_name) == ("E06000002", "Middlesbrough")
    assert (reading.old_area_code, reading.level) == ("806", Level.LOCAL_AUTHORITY)
    assert (reading.period, reading.row_number) == ("2022-23", 2)
    assert (reading.release, reading.basis) == ("Children in need 2023", Basis.STATED)
    assert reading.source == "C1 Referrals and re-referrals: Re_referrals_percent"


def test_the_area_is_that_of_the_row_s_level():
    table = referrals(*map(referrals_row, (ENGLAND, NORTH_EAST, MIDDLESBROUGH)))

    codes = [r.area_code for r in table.readings if r.indicator == "referrals"]
    assert codes == ["E92000001", "E12000001", "E06000002"]


def test_an_area_that_begins_or_ends_inside_the_series_is_kept():
    cumbria = [*HARTLEPOOL[:5], "909", "E10000006", "Cumbria"]
    cumberland = [*HARTLEPOOL[:5], "942", "E06000063", "Cumberland"]
    table = referrals(
        referrals_row(cumbria, "2023"),
        referrals_row(cumberland, "2024"),
        referrals_row(MIDDLESBROUGH, "2023"),
    )

    assert the(table, "referrals", area_name="Cumbria").period == "2022-23"
    assert the(table, "referrals", area_name="Cumberland").period == "2023-24"
    assert table.not_understood == ()


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_order_case_spacing_and_encoding_change_no_figure(data):
    rows = [
        referrals_row(area, year) for area in (ENGLAND, HARTLEPOOL) for year in ("2022", "2023")
    ]
    order = data.draw(st.permutations(range(len(HEADING))))
    respell = st.sampled_from([str.lower, str.upper, str.title, str.swapcase, str])
    gap = st.sampled_from(["_", " ", "-", ""])
    heading = [data.draw(respell)(HEADING[place].replace("_", data.draw(gap))) for place in order]
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
    delimiter = data.draw(st.sampled_from([",", ";", "\t"]))

    content = csv_bytes(
        [heading, *([line[place] for place in order] for line in rows)],
        encoding=encoding,
        delimiter=delimiter,
    )
    table = read(io.BytesIO(content), file="any.csv")

    assert figures(table) == figures(referrals(*rows))
    assert table.not_understood == ()


@given(
    places=st.sets(st.integers(len(GEOGRAPHY) + 1, len(HEADING) - 1)),
    symbol=st.sampled_from(sorted(set(symbols()) - {"blank"}) + [""]),
)
@settings(deadline=None)  # the first example also reads the layouts from their files
def test_a_symbol_anywhere_is_no_value_and_nothing_else_changes(places, symbol):
    cells = referrals_row()
    for place in places:
        cells[place] = symbol
    marked = {HEADING[place] for place in places}

    table = referrals(cells)

    for reading, plain in zip(table.readings, referrals(referrals_row()).readings, strict=True):
        column = reading.source.rpartition(": ")[2]
        if column in marked:
            assert (reading.value, reading.symbol) == (None, symbol or "blank")
            assert reading.missing
        else:
            assert (reading.value, reading.symbol, reading.missing) == (plain.value, "", "")
    assert table.not_understood == ()


def test_the_names_of_a_later_release_are_understood_and_its_lost_rates_are_said():
    later = [
        "category",
        "referral_count",
        "rereferral_count",
        "rereferral_percent",
        "no_further_action_count",
        "no_further_action_percent",
        "not_in_need_count",
        "not_in_need_percent",
        "referral_child_count",
    ]
    table = read_rows(
        [*GEOGRAPHY, *later],
        row(MIDDLESBROUGH, C1, 3636, 920, 25.3, 135, 3.7, 1051, 28.9, 3000, year="2025"),
    )

    assert the(table, "re_referrals_12m", period="2024-25").numerator == 920
    assert "referrals_rate" not in {reading.indicator for reading in table.readings}
    left = {left.column: left.why for left in table.left}
    assert left["Referrals_rate"] == "this release does not have it"
    assert left["referral_child_count"] == "no indicator asks for it"


def test_a_percentage_that_a_release_leaves_out_is_worked_out_from_its_parts():
    heading = [column for column in HEADING if column != "Re_referrals_percent"]
    cells = [cell for cell, name in zip(referrals_row(), HEADING, strict=True) if name in heading]

    reading = the(read_rows(heading, cells), "re_referrals_12m")

    assert (str(reading.value), reading.basis) == ("26.0", Basis.DERIVED)


def test_assessments_in_time_are_worked_out_from_the_bands():
    reading = the(
        assessments(row(MIDDLESBROUGH, C2, 4028, 1177.8, *BANDS)), "assessments_within_45_days"
    )

    assert (reading.numerator, reading.denominator) == (3710, 4028)
    assert (str(reading.value), reading.basis) == ("92.1", Basis.DERIVED)


def test_one_hidden_band_leaves_no_figure_although_subtraction_would_give_it():
    reading = the(
        assessments(row(MIDDLESBROUGH, C2, 4028, 1177.8, "c", *BANDS[1:])),
        "assessments_within_45_days",
    )

    assert (reading.value, reading.numerator, reading.symbol) == (None, None, "c")
    assert reading.missing.startswith("not worked out: Same_day is c (confidential")


def test_a_share_of_none_is_not_worked_out():
    table = assessments(row(MIDDLESBROUGH, C2, 0, 0, *([0] * 9)))

    reading = the(table, "assessments_within_45_days")
    assert (reading.value, reading.symbol) == (None, "z")


def test_neglect_is_of_the_latest_category_and_not_the_first():
    heading = [
        "category",
        "CPP_At31",
        "Neglect_Initial",
        "Physical_Initial",
        "Neglect_Latest",
        "Physical_Latest",
        "Sexual_Latest",
        "Emotional_Latest",
        "Multiple_Latest",
    ]
    category = "Child Protection Plans by Initial and Latest Category of Abuse"
    table = read_rows(
        [*GEOGRAPHY, *heading], row(MIDDLESBROUGH, category, 200, 150, 10, 120, 8, "c", 60, "c")
    )

    assert str(the(table, "cp_plans_neglect").value) == "60.0"
    plans = {r.breakdown: r.value for r in table.readings if r.breakdown}
    assert plans["neglect"] == 120
    assert plans["sexual_abuse"] is None
    assert len(plans) == 5


def test_children_in_care_and_their_population_come_from_the_rows_that_say_so():
    table = read_rows(
        [*GEOGRAPHY, *LOOKED_AFTER],
        row(MIDDLESBROUGH, "Children ceasing to be looked after each year", 35617, 193, 54),
        row(MIDDLESBROUGH, "Children looked after on 31 March each year", 35617, 493, 138),
        row(MIDDLESBROUGH, "Children starting to be looked after each year", 35617, 172, 48),
        row(MIDDLESBROUGH, "Children adopted each year", 35617, 20, 6),
        encoding="utf-8-sig",
    )

    assert the(table, "children_in_care").value == 493
    rate = the(table, "children_in_care_rate")
    assert (str(rate.value), rate.numerator, rate.denominator) == ("138", 493, 35617)
    assert the(table, "care_starts").value == 172
    assert the(table, "care_ceases").value == 193
    assert the(table, "population_under_18").basis is Basis.STATED
    assert ("population_type: Children adopted each year", 1) in [
        (left.column, left.values) for left in table.left
    ]


def test_a_population_stands_in_the_year_whose_counts_are_divided_by_it():
    table = read_rows(
        [*GEOGRAPHY, "age_group", "population_estimate"],
        row(MIDDLESBROUGH, "Children aged 0 to 17 years", 34791),
    )

    assert the(table, "population_under_18").period == "2023-24"
    assert table.release == "Mid-year population estimates 2023"


def test_an_edition_that_is_named_names_the_release():
    table = referrals(referrals_row(), release="2023 revised")

    assert table.release == "Children in need 2023 revised"
    assert {reading.release for reading in table.readings} == {"Children in need 2023 revised"}


@pytest.mark.parametrize(
    ("year", "period"),
    [("2024", "2023-24"), ("202324", "2023-24"), ("2023-24", "2023-24"), ("2023/24", "2023-24")],
)
def test_a_year_may_be_written_in_several_ways(year, period):
    assert the(referrals(referrals_row(year=year)), "referrals").period == period


def test_a_figure_that_its_parts_do_not_make_is_noted_and_still_taken():
    cells = referrals_row()
    cells[HEADING.index("Re_referrals_percent")] = "37.6"

    table = referrals(cells)

    assert str(the(table, "re_referrals_12m").value) == "37.6"
    assert [str(note) for note in table.notes] == [
        "Row 2: the table prints 37.6, and 1,101 of 4,229 is 26.0"
    ]
    assert table.not_understood == ()


def test_a_region_s_rounded_parts_may_make_another_last_decimal():
    heading = [*GEOGRAPHY, *REFERRALS]
    cells = row(NORTH_EAST, C1, 140, 60, 40, 28.1, 10, 7.1, 40, 28.6, 130, 50, 30, 23.1)

    assert read_rows(heading, cells).notes == ()
    assert len(read_rows(heading, [*cells[:2], *MIDDLESBROUGH, *cells[10:]]).notes) == 1


def test_every_problem_is_told_at_once_with_its_row_and_column():
    bad = referrals_row(HARTLEPOOL)
    bad[HEADING.index("Referrals")] = "many"
    table = referrals(
        referrals_row(),
        bad,
        [*referrals_row()[:1], "Autumn term", *referrals_row()[2:]],
        referrals_row()[:-1],
        referrals_row(["Local authority", *MIDDLESBROUGH[1:5], "", "z", "Nowhere"]),
        referrals_row(year="soon"),
        [*referrals_row()[:-1], "-5"],
    )

    problems = [(finding.row, finding.column) for finding in table.not_understood]
    assert problems == [
        (3, "Referrals"),
        (4, "time_identifier"),
        (5, ""),
        (6, "new_la_code"),
        (7, "time_period"),
    ]
    assert "“many” is neither a number nor a symbol" in said(table)
    assert "the area “Nowhere” has no code in new_la_code" in said(table)
    assert "this row has 22 cells and the heading 23" in said(table)


def test_the_same_problem_in_many_rows_is_told_once():
    table = referrals(*(referrals_row(year="soon") for _ in range(5)))

    assert str(table.not_understood[-1]) == "Row 2: “soon” is not a year (and in 4 more rows)"


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Re_referrals_percent", "126", "is more than 100 per cent"),
        ("Re_referrals", "-1", "is below nought"),
        ("Referrals", "4229.5", "is not a whole number"),
    ],
)
def test_what_a_figure_cannot_be_is_not_taken(column, cell, words):
    cells = referrals_row()
    cells[HEADING.index(column)] = cell

    assert f"“{cell}” {words}" in said(referrals(cells))


def test_a_part_larger_than_its_whole_is_not_worked_out():
    table = assessments(row(MIDDLESBROUGH, C2, 100, 30, *BANDS))

    assert "3,710 is more than the 100 that it is part of" in said(table)
    assert {reading.indicator for reading in table.readings} == {"assessments_completed"}


def test_schools_are_left_and_counted():
    school = ["School", *MIDDLESBROUGH[1:]]
    table = referrals(referrals_row(), referrals_row(school), referrals_row(school))

    assert ("geographic_level: School", 2) in [(left.column, left.values) for left in table.left]


def test_a_column_that_is_almost_known_is_shown_and_not_guessed():
    heading = [name.replace("Not_in_Need_percent", "Not_in_Ned_percent") for name in HEADING]

    table = read_rows(heading, referrals_row())

    assert "“Not_in_Ned_percent” is not known; if it is Not_in_Need_percent" in said(table)
    assert the(table, "referrals_not_in_need").basis is Basis.DERIVED


def test_a_column_that_stands_twice_is_not_guessed():
    heading = [name.upper() for name in HEADING]
    heading[HEADING.index("Referrals_child")] = "Number not in need"

    table = read_rows(heading, referrals_row())

    assert "“NOT_IN_NEED” and “Number not in need” read as Not_in_Need" in said(table)
    assert the(table, "referrals_not_in_need").numerator is None


def test_a_mark_that_stands_twice_is_no_mark():
    heading = [name.upper() for name in HEADING]
    heading[HEADING.index("Referrals_child")] = "Number of re-referrals"

    table = read_rows(heading, referrals_row())

    assert not table.recognised
    assert said(table).endswith("more than one of its columns reads as Re_referrals")


def test_rows_split_by_something_new_give_the_row_for_all():
    heading = [*HEADING, "sex"]
    parts = [[*referrals_row(), "Male"], [*referrals_row(), "Female"], [*referrals_row(), "Total"]]
    parts[0][HEADING.index("Referrals")] = "2000"

    table = read_rows(heading, *parts)

    assert the(table, "referrals").row_number == 4
    assert ("sex", 2) in [(left.column, left.values) for left in table.left]
    assert table.not_understood == ()


def test_rows_split_by_something_new_without_a_row_for_all_are_not_understood():
    table = read_rows([*HEADING, "sex"], [*referrals_row(), "Male"], [*referrals_row(), "Female"])

    assert table.readings == ()
    assert "told apart by sex, and none is for all" in said(table)


def test_a_row_that_is_repeated_counts_once():
    table = referrals(referrals_row(), referrals_row())

    assert the(table, "referrals").row_number == 2
    assert [str(note) for note in table.notes] == ["Row 3: this row repeats one above it"]


def test_the_same_area_and_year_with_two_figures_is_not_understood():
    other = referrals_row()
    other[HEADING.index("Referrals")] = "4300"

    table = referrals(referrals_row(), other)

    assert table.readings == ()
    assert "several rows are about the same area and year" in said(table)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "table.csv: The file is empty"),
        (b"PK\x03\x04 a workbook", "table.csv: The file cannot be read as a spreadsheet"),
        (b"\x00\x01\x02\x00\x00\x00\xff", "table.csv: The file is neither a spreadsheet nor"),
        (b"fruit,weight\r\napple,3\r\n", "its first line holds no column of one"),
        (b'"a' + b"x" * 200_000, "table.csv: The file cannot be read as a CSV file"),
    ],
)
def test_a_file_that_is_no_table_gives_one_clear_sentence(content, words):
    table = read(io.BytesIO(content), file="table.csv")

    assert not table.recognised
    assert len(table.not_understood) == 1
    assert words in said(table)


@pytest.mark.parametrize("kind", [xlsx, xls, ods])
def test_a_table_saved_as_a_workbook_gives_the_same_figures(kind):
    lines = [HEADING, *(referrals_row(area) for area in (ENGLAND, HARTLEPOOL))]

    table = read(io.BytesIO(kind(lines)), file="any")

    assert figures(table) == figures(referrals(*lines[1:]))
    assert table.not_understood == ()


def test_a_formula_in_a_workbook_is_no_figure():
    cells = referrals_row()
    cells[HEADING.index("Referrals")] = "=4000+229"

    table = read(io.BytesIO(xlsx([HEADING, cells])), file="any")

    assert "4229" not in {str(reading.value) for reading in table.readings}
    assert "=" in said(table)


def test_a_table_without_its_marks_names_the_nearest_and_what_is_missing():
    heading = [name for name in HEADING if name not in ("Referrals", "geographic_level")]
    table = read_rows(heading, ["x"] * len(heading))

    assert not table.recognised
    assert said(table) == (
        "table.csv is not a published table that is known. The nearest is “C1 Referrals and"
        " re-referrals”, but it has no column geographic_level, Referrals"
    )


def test_a_heading_without_rows_is_recognised_and_gives_nothing():
    table = referrals()

    assert table.layout == "referrals"
    assert "no row of it gave a figure" in said(table)


def test_areas_known_by_number_or_name_are_found_in_the_long_table():
    def line(measure, year, area, value, number):
        return [measure, "", year, area, value, number, "North East", "", "", "", "", ""]

    table = read_rows(
        LONG_TABLE,
        line("ReReferral", "2025", "Middlesbrough", "25.300000000000001", "806.0"),
        line("ReReferral", "2023 (Rev)", "England", "22.4", "970.0"),
        line("CIN", "2025", "Hartlepool", "-", "805"),
        line("RTA", "2014-16", "Hartlepool", "20.78", "805.0"),
        line("CIN", "2025", "Kent", "300", "886.0"),
        line("CIN", "2014-16", "Hartlepool", "300", "805.0"),
    )

    reading = the(table, "re_referrals_12m", period="2024-25")
    assert (str(reading.value), reading.area_code) == ("25.3", "E06000002")
    assert the(table, "re_referrals_12m", period="2022-23").level is Level.NATIONAL
    assert the(table, "children_in_need_rate").missing == "no figure given"
    assert [(finding.column, str(finding)) for finding in table.not_understood] == [
        ("LA and Regions", "Row 6: the area “Kent” (886) is not known"),
        ("Years", "Row 7: “2014-16” is not a year"),
    ]
    assert ("Short Desc: RTA", 1) in [(left.column, left.values) for left in table.left]


def test_a_table_of_another_release_hash_has_another_identity():
    one, other = referrals(referrals_row()), referrals(referrals_row(HARTLEPOOL))

    assert one.identity.startswith("referrals:2023:")
    assert one.identity != other.identity


def test_a_new_wording_of_the_category_is_noted_and_the_columns_decide():
    cells = assessments(row(MIDDLESBROUGH, "Length of assessments", 4028, 1177.8, *BANDS))

    assert cells.layout == "assessments"
    assert the(cells, "assessments_completed").value == Decimal(4028)
    assert "the category “Length of assessments”" in str(cells.notes[0])
    assert len(ASSESSMENTS) == 12
