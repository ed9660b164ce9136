"""The scorecard's own rows: what stands on it, how it is worded here, and what is said of it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.measures.catalogue import catalogue
from goldthread.performance.definitions import versions_of
from goldthread.performance.models import Commentary, LocalDefinition, ScorecardLine
from goldthread.performance.permissions import ASK_FOR_RETURN, COMMENT, SET_UP
from goldthread.register.models import Group, Priority, Space, in_date
from goldthread.trail.record import changed_fields, record


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
    group: Group | None = None,
    starts_on: date | None = None,
) -> ScorecardLine:
    """Put an indicator on the scorecard, under a priority."""
    Space.objects.select_for_update().get(pk=space.pk)
    insist(may(by, SET_UP, space))
    on_it = ScorecardLine.objects.filter(in_date(at.date()), space=space, indicator=indicator)
    insist(
        because(
            (indicator not in catalogue(), f"There is no indicator {indicator}."),
            (on_it.exists(), "That indicator stands on the scorecard already."),
            (_is_elsewhere(priority, space), "That priority is another partnership's."),
            (_is_elsewhere(group, space), "That group is another partnership's."),
        )
    )
    line = ScorecardLine.objects.create(
        space=space,
        indicator=indicator,
        priority=priority,
        standing=standing,
        order=order,
        group=group,
        starts_on=starts_on,
    )
    after = {"indicator": indicator, "standing": standing}
    record("performance.scorecard.placed", by=by, at=at, subject=line, after=after)
    return line


@transaction.atomic
def place_anew(
    *,
    by: Principal,
    at: datetime,
    line: ScorecardLine,
    priority: Priority | None,
    standing: str,
    order: int,
    group: Group | None = None,
    row_version: int,
) -> ScorecardLine:
    """Put a line of the scorecard under another priority, or elsewhere under its own."""
    line = ScorecardLine.objects.select_for_update().select_related("space").get(pk=line.pk)
    insist(may(by, SET_UP, line))
    insist(
        because(
            (_is_elsewhere(priority, line.space), "That priority is another partnership's."),
            (_is_elsewhere(group, line.space), "That group is another partnership's."),
        )
    )
    line.insist_unchanged(row_version)
    new = {
        "priority_id": priority.pk if priority else None,
        "standing": standing,
        "order": order,
        "group_id": group.pk if group else None,
    }
    before, after = changed_fields(line, **new)
    if after:
        for name, value in after.items():
            setattr(line, name, value)
        line.save_next_version(*after)
        record(
            "performance.scorecard.moved", by=by, at=at, subject=line, before=before, after=after
        )
    return line


@transaction.atomic
def take_off(*, by: Principal, at: datetime, line: ScorecardLine, row_version: int) -> None:
    """Take an indicator off the scorecard from today on. Its figures stay."""
    line = ScorecardLine.objects.select_for_update().get(pk=line.pk)
    insist(may(by, SET_UP, line))
    line.insist_unchanged(row_version)
    # The last day is yesterday, so that it can come back today as a line of its own.
    last = at.date() - timedelta(days=1)
    if line.starts_on is not None and line.starts_on > last:
        before = {"indicator": line.indicator, "standing": line.standing}
        record("performance.scorecard.taken_off", by=by, at=at, subject=line, before=before)
        line.delete()
        return
    line.ends_on = last
    line.save_next_version("ends_on")
    after = {"ends_on": last.isoformat()}
    record("performance.scorecard.taken_off", by=by, at=at, subject=line, after=after)


def _is_elsewhere(row: Priority | Group | None, space: Space) -> bool:
    return row is not None and row.space_id != space.pk


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
    before = versions_of(catalogue()[indicator], [space.pk])[0]
    insist(
        because(
            (not reason.strip(), "Say why the definition changes."),
            (text.strip() == before.text, "Word it another way: this is how it is worded now."),
            (
                before.holds_from is not None and holds_from <= before.holds_from,
                "The last change holds from that day or a later one: choose a later period.",
            ),
        )
    )
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
