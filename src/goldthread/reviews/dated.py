"""The days of notified incidents, for a chart of how far apart they lie."""

from datetime import date

from goldthread.access.principal import Principal
from goldthread.reviews.models import Incident


def days_of_notified(principal: Principal) -> list[date]:
    """The days on which the council became aware, of those cases alone that the reader is named to.

    A case that they are not named to does not exist for them: a chart of all would say that there is one.
    """
    if principal.space is None:
        return []
    rows = Incident.objects.visible_to(principal).filter(
        space_id=principal.space.id, status=Incident.Status.NOTIFIED
    )
    return list(rows.order_by("aware_on").values_list("aware_on", flat=True))
