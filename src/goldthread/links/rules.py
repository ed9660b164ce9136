"""What a partnership decided about links: whether there are any, and for how many days one works."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.register.models import Setting

SETTING = "links.allowed"
DAYS, MOST_DAYS = 14, 60


@dataclass(frozen=True)
class LinkRule:
    """Whether links are switched on, how long one works, and the row that says so."""

    is_on: bool = False
    days: int = DAYS
    row: Setting | None = None


def rule_for(space_id: int, *, on: date) -> LinkRule:
    """What holds in a partnership on a day; off, while nothing was decided."""
    rows = Setting.objects.filter(space_id=space_id, name=SETTING, holds_from__lte=on)
    row = rows.order_by("-holds_from").first()
    if row is None:
        return LinkRule()
    value: dict[str, Any] = row.value
    return LinkRule(is_on=bool(value["on"]), days=int(value["days"]), row=row)
