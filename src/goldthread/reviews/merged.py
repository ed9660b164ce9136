"""The chronologies of all agencies as one, and the times in which nobody wrote anything down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from goldthread.reviews.models import ChronologyEntry

SILENCE = timedelta(days=90)  # so long without an entry is shown as a silence


@dataclass(frozen=True)
class Silence:
    """A time without any entry, from the day after one to the day before the next."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def with_silences(entries: Iterable[ChronologyEntry]) -> list[ChronologyEntry | Silence]:
    """Entries in the order of their days, with a Silence wherever 90 days or more have none."""
    rows = sorted(entries, key=lambda row: (row.happened_on, row.pk))
    merged: list[ChronologyEntry | Silence] = [*rows[:1]]
    day = timedelta(days=1)
    for before, after in pairwise(rows):
        if after.happened_on - before.happened_on > SILENCE:
            merged.append(Silence(before.happened_on + day, after.happened_on - day))
        merged.append(after)
    return merged
