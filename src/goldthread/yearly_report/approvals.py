"""The approvals that a frozen report was asked for, and those that one person may give."""

from goldthread.access.principal import Principal
from goldthread.yearly_report import permissions
from goldthread.yearly_report.models import Approval, Frozen


def asked_of(frozen: Frozen) -> list[Approval]:
    """Every partner that was asked, with who approved for it and when, by name of partner."""
    rows = frozen.approvals.select_related("partner", "approved_by", "not_yet_by")
    return list(rows.order_by("partner__name", "pk"))


def approvals_of(frozen: Frozen, by: Principal) -> list[Approval]:
    """Those that this person may give, or that were given for their agencies."""
    mine = {
        held.agency_id
        for held in by.with_permission(permissions.APPROVE)
        if held.space_id == frozen.space_id
    }
    return [approval for approval in asked_of(frozen) if approval.partner_id in mine]
