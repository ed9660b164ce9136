"""The reviewed calendar, held against libraries and against what the law says of every year."""

from dataclasses import replace
from datetime import date

import pytest

from goldthread.clocks import NoCalendar, bank_holidays
from goldthread.clocks.bank_holidays import read_bank_holidays
from goldthread.clocks.compared import differing
from tests.clocks.typed import FILE

ONE_OFF = {
    date(2012, 6, 5): "Queen’s Diamond Jubilee",
    date(2020, 5, 8): "Early May bank holiday (VE day)",
    date(2022, 6, 2): "Spring bank holiday",
    date(2022, 6, 3): "Platinum Jubilee bank holiday",
    date(2022, 9, 19): "Bank holiday for the State Funeral of Queen Elizabeth II",
    date(2023, 5, 8): "Bank holiday for the coronation of King Charles III",
}


def test_it_is_what_the_installed_libraries_say():
    assert differing(bank_holidays()) == []


def test_a_difference_is_told_with_the_library_that_says_otherwise():
    days = {on: name for on, name in bank_holidays().days.items() if on != date(2022, 9, 19)}

    told = [str(one) for one in differing(replace(bank_holidays(), days=days))]

    assert told == [
        "2022-09-19: here a working day; govuk-bank-holidays says otherwise",
        "2022-09-19: here a working day; holidays says otherwise",
    ]


def test_a_year_that_was_published_since_asks_for_a_reading():
    short = replace(bank_holidays(), days={}, announced_to=2027, expected_to=2027)

    assert any(one.day.year == 2028 for one in differing(short))


def test_it_is_the_list_that_was_typed_by_hand():
    sheet = FILE.with_name("typed_sheet.csv").read_text().splitlines()[1:]
    typed = {date.fromisoformat(line.rsplit(",", 1)[1]) for line in sheet if line[-1] != ","}

    ours = {on for on in bank_holidays().days if date(2017, 1, 1) <= on <= date(2029, 1, 1)}

    assert typed == ours


@pytest.mark.parametrize(("on", "name"), ONE_OFF.items(), ids=str)
def test_a_day_of_one_year_alone_is_there_and_named(on, name):
    assert bank_holidays().why_not_working(on) == name


@pytest.mark.parametrize("on", [date(2020, 5, 4), date(2022, 5, 30)], ids=str)
def test_a_day_that_was_moved_away_is_a_working_day(on):
    assert bank_holidays().why_not_working(on) == ""


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2021, 12, 27), "Christmas Day (substitute day)"),
        (date(2021, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 12, 27), "Christmas Day (substitute day)"),
        (date(2028, 1, 3), "New Year’s Day (substitute day)"),
        (date(2021, 12, 25), "Saturday"),
        (date(2026, 5, 3), "Sunday"),
        (date(2026, 5, 5), ""),
    ],
    ids=str,
)
def test_a_weekend_gives_its_holiday_to_the_next_working_day(on, name):
    assert bank_holidays().why_not_working(on) == name


def test_years_are_known_as_published_expected_or_not_at_all():
    calendar = bank_holidays()

    assert calendar.is_announced(2028)
    assert not calendar.is_announced(2029)
    assert calendar.why_not_working(date(2029, 3, 30)) == "Good Friday"
    for year in (2011, 2041):
        with pytest.raises(NoCalendar, match=f"{year} lies outside"):
            calendar.why_not_working(date(year, 1, 1))


@pytest.mark.parametrize(
    ("expected", "words"),
    [('2027-01-01 = "A"', "follow the announced"), ('2026-01-03 = "A"', "is a weekend")],
)
def test_a_file_that_is_wrong_is_refused(expected, words):
    text = f'[versions]\n"1" = "x"\n[announced]\n2025-01-01 = "A"\n[expected]\n{expected}\n'

    with pytest.raises(ValueError, match=words):
        read_bank_holidays(text)
