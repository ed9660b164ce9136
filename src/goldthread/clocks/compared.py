"""The frozen calendar held against the two libraries of bank holidays that are installed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldthread.clocks.bank_holidays import BankHolidays

_WORKING_DAYS = 5


@dataclass(frozen=True)
class Differing:
    """A day of the week that one of the two has as a holiday and the other has not."""

    day: date
    library: str
    frozen: str

    def __str__(self) -> str:
        said = f"a holiday, {self.frozen}" if self.frozen else "a working day"
        return f"{self.day}: here {said}; {self.library} says otherwise"


def differing(calendar: BankHolidays) -> list[Differing]:
    """Every difference: of published years with both, of expected ones with the one that reaches so far.

    Also years that a library has as published and this calendar does not: then it wants a reading.
    """
    return [*_against_published(calendar), *_against_rules(calendar)]


def _against_published(calendar: BankHolidays) -> Iterator[Differing]:
    from govuk_bank_holidays.bank_holidays import BankHolidays as Published

    published = Published(use_cached_holidays=True)
    theirs = {each["date"] for each in published.get_holidays(division="england-and-wales")}
    last = max(calendar.announced_to, max(each.year for each in theirs))
    yield from _unlike(calendar, theirs, "govuk-bank-holidays", last)


def _against_rules(calendar: BankHolidays) -> Iterator[Differing]:
    import holidays

    years = range(calendar.first_year, calendar.expected_to + 1)
    # It keeps the day itself beside its substitute: of the two only the day of the week counts here.
    theirs = set(holidays.country_holidays("GB", subdiv="ENG", years=years))
    yield from _unlike(calendar, theirs, "holidays", calendar.expected_to)


def _unlike(
    calendar: BankHolidays, theirs: set[date], library: str, last: int
) -> Iterator[Differing]:
    reached = {
        on
        for on in theirs | set(calendar.days)
        if calendar.first_year <= on.year <= last and on.weekday() < _WORKING_DAYS
    }
    for on in sorted(reached):
        if (on in theirs) != (on in calendar.days):
            yield Differing(on, library, calendar.days.get(on, ""))
