"""The clocks as they hold for a partnership: its own settings above the shipped rows.

kept = clocks_of(review.space_id)                            # one query
kept.deadline("rapid_review", review.notified_at).due_on     # of its own day, its own edition
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goldthread.clocks import (
    Deadline,
    Length,
    Limit,
    OwnLimit,
    Unit,
    clocks,
    day_of,
    deadline,
    with_own,
)
from goldthread.register.models import Setting

PREFIX = "clocks."
AS_SHIPPED: dict[str, object] = {}  # the value of a setting that takes an earlier one back


@dataclass(frozen=True)
class KeptClocks:
    """A partnership's settings of clocks by name, the latest first; None where one was taken back."""

    own: Mapping[str, tuple[tuple[date, OwnLimit | None], ...]]

    def limit(self, name: str, starts_on: date) -> Limit:
        """The limit for what starts on a day; KeyError for no such clock, NotInForce where none holds."""
        row = clocks()[name].limit_on(starts_on)
        held = (own for holds_from, own in self.own.get(name, ()) if holds_from <= starts_on)
        return with_own(row, next(held, None))

    def deadline(self, name: str, starts: date | datetime) -> Deadline:
        """When a limit is up that starts on a day, or at an aware moment."""
        return deadline(self.limit(name, day_of(starts)), starts)


def clocks_of(space_id: int) -> KeptClocks:
    """The clocks of one partnership."""
    rows = Setting.objects.filter(space_id=space_id, name__startswith=PREFIX)
    own: dict[str, list[tuple[date, OwnLimit | None]]] = {}
    for row in rows.order_by("-holds_from"):
        own.setdefault(row.name.removeprefix(PREFIX), []).append((row.holds_from, own_limit(row)))
    return KeptClocks({name: tuple(kept) for name, kept in own.items()})


def own_limit(row: Setting) -> OwnLimit | None:
    """What a setting of a clock says; None where it takes an earlier one back."""
    if row.value == AS_SHIPPED:
        return None
    length = Length(int(row.value["amount"]), Unit(row.value["unit"]))
    return OwnLimit(length, row.holds_from, row.reason, row.source)
