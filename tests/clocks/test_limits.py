"""The shipped rows: what each says, which of them holds, and what a partnership may set above it."""

from datetime import date

import pytest

from goldthread.clocks import (
    Length,
    NotInForce,
    OwnLimit,
    Unit,
    clocks,
    why_not,
    with_own,
)
from goldthread.clocks.limits import read_clocks
from goldthread.house import registry

ROWS = [row for clock in clocks().values() for row in clock.rows]
SMALLEST = """
[sections]
one = "One"
[editions]
old = { title = "Old", holds_until = 2020-12-31 }
new = { title = "New", holds_from = 2021-01-01 }
[starts]
begun = "it begins"
[limits.thing]
title = "Do it"
section = "one"
start = "begun"
amount = 5
unit = "working_days"
editions = ["new"]
source = "Page 1"
confirmed = true
otherwise = [{ editions = ["old"], amount = 9, confirmed = false }]
"""


def own(amount, unit=Unit.WORKING_DAYS):
    return OwnLimit(Length(amount, unit), date(2026, 1, 1), "Agreed", "Minutes of 1 January")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name} {row.edition.key}")
def test_every_row_says_what_it_starts_from_its_edition_and_its_source(row):
    assert row.title
    assert row.starts_when
    assert row.edition.title
    assert row.source
    assert row.section in clocks().sections


def test_the_two_limits_of_a_serious_incident_are_confirmed_and_five_and_fifteen_working_days():
    found = {
        name: clocks()[name].newest for name in ("serious_incident_notification", "rapid_review")
    }

    assert [str(row.length) for row in found.values()] == ["5 working days", "15 working days"]
    assert all(row.confirmed for row in found.values())
    assert found["rapid_review"].start == "incident_notified"


@pytest.mark.parametrize(
    ("starts_on", "edition"),
    [
        (date(2018, 7, 4), "Working Together 2018"),
        (date(2023, 12, 14), "Working Together 2018"),
        (date(2023, 12, 15), "Working Together 2023"),
        (date(2026, 3, 18), "Working Together 2023"),
        (date(2026, 3, 19), "Working Together 2026"),
    ],
)
def test_the_edition_in_force_on_the_day_it_starts_is_the_one_that_counts(starts_on, edition):
    assert clocks()["rapid_review"].limit_on(starts_on).edition.title == edition


@pytest.mark.parametrize(
    ("name", "starts_on", "words"),
    [
        ("rapid_review", date(2018, 7, 3), "what starts before 4 July 2018"),
        ("arrangements_updated", date(2026, 3, 19), "what starts after 18 March 2026"),
    ],
)
def test_a_day_that_no_edition_holds_on_is_refused_in_a_sentence(name, starts_on, words):
    with pytest.raises(NotInForce, match=words):
        clocks()[name].limit_on(starts_on)


def test_rows_of_other_editions_say_only_what_differs():
    found = read_clocks(SMALLEST)["thing"]

    old, new = (found.limit_on(date(year, 6, 1)) for year in (2020, 2021))

    assert (old.shipped.amount, old.confirmed, old.source) == (9, False, "Page 1")
    assert (new.shipped.amount, new.confirmed) == (5, True)
    assert str(new) == "5 working days after it begins"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ('section = "one"', 'section = "two"', "two is no section"),
        ('start = "begun"', 'start = "ended"', "ended is no start"),
        ('editions = ["new"]', 'editions = ["newer"]', "newer is no edition"),
        ("amount = 5", "amount = 0", "the amount is 1 or more"),
        ('source = "Page 1"', 'source = ""', "title and source are given"),
        ("2020-12-31", "2021-12-31", "two editions hold at once"),
        ("[limits.thing]", '[limits."Thing"]', "lower-case words"),
        (
            'unit = "working_days"',
            'unit = "months"\nfirst_day = "same"',
            "begin with the start's own",
        ),
        ('unit = "working_days"', 'unit = "weeks"', "weeks"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place(was, becomes, words):
    with pytest.raises(ValueError, match=words):
        read_clocks(SMALLEST.replace(was, becomes))


def test_the_clocks_that_a_module_says_it_starts_are_there():
    assert {name for module in registry for name in module.clocks} <= set(clocks())


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("rapid-reveiw", "rapid_review"),
        ("Serious incident", "serious_incident_notification"),
        ("retrun_interview", "return_interview"),
    ],
)
def test_a_name_that_is_not_there_has_nearest_ones(asked, nearest):
    assert clocks().nearest(asked)[0] == nearest


def test_nothing_is_near_to_nonsense():
    assert clocks().nearest("zzzz") == []
    assert clocks().nearest("") == []


# --- a partnership's own -----------------------------------------------------------------------------
def test_an_unconfirmed_limit_is_set_either_way_and_in_another_unit():
    limit = clocks()["first_core_group"].newest

    assert not limit.confirmed
    assert not why_not(limit, Length(8, Unit.WORKING_DAYS))
    assert not why_not(limit, Length(15, Unit.WORKING_DAYS))
    assert with_own(limit, own(14, Unit.CALENDAR_DAYS)).length == Length(14, Unit.CALENDAR_DAYS)
    assert with_own(limit, own(14)).shipped == limit.shipped


def test_a_confirmed_limit_is_made_stricter_and_not_looser():
    limit = clocks()["rapid_review"].newest

    assert with_own(limit, own(12)).length.amount == 12
    assert "not looser" in why_not(limit, Length(16, Unit.WORKING_DAYS))
    assert "same unit" in why_not(limit, Length(15, Unit.CALENDAR_DAYS))
    assert with_own(limit, own(16)).own is None


def test_to_give_less_notice_is_looser():
    notice = clocks()["private_fostering_notice"].newest

    assert notice.confirmed
    assert "not looser" in why_not(notice, Length(41, Unit.CALENDAR_DAYS))
    assert not why_not(notice, Length(43, Unit.CALENDAR_DAYS))


def test_a_setting_of_an_unconfirmed_edition_does_not_loosen_a_later_one_that_is_confirmed():
    looser = own(20)

    earlier, later = (
        clocks()["rapid_review"].limit_on(on) for on in (date(2020, 1, 1), date(2024, 1, 1))
    )

    assert with_own(earlier, looser).length.amount == 20
    assert with_own(later, looser).length.amount == 15


@pytest.mark.parametrize("amount", [0, -1, 2001])
def test_an_amount_that_is_no_limit_is_refused(amount):
    assert "from 1 to 2,000" in why_not(
        clocks()["first_core_group"].newest, Length(amount, Unit.HOURS)
    )
