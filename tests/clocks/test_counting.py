"""How a limit is counted, and what is said of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.clocks import (
    FirstDay,
    Length,
    NoCalendar,
    OwnLimit,
    Unit,
    Way,
    bank_holidays,
    clocks,
    deadline,
    with_own,
)

MONDAY = date(2026, 3, 30)


def rapid_review(starts=MONDAY):
    return deadline(clocks()["rapid_review"].limit_on(starts), starts)


def of(name, starts):
    return deadline(clocks()[name].newest, starts)


def own(name, amount, unit):
    limit = clocks()[name].newest
    set_here = OwnLimit(Length(amount, unit), date(2020, 1, 1), "Agreed", "Minutes")
    return with_own(limit, set_here)


def test_the_working_names_the_day_and_the_holidays_that_do_not_count():
    found = rapid_review()

    assert found.due_on == date(2026, 4, 22)
    assert found.words(date(2026, 4, 10)) == (
        "day 7 of 15; Good Friday 3 April and Easter Monday 6 April do not count"
    )


def test_every_day_from_the_start_to_the_end_is_counted_or_skipped_with_its_reason():
    found = rapid_review()

    passed = [*found.counted, *(each.day for each in found.skipped)]
    assert sorted(passed) == [MONDAY + timedelta(days=n + 1) for n in range(23)]
    assert {each.why for each in found.skipped} == {
        "Saturday",
        "Sunday",
        "Good Friday",
        "Easter Monday",
    }


def test_a_substitute_day_is_named_with_the_holiday_that_it_stands_for():
    words = rapid_review(date(2026, 12, 21)).words(date(2026, 12, 22))

    assert "Christmas Day 25 December, Boxing Day’s substitute day 28 December and" in words


@pytest.mark.parametrize(
    ("on", "number"), [(date(2026, 3, 30), 0), (date(2026, 3, 31), 1), (date(2026, 4, 6), 3)]
)
def test_the_day_of_the_start_is_day_0_and_a_holiday_adds_none(on, number):
    assert rapid_review().day_number(on) == number


def test_a_limit_is_past_once_its_last_day_is_over():
    found = rapid_review()

    assert not found.is_past(date(2026, 4, 22))
    assert not found.is_past(datetime(2026, 4, 22, 22, 59, tzinfo=UTC))  # a minute to midnight, BST
    assert found.is_past(datetime(2026, 4, 22, 23, 0, tzinfo=UTC))
    assert found.words(date(2026, 4, 23)).startswith("over since Wednesday 22 April 2026")


@pytest.mark.parametrize("name", ["return_interview", "review_copy_before_publication"])
def test_a_limit_in_hours_and_one_counted_back_say_too_that_they_are_over(name):
    found = of(name, MONDAY)

    after = found.words(found.due_on + timedelta(days=1))

    assert after.startswith(f"over since {found.due_words}")


def test_an_evening_in_summer_is_the_next_day_in_london_once_it_is_midnight_there():
    late = deadline(clocks()["referral_decision"].newest, datetime(2026, 6, 4, 23, 30, tzinfo=UTC))

    assert late.starts_on == date(2026, 6, 5)  # a Friday
    assert late.due_on == date(2026, 6, 8)


def test_hours_pass_through_the_change_of_the_clocks_and_end_at_their_minute():
    found = of("return_interview", datetime(2026, 3, 28, 14, 0, tzinfo=UTC))

    assert found.due_words == "15:00 on Tuesday 31 March 2026"
    assert found.words(found.due_on) == "by 15:00 on Tuesday 31 March 2026, 72 hours in all"
    assert not found.is_past(datetime(2026, 3, 31, 14, 0, tzinfo=UTC))
    assert found.is_past(datetime(2026, 3, 31, 14, 0, 1, tzinfo=UTC))
    assert found.is_past(date(2026, 4, 1))


def test_hours_from_a_day_alone_run_from_its_first_minute():
    assert of("return_interview", date(2026, 6, 1)).due_words == "00:00 on Thursday 4 June 2026"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        of("return_interview", datetime(2026, 3, 28, 14, 0))  # noqa: DTZ001 - the point


def test_a_copy_before_publication_is_counted_back():
    found = of("review_copy_before_publication", date(2026, 4, 15))

    assert found.due_on == date(2026, 4, 2)
    assert found.words(MONDAY) == (
        "by Thursday 2 April 2026, 7 working days before Wednesday 15 April 2026;"
        " Good Friday 3 April and Easter Monday 6 April do not count"
    )


def test_what_is_kept_says_until_when_at_least():
    found = of("review_kept_public", date(2024, 2, 29))

    assert found.words(date(2024, 5, 1)) == "until Friday 28 February 2025 at least"


def test_the_last_day_of_a_shorter_month_stands_for_a_day_that_it_has_not():
    assert of("first_review_conference", date(2026, 1, 31)).due_on == date(2026, 4, 30)
    assert own("first_need_review", 1, Unit.MONTHS).length == Length(1, Unit.MONTHS)
    one_month = deadline(own("first_need_review", 1, Unit.MONTHS), date(2026, 1, 31))
    assert one_month.due_on == date(2026, 2, 28)


def test_months_and_hours_and_days_can_be_counted_back_too():
    notice = clocks()["private_fostering_notice"].newest
    assert notice.way is Way.BEFORE
    assert deadline(notice, date(2026, 1, 15)).due_on == date(2025, 12, 4)
    months = own("review_conference_report", 1, Unit.MONTHS)
    assert deadline(months, date(2026, 3, 31)).due_on == date(2026, 2, 28)
    hours = own("review_conference_report", 48, Unit.HOURS)
    found = deadline(hours, datetime(2026, 3, 30, 9, 0, tzinfo=UTC))
    assert found.due_words == "09:00 on Saturday 28 March 2026"
    assert found.counted == (date(2026, 3, 30), date(2026, 3, 29), date(2026, 3, 28))


def test_where_the_day_itself_counts_it_is_day_1_unless_nobody_works_on_it():
    limit = clocks()["rapid_review_summaries"].newest

    assert limit.first_day is FirstDay.SAME
    assert deadline(limit, MONDAY).counted[0] == MONDAY
    assert deadline(limit, date(2026, 4, 4)).counted[0] == date(2026, 4, 7)


def test_a_year_whose_holidays_are_not_published_says_so():
    found = rapid_review(date(2028, 12, 20))

    assert found.due_on == date(2029, 1, 15)
    assert not found.is_certain
    assert "not yet certain: the bank holidays of 2029 are not published" in found.words(
        found.due_on
    )


def test_a_limit_that_counts_no_working_days_is_certain_in_any_year():
    assert of("first_review_conference", date(2045, 1, 31)).is_certain


@pytest.mark.parametrize("starts", [date(2040, 12, 30), date(2041, 5, 1)])
def test_outside_the_calendar_is_refused_and_not_guessed(starts):
    with pytest.raises(NoCalendar, match="2012 to 2040; 2041 lies outside"):
        rapid_review(starts)


@given(
    starts=st.dates(date(2018, 7, 4), date(2028, 1, 1)),
    amount=st.integers(1, 120),
    way=st.sampled_from(["contact_screening_red", "initial_conference_report"]),
)
def test_counted_days_are_working_days_as_many_as_the_limit_and_none_is_left_out(
    starts, amount, way
):
    found = deadline(own(way, amount, Unit.WORKING_DAYS), starts)

    assert len(found.counted) == amount
    assert not any(bank_holidays().why_not_working(on) for on in found.counted)
    assert all(bank_holidays().why_not_working(each.day) == each.why for each in found.skipped)
    passed = sorted([*found.counted, *(each.day for each in found.skipped)])
    assert len(passed) == abs((found.due_on - starts).days)


def test_a_start_that_is_nearer_never_ends_sooner():
    ends = [rapid_review(MONDAY + timedelta(days=n)).due_on for n in range(400)]

    assert ends == sorted(ends)
