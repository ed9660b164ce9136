"""Days, moments and numbers as they are written in Britain, and how a day stands to today."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = 14  # days within which the day of the week says more than the year


def day(on: date) -> str:
    """3 April 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday(on: date) -> str:
    """Friday 3 April."""
    return f"{_WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def full_day(on: date) -> str:
    """Friday 3 April 2026: for a limit, which may lie in another year."""
    return f"{weekday(on)} {on.year}"


def moment(at: datetime) -> str:
    """3 April 2026, 2:05pm; the moment is already in the reader's time zone."""
    clock = f"{at.hour % 12 or 12}:{at.minute:02}{'am' if at.hour < 12 else 'pm'}"
    return f"{day(at)}, {clock}"


def number(value: Decimal | float | int, decimals: int | None = None) -> str:
    """4,231 or −7.60: thousands parted, a true minus sign, as many decimals as asked for."""
    text = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def due_words(due_on: date, today: date) -> str:
    """How a limit stands: late by 2 days, today, tomorrow, Friday 22 May, 12 June, 9 January 2027."""
    left = (due_on - today).days
    if left < 0:
        return f"Late by {-left} {'day' if left == -1 else 'days'}"
    if left < 2:
        return ("Today", "Tomorrow")[left]
    if left <= _NEAR:
        return weekday(due_on)
    if due_on.year == today.year:
        return f"{due_on.day} {MONTHS[due_on.month - 1]}"
    return day(due_on)


def waiting_words(came_on: date, today: date) -> str:
    """How long something without a limit has waited: came today, waiting 1 day, waiting 12 days."""
    waited = (today - came_on).days
    if waited < 1:
        return "Came today"
    return f"Waiting {waited} {'day' if waited == 1 else 'days'}"


def listed(words: Iterable[str]) -> str:
    """Middlesbrough, Redcar and Cleveland."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
