"""Deciding which small numbers may be shown to the public."""

from datetime import datetime

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Figure
from goldthread.register.models import Space
from goldthread.trail.record import record
from goldthread.yearly_report import permissions, rules
from goldthread.yearly_report.actions.places import held_still
from goldthread.yearly_report.models import ShowingDecision
from goldthread.yearly_report.showing import full_name
from goldthread.yearly_report.snapshot import FigureName


@transaction.atomic
def decide_to_show(
    *,
    space: Space,
    reason: str,
    by: Principal,
    at: datetime,
    figure: Figure | None = None,
    document: str = "",
) -> ShowingDecision:
    """Decide that one small number, or all of one document, may be shown: it is public already."""
    assert by.person_id is not None
    about = {"document": document, **(_names(figure) if figure else {})}
    decision = ShowingDecision(
        space=space,
        **about,
        named=full_name(figure) if figure else "",
        reason=reason.strip(),
        decided_by_id=by.person_id,
        decided_at=at,
    )
    insist(may(by, permissions.DECIDE_TO_SHOW, decision) & rules.can_be_decided(decision))
    held_still(space)
    there = ShowingDecision.objects.filter(space=space, **about).exists()
    insist(because((there, "This has been decided already.")))
    decision.save(force_insert=True)
    after = {"about": str(decision), "reason": decision.reason}
    record("yearly_report.showing.decided", by=by, at=at, subject=decision, after=after)
    return decision


def _names(figure: Figure) -> dict[str, str]:
    """The fields by which a decision knows the one figure that it is about."""
    name = FigureName.of(figure)
    return {
        "key": name.key,
        "area_code": name.area,
        "period": name.period,
        "breakdown": name.breakdown,
        "origin": name.origin,
    }
