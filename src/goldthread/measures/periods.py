"""The stretches of time that figures are about: financial years, their quarters, and months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# Before 2012 the text 2011-12 would be both a year and a December. No month so early is kept.
FIRST_YEAR_WITH_MONTHS = 2012
# No figure of a partnership is older or further ahead; a year beyond is a slip of the hand.
FIRST_DAY, LAST_DAY = date(1980, 4, 1), date(2100, 3, 31)

_YEAR = re.compile(r"(\d{4})\s*[-/\u2013]\s*(\d{4}|\d{2})")
_QUARTER_AFTER = re.compile(r"(.+?)\s*,?\s*(?:q|quarter\s*)([1-4])", re.IGNORECASE)
_QUARTER_BEFORE = re.compile(r"(?:q|quarter\s*)([1-4])\s*,?\s*(?:of\s+)?(\d.+)", re.IGNORECASE)
_NAMED_MONTH = re.compile(r"([a-z]+)\s+(\d{4})", re.IGNORECASE)


class PeriodKind(StrEnum):
    """How long a period is: one month, three, twelve, or several years taken together."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEARS = "years"


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole months; years run from April to March.

    The last day comes first so that periods sort by when they end, the shorter after the longer.
    A figure that stands at one moment (a stock) is about the last day of its period: `end_label`.
    """

    ends_on: date
    starts_on: date
    kind: PeriodKind

    def __post_init__(self) -> None:
        months = (self.ends_on.year - self.starts_on.year) * 12
        months += self.ends_on.month - self.starts_on.month + 1
        whole = self.starts_on.day == 1 and (self.ends_on + timedelta(days=1)).day == 1
        starts = self.starts_on.month
        fits = {
            PeriodKind.MONTH: months == 1 and self.starts_on.year >= FIRST_YEAR_WITH_MONTHS,
            PeriodKind.QUARTER: months == 3 and starts in (1, 4, 7, 10),
            PeriodKind.YEAR: months == 12 and starts == 4,
            PeriodKind.YEARS: 12 < months <= 240 and months % 12 == 0 and starts == 4,
        }
        is_kept = self.starts_on >= FIRST_DAY and self.ends_on <= LAST_DAY
        if not whole or not fits[self.kind] or not is_kept:
            raise ValueError(
                f"{_day(self.starts_on)} to {_day(self.ends_on)} is not a {self.kind} that is kept"
            )

    @classmethod
    def year(cls, first: int) -> "Period":
        """The financial year that begins in April of `first`."""
        return cls(date(first + 1, 3, 31), date(first, 4, 1), PeriodKind.YEAR)

    @classmethod
    def year_ending(cls, last: int) -> "Period":
        """The financial year that ends in March of `last`: how published tables write a year."""
        return cls.year(last - 1)

    @classmethod
    def years(cls, first: int, last: int) -> "Period":
        """Several financial years as one, from April of `first` to March of `last`."""
        return cls(date(last, 3, 31), date(first, 4, 1), PeriodKind.YEARS)

    @classmethod
    def quarter(cls, first: int, number: int) -> "Period":
        """Quarter 1 to 4 of the financial year that begins in April of `first`."""
        if not 1 <= number <= 4:
            raise ValueError(f"a year has quarters 1 to 4, not {number}")
        starts_on = _months_later(date(first, 4, 1), 3 * (number - 1))
        return cls(_months_later(starts_on, 3) - timedelta(days=1), starts_on, PeriodKind.QUARTER)

    @classmethod
    def month(cls, year: int, number: int) -> "Period":
        """A calendar month; ValueError before January 2012."""
        starts_on = date(year, number, 1)
        return cls(_months_later(starts_on, 1) - timedelta(days=1), starts_on, PeriodKind.MONTH)

    @classmethod
    def holding(cls, day: date, kind: PeriodKind) -> "Period":
        """The month, quarter or financial year in which a day falls."""
        first = day.year if day.month >= 4 else day.year - 1
        match kind:
            case PeriodKind.MONTH:
                return cls.month(day.year, day.month)
            case PeriodKind.QUARTER:
                return cls.quarter(first, (day.month - 4) % 12 // 3 + 1)
            case PeriodKind.YEAR:
                return cls.year(first)
        raise ValueError("no one stretch of years holds a day")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2022-23`, `2022-23 Q1`, `2023-03`, `March 2023` or `2008-15`, as people write them.

        ValueError, with a sentence for whoever typed it, where it is none of these.
        """
        written = " ".join(text.split())
        try:
            return _parse(written)
        except ValueError:
            raise ValueError(
                f'"{written}" is not a period: write a year as 2022-23, a quarter as 2022-23 Q1'
                " or a month as 2023-03"
            ) from None

    def __str__(self) -> str:
        first, last = self.starts_on.year, self.ends_on.year % 100
        match self.kind:
            case PeriodKind.MONTH:
                return f"{first}-{self.starts_on.month:02}"
            case PeriodKind.QUARTER:
                return f"{self.in_year()} Q{self.quarter_number}"
        return f"{first}-{last:02}"

    @property
    def label(self) -> str:
        """The period as a reader is told it."""
        first, last = MONTHS[self.starts_on.month - 1], MONTHS[self.ends_on.month - 1]
        match self.kind:
            case PeriodKind.MONTH:
                return f"{last} {self.ends_on.year}"
            case PeriodKind.QUARTER:
                return (
                    f"{first} to {last} {self.ends_on.year}"
                    f" (quarter {self.quarter_number} of {self.in_year()})"
                )
            case PeriodKind.YEARS:
                return f"April {self.starts_on.year} to March {self.ends_on.year}"
        return str(self)

    @property
    def end_label(self) -> str:
        """The last day in words, for figures that stand at a moment: "31 March 2023"."""
        return _day(self.ends_on)

    @property
    def quarter_number(self) -> int:
        """Which quarter of its year this is, 1 to 4; ValueError where it is not a quarter."""
        if self.kind is not PeriodKind.QUARTER:
            raise ValueError(f"{self} is not a quarter")
        return (self.starts_on.month - 4) % 12 // 3 + 1

    def in_year(self) -> "Period":
        """The financial year that this period lies in; ValueError for several years."""
        if self.kind is PeriodKind.YEARS:
            raise ValueError(f"{self} is longer than a year")
        return self.holding(self.ends_on, PeriodKind.YEAR)

    def quarters(self) -> "tuple[Period, ...]":
        """The four quarters of a year, first to last; ValueError where this is not a year."""
        if self.kind is not PeriodKind.YEAR:
            raise ValueError(f"{self} is not a year")
        return _quarters(self.starts_on.year)

    def contains(self, other: "Period | date") -> bool:
        """Whether a day, or the whole of another period, falls inside this one."""
        if isinstance(other, Period):
            return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on
        return self.starts_on <= other <= self.ends_on

    def previous(self) -> "Period":
        """The period of the same length that ends as this one begins; ValueError before the first."""
        return self._moved(-self._months)

    def following(self) -> "Period":
        """The period of the same length that begins as this one ends; ValueError after the last."""
        return self._moved(self._months)

    def year_before(self) -> "Period | None":
        """The same month, quarter or year, twelve months earlier: what a change is measured from.

        None where that is before the first that is kept.
        """
        return self._moved_if_kept(-12)

    def and_before(self, count: int) -> "tuple[Period, ...]":
        """This period and those before it, `count` in all or as many as are kept, earliest first."""
        steps = (self._moved_if_kept(-self._months * back) for back in reversed(range(count)))
        return tuple(period for period in steps if period is not None)

    @property
    def _months(self) -> int:
        years = self.ends_on.year - self.starts_on.year
        return years * 12 + self.ends_on.month - self.starts_on.month + 1

    def _moved(self, months: int) -> "Period":
        starts_on = _months_later(self.starts_on, months)
        ends_on = _months_later(starts_on, self._months) - timedelta(days=1)
        return Period(ends_on, starts_on, self.kind)

    def _moved_if_kept(self, months: int) -> "Period | None":
        try:
            return self._moved(months)
        except ValueError:
            return None


@cache
def _quarters(first: int) -> tuple[Period, ...]:
    """Kept, since the years of a scorecard ask for the same few again and again."""
    return tuple(Period.quarter(first, number) for number in (1, 2, 3, 4))


def _parse(written: str) -> Period:
    if found := _QUARTER_AFTER.fullmatch(written):
        return Period.quarter(_one_year(found[1]), int(found[2]))
    if found := _QUARTER_BEFORE.fullmatch(written):
        return Period.quarter(_one_year(found[2]), int(found[1]))
    if found := _NAMED_MONTH.fullmatch(written):
        return Period.month(int(found[2]), MONTHS.index(found[1].capitalize()) + 1)
    first, last, is_short = _two_numbers(written)
    if is_short and 1 <= last <= 12 and first >= FIRST_YEAR_WITH_MONTHS:
        return Period.month(first, last)
    last = _full_year(first, last, is_short)
    return Period.year(first) if last == first + 1 else Period.years(first, last)


def _one_year(written: str) -> int:
    first, last, is_short = _two_numbers(written)
    if _full_year(first, last, is_short) != first + 1:
        raise ValueError(written)
    return first


def _two_numbers(written: str) -> tuple[int, int, bool]:
    found = _YEAR.fullmatch(written)
    if not found:
        raise ValueError(written)
    return int(found[1]), int(found[2]), len(found[2]) == 2


def _full_year(first: int, last: int, is_short: bool) -> int:
    if not is_short:
        return last
    century = first - first % 100
    return century + last if last > first % 100 else century + 100 + last


def _months_later(first_day: date, months: int) -> date:
    years, month = divmod(first_day.month - 1 + months, 12)
    return date(first_day.year + years, month + 1, 1)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
