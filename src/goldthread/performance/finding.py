"""Which return a file is for, where nobody said so: by what the file says, and who sends it."""

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.performance import standing
from goldthread.performance.models import ReturnRequest
from goldthread.performance.sheets import Sheet


class Unclear(Exception):
    """There is no such return, or more than one; says what to do."""


def request_for(by: Principal, sheet: Sheet, return_id: str | None) -> ReturnRequest:
    """The one request of this person's agencies that the file answers; raises Unclear."""
    own = ReturnRequest.objects.visible_to(by).filter(
        standing.own_requests(by), status=ReturnRequest.Status.ASKED
    )
    own = own.select_related("agency", "space")
    wanted = return_id or sheet.request_id
    if wanted:
        found = own.filter(public_id=wanted).first()
        if found is None:
            raise Unclear(f"No return with the id {wanted} is asked of {by.name}'s agency.")
        return found
    return _by_period(own, sheet, by)


def _by_period(own: QuerySet[ReturnRequest], sheet: Sheet, by: Principal) -> ReturnRequest:
    periods = {_as_kept(text) for text in sheet.periods}
    if len(periods) != 1:
        raise Unclear("The file does not say one period: name its return with --return ID.")
    period = periods.pop()
    found = list(own.filter(period=period).order_by("pk"))
    if not found:
        raise Unclear(f"No return for {period} is asked of {by.name}'s agency.")
    if len(found) > 1:
        ids = ", ".join(
            f"{request.public_id} ({request.agency}, {request.space})" for request in found
        )
        raise Unclear(
            f"More than one return is asked for {period}: name one with --return ID: {ids}."
        )
    return found[0]


def _as_kept(text: str) -> str:
    try:
        return str(Period.parse(text))
    except ValueError:
        return text
