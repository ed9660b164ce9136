"""Which return a file is for, where nobody said so: by what the file says, and who sends it."""

from dataclasses import replace

from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.performance import standing
from goldthread.performance.models import ReturnRequest
from goldthread.performance.sheets import Sheet, SheetRow


class Unclear(Exception):
    """There is no such return, or more than one; says what to do."""


def request_for(by: Principal, sheet: Sheet, return_id: str | None) -> ReturnRequest:
    """The one request of this person's agencies that the file answers; raises Unclear."""
    own = _own(by)
    wanted = return_id or sheet.request_id
    if wanted:
        found = own.filter(public_id=wanted).first()
        if found is None:
            raise Unclear(f"No return with the id {wanted} is asked of {by.name}'s agency.")
        return found
    return _by_period(own, sheet, by)


def _own(by: Principal) -> QuerySet[ReturnRequest]:
    asked = ReturnRequest.objects.visible_to(by).filter(
        standing.own_requests(by), status=ReturnRequest.Status.ASKED
    )
    return asked.select_related("agency", "space")


def requests_for(
    by: Principal, sheet: Sheet
) -> tuple[list[tuple[ReturnRequest, Sheet]], list[str]]:
    """The request for each period of a file with that period's rows, and a sentence for each without one.

    Raises Unclear where a period has more than one, or none has any.
    """
    own = _own(by)
    rows: dict[str, list[SheetRow]] = {}
    for row in sheet.rows:
        rows.setdefault(_as_kept(row.text("period")), []).append(row)
    found, not_asked = [], []
    for period, of_period in rows.items():
        request = _of_period(own, period)
        if request is None:
            many = len(of_period)
            not_asked.append(f"No return for {period} is asked: its {many} lines were left aside.")
        else:
            found.append((request, replace(sheet, rows=tuple(of_period))))
    if not found:
        raise Unclear(f"No return for {', '.join(rows)} is asked of {by.name}'s agency.")
    return found, not_asked


def _by_period(own: QuerySet[ReturnRequest], sheet: Sheet, by: Principal) -> ReturnRequest:
    periods = {_as_kept(text) for text in sheet.periods}
    if len(periods) != 1:
        raise Unclear("The file does not say one period: name its return with --return ID.")
    period = periods.pop()
    found = _of_period(own, period)
    if found is None:
        raise Unclear(f"No return for {period} is asked of {by.name}'s agency.")
    return found


def _of_period(own: QuerySet[ReturnRequest], period: str) -> ReturnRequest | None:
    found = list(own.filter(period=period).order_by("pk"))
    if len(found) > 1:
        ids = ", ".join(
            f"{request.public_id} ({request.agency}, {request.space})" for request in found
        )
        raise Unclear(
            f"More than one return is asked for {period}: name one with --return ID: {ids}."
        )
    return found[0] if found else None


def _as_kept(text: str) -> str:
    try:
        return str(Period.parse(text))
    except ValueError:
        return text
