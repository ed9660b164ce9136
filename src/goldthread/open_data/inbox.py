"""What open data asks of people: to decide about what was proposed."""

from datetime import date

from django.utils.timezone import get_current_timezone

from goldthread.access.principal import Principal
from goldthread.house import InboxItem, InboxKind
from goldthread.open_data.models import OpenTable
from goldthread.open_data.permissions import APPROVE
from goldthread.open_data.steps import APPROVE as TO_APPROVE

TO_DECIDE = "open_data.to_decide"


def waiting(principal: Principal, on: date) -> list[InboxItem]:
    """What somebody else proposed and this person may decide about, the oldest first."""
    spaces = {held.space_id for held in principal.with_permission(APPROVE)}
    rows = OpenTable.objects.visible_to(principal).filter(
        status=OpenTable.Status.PROPOSED, space_id__in=spaces
    )
    found = rows.select_related("proposed_by").order_by("proposed_at", "pk")
    return [_item(row) for row in found if TO_APPROVE.allowed(row, principal)]


def _item(row: OpenTable) -> InboxItem:
    return InboxItem(
        kind=TO_DECIDE,
        title=f"Open data: {row.title}",
        why=f"{row.proposed_by} proposes to give it to everybody",
        url=row.get_absolute_url(),
        button="Read it",
        due_on=None,
        came_on=row.proposed_at.astimezone(get_current_timezone()).date(),
    )


KINDS = (
    InboxKind(TO_DECIDE, "Open data to decide", waiting, in_calendar="Something waits for you"),
)
