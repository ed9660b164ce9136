"""Time limits: how long, from what, who says so, and the day on which one is up. Plain Python.

    from goldthread.clocks import clocks, deadline

    limit = clocks()["rapid_review"].limit_on(date(2026, 3, 30))   # the row in force when it starts
    due = deadline(limit, date(2026, 3, 30))                       # a moment for limits in hours
    due.due_on                        # date(2026, 4, 22)
    due.words(date(2026, 4, 10))      # "day 7 of 15; Good Friday 3 April and ... do not count"
    due.is_past(date(2026, 4, 23))    # True

Modules above the register ask `goldthread.register.clocks.clocks_of(space_id)` instead, which puts a
partnership's own settings above the shipped rows. Keep with a case the day on which it started: the row
follows from that day, and from what the partnership had set by then, whatever changes later.
"""

from goldthread.clocks.bank_holidays import BankHolidays, NoCalendar, bank_holidays
from goldthread.clocks.counting import Deadline, Skipped, day_of, deadline
from goldthread.clocks.limits import (
    Clock,
    Clocks,
    FirstDay,
    Length,
    Limit,
    NotInForce,
    OwnLimit,
    Unit,
    Way,
    clocks,
)
from goldthread.clocks.own import why_not, with_own

__all__ = [
    "BankHolidays",
    "Clock",
    "Clocks",
    "Deadline",
    "FirstDay",
    "Length",
    "Limit",
    "NoCalendar",
    "NotInForce",
    "OwnLimit",
    "Skipped",
    "Unit",
    "Way",
    "bank_holidays",
    "clocks",
    "day_of",
    "deadline",
    "why_not",
    "with_own",
]
