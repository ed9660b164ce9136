"""Whom a partnership asked before, for a new period of the same length."""

from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.performance.models import ReturnRequest
from goldthread.register.models import Agency, Membership, in_date


@dataclass(frozen=True)
class Agencies:
    """The agencies of a partnership beside one period.

    `askable` has the last request of each that can be asked for the same again, by its id in addresses,
    with what that is in words.
    """

    askable: dict[str, tuple[ReturnRequest, str]]
    already: tuple[ReturnRequest, ...]
    never: tuple[Agency, ...]

    @property
    def newest(self) -> ReturnRequest | None:
        """The request from which the usual day is taken."""
        found = [last for last, _ in self.askable.values()]
        return max(found, key=lambda last: Period.parse(last.period)) if found else None


def agencies_before(principal: Principal, period: Period, *, on: date) -> Agencies:
    """Those of the partnership chosen: asked before, asked for this period already, or never asked."""
    space_id = principal.space.id if principal.space else 0
    requests = ReturnRequest.objects.visible_to(principal).filter(
        space_id=space_id, status=ReturnRequest.Status.ASKED
    )
    members = Membership.objects.visible_to(principal).filter(in_date(on), space_id=space_id)
    agencies = {
        row.agency_id: row.agency
        for row in members.select_related("agency").order_by("agency__name")
    }
    already: dict[int, ReturnRequest] = {}
    last: dict[int, tuple[Period, ReturnRequest]] = {}
    for row in requests.select_related("agency", "space").prefetch_related("areas"):
        about = Period.parse(row.period)
        if about == period:
            already[row.agency_id] = row
        elif about.kind is period.kind and about < period:
            there = last.get(row.agency_id)
            if there is None or there[0] < about:
                last[row.agency_id] = (about, row)
    askable = {
        agency.public_id: (last[pk][1], _words(last[pk][1]))
        for pk, agency in agencies.items()
        if pk in last and pk not in already
    }
    return Agencies(
        askable=askable,
        already=tuple(sorted(already.values(), key=lambda row: row.agency.name)),
        never=tuple(a for pk, a in agencies.items() if pk not in last and pk not in already),
    )


def _words(last: ReturnRequest) -> str:
    """What was asked of it: "Eastmarch Council: 12 indicators for Eastmarch, as for 2025-26 Q1"."""
    count = len(last.indicators)
    areas = ", ".join(sorted(area.name for area in last.areas.all()))
    noun = "indicator" if count == 1 else "indicators"
    return f"{last.agency}: {count} {noun} for {areas}, as for {last.period}"
