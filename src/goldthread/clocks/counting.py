"""Counting a limit out, day by day, so that the working can be shown."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldthread.clocks.bank_holidays import BankHolidays, bank_holidays
from goldthread.clocks.limits import FirstDay, Limit, Unit, Way
from goldthread.clocks.words import listed, moment, short_day, weekday

LONDON = ZoneInfo("Europe/London")
_DAY = timedelta(days=1)
_SUBSTITUTE = " (substitute day)"


@dataclass(frozen=True)
class Skipped:
    """A day that does not count, and why: Saturday, Good Friday."""

    day: date
    why: str

    @property
    def is_holiday(self) -> bool:
        return self.why not in ("Saturday", "Sunday")

    def __str__(self) -> str:
        """Good Friday 3 April; Boxing Day’s substitute day 28 December."""
        return f"{self.why.replace(_SUBSTITUTE, '’s substitute day')} {short_day(self.day)}"


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The day on which a limit is up, with its working.

    `counted` are the days counted, outwards from the start; the last of them is always `due_on`. Limits
    in hours have the moments too, in London's time.
    """

    limit: Limit
    starts_on: date
    due_on: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...] = ()
    starts_at: datetime | None = None
    due_at: datetime | None = None
    calendar: str = ""  # the version of the bank holidays it was counted with, where it was
    doubt: str = ""  # why the day is not yet certain

    @property
    def is_certain(self) -> bool:
        return not self.doubt

    def day_number(self, on: date) -> int:
        """How many of the counted days have begun by a day: 0 before the first."""
        return sum(each <= on for each in self.counted)

    def is_past(self, now: date | datetime) -> bool:
        """Whether the limit is up: after the moment it names, or once its last day is over."""
        if isinstance(now, datetime):
            if self.due_at is not None:
                return now > self.due_at
            now = day_of(now)
        return now > self.due_on

    def words(self, on: date) -> str:
        """How it stands on a day: day 7 of 15; Good Friday 3 April and Easter Monday 6 April do not count."""
        return "; ".join(filter(None, [self._standing(on), self._not_counted(), self.doubt]))

    @property
    def due_words(self) -> str:
        """Wednesday 22 April 2026; with the time of day where the limit is in hours."""
        return moment(self.due_at) if self.due_at else weekday(self.due_on)

    def _standing(self, on: date) -> str:
        if self.limit.way is Way.AT_LEAST:
            return f"until {self.due_words} at least"
        if on > self.due_on:
            return f"over since {self.due_words}"
        if self.limit.way is Way.BEFORE:
            return f"by {self.due_words}, {self.limit.length} before {weekday(self.starts_on)}"
        if self.due_at is not None:
            return f"by {self.due_words}, {self.limit.length} in all"
        return f"day {self.day_number(on)} of {len(self.counted)}"

    def _not_counted(self) -> str:
        holidays = sorted(
            (each for each in self.skipped if each.is_holiday), key=lambda each: each.day
        )
        if not holidays:
            return ""
        named = listed(str(each) for each in holidays)
        return f"{named} {'does' if len(holidays) == 1 else 'do'} not count"


def deadline(
    limit: Limit, starts: date | datetime, *, holidays: BankHolidays | None = None
) -> Deadline:
    """Count a limit out from its start: a day, or an aware moment.

    A limit in hours runs from the moment, through changes of the clocks; given a day alone, from its
    first minute, the earliest that it can have been. Every other takes the day that the moment lies on in
    London. NoCalendar where working days would have to be counted outside the calendar's years.
    """
    if limit.length.unit is Unit.HOURS:
        return _hours(limit, starts)
    if limit.length.unit is Unit.WORKING_DAYS:
        return _working_days(limit, day_of(starts), holidays or bank_holidays())
    return _days_and_months(limit, day_of(starts))


def day_of(starts: date | datetime) -> date:
    """The day that a moment lies on in London; ValueError where it does not say its time zone."""
    if not isinstance(starts, datetime):
        return starts
    if starts.utcoffset() is None:
        raise ValueError("A moment has to say its time zone.")
    return starts.astimezone(LONDON).date()


def _hours(limit: Limit, starts: date | datetime) -> Deadline:
    first_minute = datetime.combine(day_of(starts), time.min, LONDON)
    starts_at = starts.astimezone(LONDON) if isinstance(starts, datetime) else first_minute
    forward = -1 if limit.way is Way.BEFORE else 1
    # Hours pass in UTC: on the day the clocks change, London's own time would gain or lose one.
    due_at = starts_at.astimezone(UTC) + timedelta(hours=forward * limit.length.amount)
    due_at = due_at.astimezone(LONDON)
    days = abs((due_at.date() - starts_at.date()).days)
    return Deadline(
        limit=limit,
        starts_on=starts_at.date(),
        due_on=due_at.date(),
        counted=tuple(starts_at.date() + forward * n * _DAY for n in range(days + 1)),
        starts_at=starts_at,
        due_at=due_at,
    )


def _outwards(limit: Limit, starts_on: date) -> Iterator[date]:
    """The days that may count, one after the other, away from the start."""
    step = -_DAY if limit.way is Way.BEFORE else _DAY
    on = starts_on if limit.first_day is FirstDay.SAME else starts_on + step
    while True:
        yield on
        on += step


def _working_days(limit: Limit, starts_on: date, holidays: BankHolidays) -> Deadline:
    counted: list[date] = []
    skipped: list[Skipped] = []
    for on in _outwards(limit, starts_on):
        why = holidays.why_not_working(on)
        if why:
            skipped.append(Skipped(on, why))
            continue
        counted.append(on)
        if len(counted) == limit.length.amount:
            break
    unknown = sorted({on.year for on in counted if not holidays.is_announced(on.year)})
    return Deadline(
        limit=limit,
        starts_on=starts_on,
        due_on=counted[-1],
        counted=tuple(counted),
        skipped=tuple(skipped),
        calendar=holidays.version,
        doubt=_doubt(unknown),
    )


def _doubt(years: list[int]) -> str:
    if not years:
        return ""
    named = listed(str(year) for year in years)
    return f"not yet certain: the bank holidays of {named} are not published"


def _days_and_months(limit: Limit, starts_on: date) -> Deadline:
    back = limit.way is Way.BEFORE
    if limit.length.unit is Unit.MONTHS:
        due_on = months_on(starts_on, -limit.length.amount if back else limit.length.amount)
    else:
        reach = limit.length.amount - (limit.first_day is FirstDay.SAME)
        due_on = starts_on + (-reach if back else reach) * _DAY
    counted = []
    for on in _outwards(limit, starts_on):
        counted.append(on)
        if on == due_on:
            break
    return Deadline(limit=limit, starts_on=starts_on, due_on=due_on, counted=tuple(counted))


def months_on(on: date, many: int) -> date:
    """The same day of the month so many months on (or back), or the month's last where it is shorter."""
    year, month = divmod(on.year * 12 + on.month - 1 + many, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
