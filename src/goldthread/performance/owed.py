"""What was asked of agencies for a few periods, and what of it has not come in: who owes which cell."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance.audiences import own_roles
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import BOARD, BUSINESS_UNIT
from goldthread.performance.standing import with_standing
from goldthread.ui import british

NEWEST = 4  # periods that returns were asked for: a scorecard opens on none before them
NOT_COLLECTED = "not collected"
NO_FIGURE = "no figure"


@dataclass(frozen=True)
class Demand:
    """One return that was asked for, and how far it has come.

    `agency` is "" for a reader who may not know whose it is; `public_id` for one who may not open it.
    """

    period: str
    agency: str
    due_on: date
    indicators: frozenset[str]
    areas: tuple[str, ...]
    is_accepted: bool
    is_handed_in: bool
    public_id: str = ""

    @property
    def cells(self) -> int:
        """How many figures were asked, those of a breakdown left aside."""
        return len(self.indicators) * len(self.areas)

    def words(self, today: date) -> str:
        """Who owes it and until when: "Eastmarch Council, due 14 October"."""
        whose = self.agency or "a return"
        if self.is_accepted:
            return f"{self.agency or 'the agency'} gave none"
        if self.is_handed_in:
            return f"{whose}, waiting to be accepted"
        day = british.day(self.due_on)
        if self.due_on.year == today.year:
            day = day.removesuffix(f" {self.due_on.year}")
        return f"{whose}, {'was due' if self.due_on < today else 'due'} {day}"


@dataclass(frozen=True)
class Progress:
    """How many of a period's returns have come in; `cells` are the figures that they were asked for."""

    period: Period
    returns: int
    accepted: int
    owed: int
    cells: int
    accepted_cells: int

    @property
    def is_complete(self) -> bool:
        return self.accepted == self.returns

    @property
    def waiting(self) -> int:
        """Handed in and not yet accepted."""
        return self.returns - self.accepted - self.owed


@dataclass(frozen=True)
class Waiting:
    """Why a figure is not there, in a few words; `request` names the return for who may open it."""

    words: str
    is_asked: bool = False
    request: str = ""


@dataclass(frozen=True)
class Owed:
    """The returns that were asked for a few periods."""

    demands: tuple[Demand, ...] = ()

    def progress(self) -> list[Progress]:
        """How far each period has come, the newest first."""
        periods = {Period.parse(demand.period) for demand in self.demands}
        return [self._of(period) for period in sorted(periods, reverse=True)]

    def why_empty(
        self, row: Indicator, areas: Collection[str], period: Period, today: date
    ) -> "Waiting":
        """Why a figure is not there: what it waits for, or that nobody was asked.

        `areas` are its own and those that make it up. A figure that is worked out waits for what it is
        worked out from: for two indicators, for the quarters of the year.
        """
        here = [demand for demand in self.demands if demand.period in _texts([period])]
        keys = (row.numerator_key, row.denominator_key) if row.is_derived else (row.key,)
        found = [
            demand
            for demand in here
            if any(area in demand.areas for area in areas)
            and any(key in demand.indicators for key in keys)
        ]
        found = [demand for demand in found if not demand.is_accepted] or found
        if not found:
            return Waiting(NOT_COLLECTED if here else NO_FIGURE)
        asked = {key for demand in here for key in demand.indicators}
        lacking = [key for key in keys if key not in asked]
        if lacking and found[0].is_accepted:
            # It comes from elsewhere, such as the number of children: no agency is to blame.
            title = catalogue()[lacking[0]].title
            return Waiting(f"{NO_FIGURE} for {title[:1].lower()}{title[1:]}")
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        first = found[0]
        return Waiting(
            f"{first.words(today)}{more}", is_asked=not first.is_accepted, request=first.public_id
        )

    def _of(self, period: Period) -> Progress:
        found = [demand for demand in self.demands if demand.period == str(period)]
        accepted = [demand for demand in found if demand.is_accepted]
        return Progress(
            period=period,
            returns=len(found),
            accepted=len(accepted),
            owed=sum(not (demand.is_accepted or demand.is_handed_in) for demand in found),
            cells=sum(demand.cells for demand in found),
            accepted_cells=sum(demand.cells for demand in accepted),
        )


def owed_of(principal: Principal, also: Iterable[Period] = ()) -> Owed:
    """What was asked for the newest periods, and for some others that a page is about.

    That something is owed, everybody may know who reads the scorecard. By whom, the business unit and the
    board; an agency's people read their own agency's name alone.
    """
    # Scopes are for pages of returns: here only names and days are read, and those by the rule above.
    asked = ReturnRequest.objects.filter(space_id__in=principal.spaces)
    texts = asked.order_by().values_list("period", flat=True).distinct()
    newest = sorted(map(Period.parse, texts), reverse=True)[:NEWEST]
    rows = with_standing(asked.filter(period__in=_texts([*newest, *also])))
    found = list(rows.select_related("agency").prefetch_related("areas"))
    if not found:
        return Owed()
    may_open = set(
        ReturnRequest.objects.visible_to(principal)
        .filter(pk__in=[row.pk for row in found])
        .values_list("pk", flat=True)
    )
    knows_all = bool(own_roles(principal) & (BUSINESS_UNIT | BOARD))
    hidden = {pk for kind, pk in principal.conflicts if kind == "register.agency"}
    return Owed(
        tuple(
            _demand(row, may_open, is_named=knows_all and row.agency_id not in hidden)
            for row in found
        )
    )


def _demand(row: ReturnRequest, may_open: Collection[int], *, is_named: bool) -> Demand:
    status = getattr(row, "latest_status")  # noqa: B009  annotated by `with_standing`
    return Demand(
        period=row.period,
        agency=row.agency.name if is_named or row.pk in may_open else "",
        due_on=row.due_on,
        indicators=frozenset(row.indicators),
        areas=tuple(area.code for area in row.areas.all()),
        is_accepted=getattr(row, "has_accepted"),  # noqa: B009
        is_handed_in=status == Return.Status.SUBMITTED,
        public_id=row.public_id if row.pk in may_open else "",
    )


def _texts(periods: Iterable[Period]) -> set[str]:
    """The periods as rows name them; of a year also its quarters."""
    found: set[str] = set()
    for period in periods:
        quarters = period.quarters() if period.kind is PeriodKind.YEAR else ()
        found |= {str(period), *map(str, quarters)}
    return found
