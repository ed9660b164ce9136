"""What an agency owes that nobody could give any more once one appointment has ended."""

from datetime import date

from goldthread.accounts.models import Appointment
from goldthread.house import registry
from goldthread.measures.periods import Period
from goldthread.performance.letters import who_fills_in
from goldthread.performance.models import ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN
from goldthread.performance.standing import OWED, with_standing
from goldthread.ui.british import listed


def returns_of_nobody(appointment: Appointment, on: date) -> list[str]:
    """One sentence where the agency owes returns and nobody else there can fill them in; else none."""
    if (
        appointment.agency_id is None
        or appointment.role not in registry.permissions()[FILL_IN_RETURN]
    ):
        return []
    asked = ReturnRequest.objects.filter(
        space_id=appointment.space_id, agency_id=appointment.agency_id
    )
    owed = list(with_standing(asked).filter(OWED).select_related("agency"))
    if not owed or who_fills_in(owed[0], on=on).exclude(pk=appointment.pk).exists():
        return []
    periods = listed(Period.parse(request.period).label for request in owed)
    return [
        f"Nobody else at {appointment.agency} can fill in a return, and it still owes what was asked for"
        f" {periods}. Invite somebody else there first, or ask for it by a link afterwards."
    ]
