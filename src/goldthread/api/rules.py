"""What a partnership decided about tokens: whether there are any."""

from dataclasses import dataclass
from datetime import date

from goldthread.register.models import Setting

SETTING = "api.allowed"
MOST_DAYS = 366


@dataclass(frozen=True)
class ApiRule:
    """Whether tokens are switched on, and the row that says so."""

    is_on: bool = False
    row: Setting | None = None


def rule_for(space_id: int, *, on: date) -> ApiRule:
    """What holds in a partnership on a day; off, while nothing was decided."""
    rows = Setting.objects.filter(space_id=space_id, name=SETTING, holds_from__lte=on)
    row = rows.order_by("-holds_from").first()
    return ApiRule(is_on=bool(row.value["on"]), row=row) if row else ApiRule()
