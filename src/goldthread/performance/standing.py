"""Where each return that was asked for stands: who owes what, and since when."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from goldthread.access.principal import Principal
from goldthread.measures.periods import Period
from goldthread.performance.models import Return, ReturnRequest
from goldthread.performance.permissions import FILL_IN_RETURN
from goldthread.ui.components import Tone

OPEN = (Return.Status.DRAFT, Return.Status.QUERIED, Return.Status.SUBMITTED)
NOT_BEGUN = "Not begun"

WITHDRAWN = Q(status=ReturnRequest.Status.WITHDRAWN)

# An agency owes a return until it has handed one in that was not sent back.
OWED = Q(has_accepted=False, status=ReturnRequest.Status.ASKED) & (
    Q(latest_status__isnull=True)
    | Q(latest_status__in=(Return.Status.DRAFT, Return.Status.QUERIED))
)

# No return at all is not one that was sent back: in SQL a comparison with nothing is neither.
SENT_BACK = Q(latest_status__isnull=False, latest_status=Return.Status.QUERIED)

# What the list can be narrowed to, in the words of its filter.
STATES: dict[str, tuple[str, Q]] = {
    "owed": ("Still owed", OWED),
    "waiting": ("Waiting to be accepted", Q(latest_status=Return.Status.SUBMITTED)),
    "accepted": ("Accepted", Q(latest_status=Return.Status.ACCEPTED)),
    "withdrawn": ("Withdrawn", WITHDRAWN),
}
SETTLED = WITHDRAWN | Q(latest_status=Return.Status.ACCEPTED)
TONES = {
    Return.Status.DRAFT: Tone.UNDER_WAY,
    Return.Status.QUERIED: Tone.ASKS,
    Return.Status.SUBMITTED: Tone.UNDER_WAY,
    Return.Status.ACCEPTED: Tone.DONE,
}


def with_standing(requests: QuerySet[ReturnRequest]) -> QuerySet[Any]:
    """Requests with the status and number of their latest version: owed first, then open, then settled."""
    versions = Return.objects.filter(request=OuterRef("pk"))
    latest = versions.order_by("-number")
    return requests.annotate(
        latest_status=Subquery(latest.values("status")[:1]),
        latest_number=Subquery(latest.values("number")[:1]),
        has_accepted=Exists(versions.filter(status=Return.Status.ACCEPTED)),
    ).order_by(
        Case(When(OWED, then=0), When(SETTLED, then=2), default=1),
        # What is open stands by when it is due, the oldest first; what is settled, the newest first.
        Case(When(SETTLED, then=None), default=F("due_on")),
        "-due_on",
        "agency__name",
        "pk",
    )


def own_requests(principal: Principal, path: str = "") -> Q:
    """What this person fills in: each for an agency, in the very partnership that asks it."""
    own = Q(pk__in=[])
    for held in principal.with_permission(FILL_IN_RETURN):
        own |= Q(**{f"{path}space_id": held.space_id, f"{path}agency_id": held.agency_id})
    return own


def late(on: date) -> Q:
    """Owed, and due before this day."""
    return OWED & Q(due_on__lt=on)


def is_late(request: Any, on: date) -> bool:
    """Whether a request read with its standing is owed and due before this day."""
    return is_owed(request) and request.due_on < on


def is_owed(request: Any) -> bool:
    """Whether the agency still has to hand it in; the request was read with its standing."""
    if request.status == ReturnRequest.Status.WITHDRAWN:
        return False
    handed_in = request.latest_status in (Return.Status.SUBMITTED, Return.Status.ACCEPTED)
    return not (request.has_accepted or handed_in)


def words(request: Any) -> str:
    """The state of a request in words; a later version says its number."""
    if request.status == ReturnRequest.Status.WITHDRAWN:
        return ReturnRequest.Status.WITHDRAWN.label
    status: str | None = request.latest_status
    number: int | None = request.latest_number
    if status is None or number is None:
        return NOT_BEGUN
    said = Return.Status(status).label
    return f"{said}, version {number}" if number > 1 else said


def tone(request: Any) -> Tone:
    """How the state is drawn."""
    withdrawn = request.status == ReturnRequest.Status.WITHDRAWN
    status = None if withdrawn else request.latest_status
    return TONES.get(status, Tone.QUIET) if status else Tone.QUIET


def tally(requests: QuerySet[ReturnRequest], on: date) -> dict[str, int]:
    """How many are owed, late, and waiting to be accepted; one query."""
    return requests.order_by().aggregate(
        owed=Count("pk", filter=OWED),
        late=Count("pk", filter=late(on)),
        waiting=Count("pk", filter=STATES["waiting"][1]),
    )


def periods_of(requests: QuerySet[ReturnRequest]) -> list[Period]:
    """The periods that were asked for, newest first."""
    found = requests.order_by().values_list("period", flat=True).distinct()
    return sorted((Period.parse(text) for text in found), reverse=True)
