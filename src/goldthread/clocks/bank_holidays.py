"""The reviewed calendar of England and Wales: which days are no working days, and how sure that is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

_SATURDAY = 5
_WEEKEND = {5: "Saturday", 6: "Sunday"}


class NoCalendar(ValueError):
    """A day lies outside the years of the calendar: refused, not guessed."""


@dataclass(frozen=True)
class BankHolidays:
    """Bank holidays by day, with their names; years up to `announced_to` are published ones.

    After these come years as the law has them; what rests on one is not yet certain.
    """

    version: str
    days: Mapping[date, str]
    first_year: int
    announced_to: int
    expected_to: int

    def why_not_working(self, on: date) -> str:
        """Why a day does not count: its holiday's name, else Saturday or Sunday; empty where it does."""
        if not self.first_year <= on.year <= self.expected_to:
            raise NoCalendar(
                f"The calendar of working days runs from {self.first_year} to {self.expected_to};"
                f" {on.year} lies outside it."
            )
        return self.days.get(on) or _WEEKEND.get(on.weekday(), "")

    def is_announced(self, year: int) -> bool:
        """Whether the bank holidays of a year have been published."""
        return self.first_year <= year <= self.announced_to


@cache
def bank_holidays() -> BankHolidays:
    """The calendar as shipped; ValueError where the file is wrong."""
    return read_bank_holidays(
        files("goldthread.clocks").joinpath("bank_holidays.toml").read_text("utf-8")
    )


def read_bank_holidays(text: str) -> BankHolidays:
    """A calendar from the text of a file laid out as `bank_holidays.toml`; ValueError where wrong."""
    written = tomllib.loads(text)
    announced, expected = (
        {date.fromisoformat(on): name for on, name in written[key].items()}
        for key in ("announced", "expected")
    )
    calendar = BankHolidays(
        version=list(written["versions"])[-1],
        days={**announced, **expected},
        first_year=min(announced).year,
        announced_to=max(announced).year,
        expected_to=max(expected).year,
    )
    if min(expected).year != calendar.announced_to + 1:
        raise ValueError("The expected years follow the announced ones.")
    weekends = [on for on in calendar.days if on.weekday() >= _SATURDAY]
    if weekends:
        raise ValueError(f"{weekends[0]} is a weekend: its substitute day is what counts.")
    return calendar
