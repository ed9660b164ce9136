"""What a partnership has settled for judging, read: its targets and its rebasings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from goldthread.access.principal import Principal
from goldthread.performance.audiences import own_space
from goldthread.performance.judged import Settled, Where
from goldthread.performance.models import Rebase, Target


@dataclass(frozen=True)
class Terms:
    """What is settled, with the reason of each rebasing by where it is and its period."""

    settled: Settled
    reasons: dict[Where, dict[str, str]]

    def content(self) -> tuple[Any, ...]:
        """All that a judgement depends on besides the figures, to be compared."""
        return self.settled.targets, self.reasons


def terms_of(principal: Principal, indicators: Collection[str], *, on: date) -> Terms:
    """What the partnership at work has settled of some indicators, as it holds on a day; two queries."""
    spaces = own_space(principal)
    targets = Target.objects.visible_to(principal).filter(
        space_id__in=spaces, indicator__in=indicators, holds_from__lte=on
    )
    rebasings = Rebase.objects.visible_to(principal).filter(
        space_id__in=spaces, indicator__in=indicators, taken_back_at__isnull=True
    )
    reasons: dict[Where, dict[str, str]] = {}
    rows = rebasings.order_by("pk").values_list("indicator", "area__code", "from_period", "reason")
    for indicator, area, period, reason in rows:
        reasons.setdefault(Where(indicator, area), {})[period] = reason
    rebased = {where: frozenset(periods) for where, periods in reasons.items()}
    return Terms(Settled(_targets(targets), rebased), reasons)


def _targets(rows: Any) -> dict[Where, Decimal]:
    """The one that holds of each indicator and area; one without a value ends those before it."""
    found: dict[Where, Decimal | None] = {}
    ordered: Iterable[tuple[str, str | None, Decimal | None]] = rows.order_by(
        "holds_from", "pk"
    ).values_list("indicator", "area__code", "value")
    for indicator, area, value in ordered:
        found[Where(indicator, area or "")] = value
    return {where: value for where, value in found.items() if value is not None}
