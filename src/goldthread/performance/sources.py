"""What a change on the scorecard is called where a line of actions leads back to it."""

from django.urls import reverse

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import Source
from goldthread.measures.catalogue import catalogue
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.permissions import SEE_SCORECARD


def change_of(principal: Principal, public_id: str) -> Source | None:
    """The change of that id, where this reader may see it."""
    rows = ChangeToAnswer.objects.visible_to(principal).select_related("area")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        return None
    title = f"{catalogue()[row.indicator].title}, {row.area}"
    may_open = bool(may(principal, SEE_SCORECARD, row))
    return Source(title, reverse("change", args=[public_id]), may_open=may_open)
