"""Settling how an indicator is judged: its target, and from when its limits begin anew."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.catalogue import Indicator, Kind, Polarity
from goldthread.measures.control import RULES
from goldthread.measures.judging import Judged
from goldthread.performance.models import Rebase, Target
from goldthread.performance.permissions import SET_UP
from goldthread.register.models import Area, Space
from goldthread.trail.record import record

MOST_PERCENT = 100


@transaction.atomic
def set_target(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    indicator: Indicator,
    area: Area | None,
    value: Decimal | None,
    holds_from: date,
    reason: str,
    source: str = "",
) -> Target:
    """Let an indicator have a target from a day on, everywhere or in one area; none ends the one before."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SET_UP, space))
    beyond = value is not None and (
        value < 0 or (indicator.kind is Kind.PERCENTAGE and value > MOST_PERCENT)
    )
    insist(
        because(
            (
                indicator.polarity is Polarity.NEUTRAL and value is not None,
                "Neither higher nor lower is better of this indicator, so that no target can be met.",
            ),
            (beyond, "No value of this indicator can be there."),
            (holds_from < at.date(), "A target holds from today or a day to come."),
            (not reason.strip(), "Say why this is the target."),
        )
    )
    target = Target.objects.create(
        space=space,
        area=area,
        indicator=indicator.key,
        value=value,
        holds_from=holds_from,
        reason=reason.strip(),
        source=source.strip(),
        set_by_id=by.acting_id,
        set_at=at,
    )
    after = {"indicator": indicator.key, "value": str(value), "reason": target.reason}
    record("performance.target.set", by=by, at=at, subject=target, after=after)
    return target


@transaction.atomic
def rebase(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    indicator: Indicator,
    area: Area,
    from_period: str,
    reason: str,
    judged: Judged,
) -> Rebase:
    """Let the limits of an indicator in an area begin anew from a period; `judged` is as it stands now.

    What went before must stay long enough to be judged by its own limits, so that no past disappears.
    """
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SET_UP, space))
    before = points_before(judged, from_period)
    insist(
        because(
            (before is None, "That period has no value in this series."),
            (
                before is not None and before < RULES.enough,
                f"Fewer than {RULES.enough} points would stand before it under the same terms: too few to"
                " be judged by themselves.",
            ),
            (not reason.strip(), "Say what changed, so that the limits begin anew."),
        )
    )
    rebasing = Rebase.objects.create(
        space=space,
        area=area,
        indicator=indicator.key,
        from_period=from_period,
        reason=reason.strip(),
        rebased_by_id=by.acting_id,
        rebased_at=at,
    )
    after = {"indicator": indicator.key, "from": from_period, "reason": rebasing.reason}
    record("performance.rebased", by=by, at=at, subject=rebasing, after=after)
    return rebasing


def points_before(judged: Judged, period: str) -> int | None:
    """How many points with a value stand before a period in its stretch; None where it is no point."""
    for stretch in judged.stretches:
        periods = [point.period for point in stretch.points]
        if period in periods:
            at = periods.index(period)
            if stretch.points[at].value is None:
                return None
            return sum(point.value is not None for point in stretch.points[:at])
    return None


@transaction.atomic
def take_back_rebasing(
    *, by: Principal, at: datetime, rebasing: Rebase, reason: str, row_version: int
) -> Rebase:
    """Let limits go on as if they had not begun anew. That they did stays in the record."""
    rebasing = Rebase.objects.select_for_update().select_related("space").get(pk=rebasing.pk)
    insist(may(by, SET_UP, rebasing))
    insist(
        because(
            (rebasing.taken_back_at is not None, "It was taken back already."),
            (not reason.strip(), "Say why it is taken back."),
        )
    )
    rebasing.insist_unchanged(row_version)
    rebasing.taken_back_by_id = by.acting_id
    rebasing.taken_back_at = at
    rebasing.taken_back_because = reason.strip()
    rebasing.save_next_version("taken_back_by", "taken_back_at", "taken_back_because")
    after = {"indicator": rebasing.indicator, "from": rebasing.from_period, "reason": reason}
    record("performance.rebasing.taken_back", by=by, at=at, subject=rebasing, after=after)
    return rebasing
