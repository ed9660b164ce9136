"""Freezing a report, approving it, opening it again, and deciding which small numbers may be shown."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Figure
from goldthread.register.models import Space
from goldthread.trail.record import record
from goldthread.yearly_report import permissions, rules, steps
from goldthread.yearly_report.actions.places import held_still
from goldthread.yearly_report.models import Frozen, Report, ShowingDecision
from goldthread.yearly_report.showing import full_name
from goldthread.yearly_report.snapshot import FigureName
from goldthread.yearly_report.snapshot import sha256 as hash_of
from goldthread.yearly_report.taking import take
from goldthread.yearly_report.tasks import make_files


@transaction.atomic
def freeze(*, report: Report, by: Principal, at: datetime) -> Frozen:
    """Fix every figure with its whole road, and all that is written: outputs are made of this alone."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.FREEZE.allowed(report, by))
    snapshot = take(report, by=by, at=at, is_frozen=True)
    insist(rules.can_be_frozen(snapshot))
    assert by.person_id is not None
    held = snapshot.text()
    last = report.freezes.aggregate(last=Max("number"))["last"] or 0
    frozen = Frozen.objects.create(
        space_id=report.space_id,
        report=report,
        number=last + 1,
        held=held,
        sha256=hash_of(held),
        frozen_by_id=by.person_id,
        frozen_at=at,
    )
    report.status = steps.FREEZE.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "sha256": frozen.sha256}
    record("yearly_report.report.frozen", by=by, at=at, subject=report, after=after)
    transaction.on_commit(lambda: make_files.enqueue(frozen.pk, frozen.space_id))
    return frozen


@transaction.atomic
def approve(*, report: Report, sha256: str, by: Principal, at: datetime) -> Frozen:
    """Approve the very text that was read: `sha256` is the hash of what the page showed."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.APPROVE.allowed(report, by))
    frozen = report.last_frozen()
    assert frozen is not None
    insist(because((frozen.sha256 != sha256, "The report was frozen anew. Read it again first.")))
    frozen.approved_by_id, frozen.approved_at = by.person_id, at
    frozen.save_next_version("approved_by", "approved_at")
    report.status = steps.APPROVE.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "sha256": frozen.sha256}
    record("yearly_report.report.approved", by=by, at=at, subject=report, after=after)
    return frozen


@transaction.atomic
def open_again(*, report: Report, because_of: str, by: Principal, at: datetime) -> Report:
    """Let a frozen report that is not yet approved be written in again; what was frozen stays."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.OPEN_AGAIN.allowed(report, by) & rules.can_be_opened_again(because_of))
    frozen = report.last_frozen()
    assert frozen is not None
    frozen.opened_again_because = because_of.strip()
    frozen.save_next_version("opened_again_because")
    report.status = steps.OPEN_AGAIN.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "because": frozen.opened_again_because}
    record("yearly_report.report.opened_again", by=by, at=at, subject=report, after=after)
    return report


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
