"""Days and lists in British words: the package that writes them for pages stands above this one."""

from collections.abc import Iterable
from datetime import date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def short_day(on: date) -> str:
    """3 April."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def day(on: date) -> str:
    """3 April 2026."""
    return f"{short_day(on)} {on.year}"


def weekday(on: date) -> str:
    """Friday 3 April 2026."""
    return f"{WEEKDAYS[on.weekday()]} {day(on)}"


def moment(at: datetime) -> str:
    """14:05 on Friday 3 April 2026; the moment is already in the reader's time zone."""
    return f"{at:%H:%M} on {weekday(at)}"


def listed(words: Iterable[str]) -> str:
    """Good Friday 3 April and Easter Monday 6 April."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
