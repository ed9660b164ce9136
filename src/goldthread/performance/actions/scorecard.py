"""The scorecard's own rows: what stands on it, how it is worded here, and what is said of it."""

from datetime import date, datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.catalogue import catalogue
from goldthread.performance.models import Commentary, LocalDefinition, ScorecardLine
from goldthread.performance.permissions import ASK_FOR_RETURN, COMMENT
from goldthread.register.models import Priority, Space
from goldthread.trail.record import record


@transaction.atomic
def place(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    indicator: str,
    priority: Priority | None,
    standing: str,
    order: int,
    starts_on: date | None = None,
) -> ScorecardLine:
    """Put an indicator on the scorecard, under a priority."""
    insist(may(by, ASK_FOR_RETURN))
    insist(because((indicator not in catalogue(), f"There is no indicator {indicator}.")))
    line = ScorecardLine.objects.create(
        space=space,
        indicator=indicator,
        priority=priority,
        standing=standing,
        order=order,
        starts_on=starts_on,
    )
    after = {"indicator": indicator, "standing": standing}
    record("performance.scorecard.placed", by=by, at=at, subject=line, after=after)
    return line


@transaction.atomic
def define(
    *,
    by: Principal,
    at: datetime,
    space: Space,
    indicator: str,
    text: str,
    holds_from: date,
    reason: str,
) -> LocalDefinition:
    """Word an indicator in the partnership's own way from a day on. Figures before it keep theirs."""
    insist(may(by, ASK_FOR_RETURN))
    insist(because((not reason.strip(), "Say why the definition changes.")))
    earlier = LocalDefinition.objects.filter(space=space, indicator=indicator).count()
    shipped = len(catalogue()[indicator].versions)
    definition = LocalDefinition.objects.create(
        space=space,
        indicator=indicator,
        version=f"{shipped}.{earlier + 1}",
        text=text,
        holds_from=holds_from,
        reason=reason,
    )
    after = {"indicator": indicator, "version": definition.version, "reason": reason}
    record("performance.definition.changed", by=by, at=at, subject=definition, after=after)
    return definition


@transaction.atomic
def comment(
    *, by: Principal, at: datetime, space: Space, indicator: str, period: str, text: str
) -> Commentary:
    """Say something of an indicator in a period."""
    insist(may(by, COMMENT))
    insist(because((not text.strip(), "Write what you want to say.")))
    commentary = Commentary.objects.create(
        space=space,
        indicator=indicator,
        period=period,
        text=text.strip(),
        written_by_id=by.acting_id,
        written_at=at,
    )
    record("performance.commentary.written", by=by, at=at, subject=commentary)
    return commentary
