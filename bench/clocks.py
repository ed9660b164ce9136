"""Hold deadlines against a typed list made without our code, and 100,000 more against NumPy's calendar.

The typed list is `tests/clocks/typed.csv`; its head says how it was made. The others start on random days
of 2018 to 2027 and are counted by NumPy's business days with GOV.UK's list, hours by seconds since 1970.
"""

import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy
from govuk_bank_holidays.bank_holidays import BankHolidays

from goldthread.clocks import FirstDay, Limit, Unit, Way, clocks, day_of, deadline
from tests.clocks.typed import Typed, typed_cases

MANY = 100_000
LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2018, 7, 4), date(2027, 6, 30)


def main() -> int:
    """Print how many of each are wrong; exit code 0 where none is."""
    cases = list(typed_cases())
    wrong = [case for case in cases if not is_right(case)]
    for case in wrong:
        print(f"WRONG: {case}")
    print(f"{len(cases) - len(wrong)} of {len(cases)} typed cases are right")
    others = sum(not agrees(limit, starts) for limit, starts in at_random(MANY))
    print(f"{MANY - others:,} of {MANY:,} random starts agree with NumPy's calendar")
    print(json.dumps({"typed": len(cases), "wrong": len(wrong), "random": MANY, "unlike": others}))
    return 1 if wrong or others else 0


def is_right(case: Typed) -> bool:
    """Whether a typed case comes out as it was typed."""
    found = deadline(clocks()[case.limit].limit_on(day_of(case.starts)), case.starts)
    return case.due == (found.due_at or found.due_on)


def at_random(many: int) -> list[tuple[Limit, datetime]]:
    """Limits in working days and in hours, each with a moment to start from; always the same ones."""
    draw = random.Random(20261122)  # noqa: S311 - no secret
    names = [
        clock.name
        for clock in clocks().values()
        if clock.newest.shipped.unit in (Unit.WORKING_DAYS, Unit.HOURS)
    ]
    span = int((LAST - FIRST).total_seconds() // 60)
    found = []
    while len(found) < many:
        minutes = timedelta(minutes=draw.randrange(span))
        starts = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + minutes
        clock = clocks()[draw.choice(names)]
        rows = [row for row in clock.rows if row.holds_on(day_of(starts))]
        found.extend((row, starts) for row in rows)
    return found


_PUBLISHED = BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
_HOLIDAYS = numpy.array([each["date"] for each in _PUBLISHED], dtype="datetime64[D]")


def agrees(limit: Limit, starts: datetime) -> bool:
    """Whether a deadline is the one that NumPy's calendar, or the count of seconds, gives."""
    found = deadline(limit, starts)
    if limit.length.unit is Unit.HOURS:
        due = datetime.fromtimestamp(starts.timestamp() + 3600 * limit.length.amount, LONDON)
        return found.due_at == due and found.due_on == due.date()
    back = limit.way is Way.BEFORE
    on = numpy.datetime64(starts.astimezone(LONDON).date())
    if limit.first_day is FirstDay.SAME:
        on -= numpy.timedelta64(1, "D")
    # Day 0 is the last working day up to the start; going back, the first one from it.
    roll, amount = ("forward", -limit.length.amount) if back else ("backward", limit.length.amount)
    due = numpy.busday_offset(on, amount, roll=roll, holidays=_HOLIDAYS)
    return bool(numpy.datetime64(found.due_on) == due)


if __name__ == "__main__":
    sys.exit(main())
