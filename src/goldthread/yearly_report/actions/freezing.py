"""Freezing a report, its approval by each partner, opening it again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from goldthread.access.decision import because, insist
from goldthread.access.principal import Principal
from goldthread.register.members import statutory_partners
from goldthread.register.models import Agency
from goldthread.trail.record import record
from goldthread.yearly_report import rules, steps
from goldthread.yearly_report.approvals import approvals_of, asked_of
from goldthread.yearly_report.models import Approval, Frozen, Report
from goldthread.yearly_report.snapshot import sha256 as hash_of
from goldthread.yearly_report.taking import take
from goldthread.yearly_report.tasks import make_files


@transaction.atomic
def freeze(*, report: Report, by: Principal, at: datetime) -> Frozen:
    """Fix every figure with its whole road, and all that is written: outputs are made of this alone."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.FREEZE.allowed(report, by))
    snapshot = take(report, by=by, at=at, is_frozen=True)
    partners = statutory_partners(report.space_id, on=snapshot.taken_at.date())
    insist(rules.can_be_frozen(snapshot) & rules.has_partners_to_ask(partners))
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
    for partner in partners:
        Approval.objects.create(space_id=report.space_id, frozen=frozen, partner=partner)
    report.status = steps.FREEZE.goes_to
    report.save_next_version("status")
    after = {"number": frozen.number, "sha256": frozen.sha256}
    record("yearly_report.report.frozen", by=by, at=at, subject=report, after=after)
    transaction.on_commit(lambda: make_files.enqueue(frozen.pk, frozen.space_id))
    return frozen


@transaction.atomic
def approve(
    *, report: Report, partner: Agency, sha256: str, by: Principal, at: datetime
) -> Approval:
    """Approve for one partner the very text that was read: `sha256` is the hash of what the page showed.

    When the last of the partners has approved, the report is approved.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.APPROVE.allowed(report, by))
    frozen, approval = _awaited(report, partner, sha256, by)
    approval.approved_by_id, approval.approved_at = by.person_id, at
    approval.save_next_version("approved_by", "approved_at")
    after = {"number": frozen.number, "sha256": frozen.sha256, "partner": partner.code}
    record("yearly_report.report.approved", by=by, at=at, subject=report, after=after)
    if all(each.is_given for each in asked_of(frozen)):
        report.status = steps.APPROVE_AS_THE_LAST.goes_to
        report.save_next_version("status")
    return approval


@transaction.atomic
def hold_back(
    *, report: Report, partner: Agency, sha256: str, because_of: str, by: Principal, at: datetime
) -> Approval:
    """Say for one partner why the text that was read is not approved yet; it may be approved later."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    insist(steps.HOLD_BACK.allowed(report, by) & rules.can_be_held_back(because_of))
    frozen, approval = _awaited(report, partner, sha256, by)
    approval.not_yet_by_id, approval.not_yet_at = by.person_id, at
    approval.not_yet_because = because_of.strip()
    approval.save_next_version("not_yet_by", "not_yet_at", "not_yet_because")
    after = {
        "number": frozen.number,
        "partner": partner.code,
        "because": approval.not_yet_because,
    }
    record("yearly_report.report.held_back", by=by, at=at, subject=report, after=after)
    return approval


def _awaited(
    report: Report, partner: Agency, sha256: str, by: Principal
) -> tuple[Frozen, Approval]:
    """What was frozen, and the partner's answer to it that is still awaited from this person."""
    frozen = report.last_frozen()
    assert frozen is not None
    insist(because((frozen.sha256 != sha256, "The report was frozen anew. Read it again first.")))
    mine = {each.partner_id: each for each in approvals_of(frozen, by) if not each.is_given}
    insist(because((partner.pk not in mine, f"You cannot approve it for {partner.name}.")))
    return frozen, mine[partner.pk]


@transaction.atomic
def open_again(*, report: Report, because_of: str, by: Principal, at: datetime) -> Report:
    """Let a report that nobody reads in public be written in again; what was frozen stays."""
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
