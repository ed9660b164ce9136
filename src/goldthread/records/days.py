"""Days and months, and the periods that are worked out."""

import calendar
from datetime import date, timedelta
from functools import cache

import holidays

from goldthread.measures.periods import Period, PeriodKind

MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
APRIL = 3  # months of the calendar year before the financial year


def months_before(day: date, many: int) -> date:
    """The same day of the month so many months before, or the month's last where it is shorter."""
    at = day.year * 12 + day.month - 1 - many
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def index(day: date, kind: PeriodKind) -> int:
    """The number of the period that a day lies in; the expressions number their rows alike."""
    return (day.year * 12 + day.month - 1 - APRIL) // MONTHS[kind]


def periods(first: date, last: date, kind: PeriodKind) -> list[Period]:
    """The whole periods from one day to another; ValueError where these are not their first and last."""
    found = [Period.holding(first, kind)]
    while found[-1].ends_on < last:
        found.append(found[-1].following())
    if (found[0].starts_on, found[-1].ends_on) != (first, last):
        raise ValueError(f"{first} to {last} are not whole periods")
    return found


@cache
def working_days(first_year: int, last_year: int) -> tuple[list[date], list[int]]:
    """Every day of the years, and how many working days of England there were up to it."""
    off = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1))
    day, last, many = date(first_year, 1, 1), date(last_year, 12, 31), 0
    days: list[date] = []
    counts: list[int] = []
    while day <= last:
        many += day.weekday() < 5 and day not in off
        days.append(day)
        counts.append(many)
        day += timedelta(days=1)
    return days, counts
