"""Saying why a local figure and the official one disagree."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.performance.differences import Difference
from goldthread.performance.models import Explanation
from goldthread.performance.permissions import EXPLAIN_DIFFERENCE
from goldthread.register.models import Area, Space
from goldthread.trail.record import record


@transaction.atomic
def explain(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    found: Iterable[Difference],
    reason: str,
    text: str,
) -> list[Explanation]:
    """Keep one reason for each of these pairs of numbers; what was said of others stays as it was."""
    insist(may(by, EXPLAIN_DIFFERENCE, space))
    insist(
        because(
            (reason not in Explanation.Reason.values, "Choose a reason."),
            (not text.strip(), "Say what is behind it."),
        )
    )
    every = list(found)
    areas = {
        area.code: area for area in Area.objects.filter(code__in={d.place.area for d in every})
    }
    kept = []
    for each in every:
        explanation = Explanation.objects.create(
            space=space,
            area=areas[each.place.area],
            indicator=each.place.indicator,
            period=each.place.period,
            origin=each.origin,
            publisher=each.publisher,
            local_value=each.local.value,
            official_value=each.official.value,
            reason=reason,
            text=text.strip(),
            explained_by_id=by.acting_id,
            explained_at=at,
        )
        after = {"indicator": each.place.indicator, "period": each.place.period, "reason": reason}
        record("performance.difference.explained", by=by, at=at, subject=explanation, after=after)
        kept.append(explanation)
    return kept
