from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goldthread.measures.periods import Period, PeriodKind

PERIODS = st.one_of(
    st.builds(Period.year, st.integers(1990, 2090)),
    st.builds(Period.quarter, st.integers(1990, 2090), st.integers(1, 4)),
    st.builds(Period.month, st.integers(2014, 2090), st.integers(1, 12)),
    st.builds(
        lambda first, more: Period.years(first, first + more),
        st.integers(2000, 2050),
        st.integers(2, 12),
    ),
)


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on", "kind"),
    [
        ("2022-23", date(2022, 4, 1), date(2023, 3, 31), "year"),
        ("2022/23", date(2022, 4, 1), date(2023, 3, 31), "year"),
        ("2022-2023", date(2022, 4, 1), date(2023, 3, 31), "year"),
        ("2099-00", date(2099, 4, 1), date(2100, 3, 31), "year"),
        ("2011-12", date(2011, 4, 1), date(2012, 3, 31), "year"),
        ("2022-23 Q1", date(2022, 4, 1), date(2022, 6, 30), "quarter"),
        ("2022-23 Q4", date(2023, 1, 1), date(2023, 3, 31), "quarter"),
        ("quarter 2 of 2022-23", date(2022, 7, 1), date(2022, 9, 30), "quarter"),
        ("2023-03", date(2023, 3, 1), date(2023, 3, 31), "month"),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2008-15", date(2008, 4, 1), date(2015, 3, 31), "years"),
        ("2008-12", date(2008, 4, 1), date(2012, 3, 31), "years"),
    ],
)
def test_periods_are_read_as_people_write_them(text, starts_on, ends_on, kind):
    period = Period.parse(text)

    assert (period.starts_on, period.ends_on, period.kind) == (starts_on, ends_on, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022",
        "2022-22",
        "2022-23 Q5",
        "2022-24 Q1",
        "2008-07-01",
        "Smarch 2023",
        "2023-00",
        "x",
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is not a period: write a year as 2022-23"):
        Period.parse(text)


@given(PERIODS)
def test_a_period_is_read_back_from_what_is_written(period):
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_previous_and_following_touch_without_a_gap(period):
    assert period.previous().following() == period
    assert (period.starts_on - period.previous().ends_on).days == 1
    assert period.previous() < period < period.following()


EVERY_KEPT = [
    *(Period.year(first) for first in range(1980, 2100)),
    *(Period.quarter(first, number) for first in range(1980, 2100) for number in range(1, 5)),
    *(Period.month(year, number) for year in range(2012, 2100) for number in range(1, 13)),
    *(Period.years(first, first + 3) for first in range(1980, 2098)),
]


@given(st.sampled_from(EVERY_KEPT), st.integers(0, 14))
@example(Period.month(2012, 1), 12)
@example(Period.year(1980), 12)
def test_stepping_back_ends_at_the_first_period_that_is_kept(period, count):
    before, run = period.year_before(), period.and_before(count)

    assert before is None or (before.kind, before.starts_on.year) == (
        period.kind,
        period.starts_on.year - 1,
    )
    assert len(run) <= count
    assert list(run) == sorted(run)
    assert not count or run[-1] == period


@given(st.sampled_from(EVERY_KEPT))
@example(Period.quarter(1980, 1))
@example(Period.quarter(2099, 4))
def test_the_year_that_a_kept_period_lies_in_is_kept_too(period):
    if period.kind is not PeriodKind.YEARS:
        assert period.in_year().contains(period)


@given(st.dates(date(2013, 1, 1), date(2090, 1, 1)))
def test_a_day_lies_in_its_month_its_quarter_and_its_year(day):
    month, quarter, year = (
        Period.holding(day, kind)
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    )

    assert month.contains(day)
    assert quarter.contains(month)
    assert year.contains(quarter)
    assert quarter in year.quarters()
    assert quarter.in_year() == year


def test_the_year_before_keeps_the_kind_and_the_length_of_february():
    assert Period.parse("2024-02").year_before() == Period.month(2023, 2)
    assert Period.parse("2022-23 Q3").year_before() == Period.quarter(2021, 3)
    assert Period.year_ending(2024).year_before() == Period.parse("2022-23")


def test_labels_are_words_for_readers():
    assert Period.parse("2022-23").label == "2022-23"
    assert Period.parse("2022-23 Q1").label == "April to June 2022 (quarter 1 of 2022-23)"
    assert Period.parse("2022-23 Q4").label == "January to March 2023 (quarter 4 of 2022-23)"
    assert Period.parse("2023-03").label == "March 2023"
    assert Period.parse("2008-15").label == "April 2008 to March 2015"
    assert Period.parse("2022-23").end_label == "31 March 2023"


def test_periods_sort_by_when_they_end_the_shorter_last():
    texts = ["2022-23", "2022-23 Q4", "2023-03", "2022-23 Q1", "2021-22"]

    in_order = sorted(map(Period.parse, texts))

    assert list(map(str, in_order)) == ["2021-22", "2022-23 Q1", "2022-23", "2022-23 Q4", "2023-03"]


def test_a_run_of_periods_ends_with_the_one_asked():
    run = Period.quarter(2022, 2).and_before(3)

    assert list(map(str, run)) == ["2021-22 Q4", "2022-23 Q1", "2022-23 Q2"]


def test_questions_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="2022-23 Q1 is not a year"):
        Period.quarter(2022, 1).quarters()
    with pytest.raises(ValueError, match="2022-23 is not a quarter"):
        _ = Period.year(2022).quarter_number
    with pytest.raises(ValueError, match="longer than a year"):
        Period.years(2008, 2015).in_year()
    with pytest.raises(ValueError, match="quarters 1 to 4, not 5"):
        Period.quarter(2022, 5)
    with pytest.raises(ValueError, match="no one stretch"):
        Period.holding(date(2022, 4, 1), PeriodKind.YEARS)
    with pytest.raises(ValueError, match="is not a month that is kept"):
        Period.month(2011, 12)
    with pytest.raises(ValueError, match="2 April 2022 to 31 March 2023 is not a year"):
        Period(date(2023, 3, 31), date(2022, 4, 2), PeriodKind.YEAR)


@pytest.mark.parametrize("text", ["0001-02", "0005-06 Q1", "9998-99", "1950-51"])
def test_a_year_that_no_figure_can_be_of_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        Period.parse(text)
