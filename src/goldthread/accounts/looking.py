"""Who looked: each page of a sensitive record is told in the trail, and read back from it."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import get_current_timezone

from goldthread.access.guard import Unmade
from goldthread.access.opened import Opened, in_view
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Appointment
from goldthread.register.models import Setting, Space
from goldthread.trail.models import Entry
from goldthread.trail.module import READ_TRAIL
from goldthread.trail.record import record_reading
from goldthread.trail.seals import pseudonym

PRINT = "print"  # in an address: the page is about to be printed
MANY = "trail.many_records_noticed"
MANY_AN_HOUR = "trail.records_an_hour"  # the partnership's own setting
DEFAULT_MANY = 60  # records
AN_HOUR = timedelta(hours=1)

OPENED, PRINTED, EXPORTED = "opened", "printed", "exported"
# A kind of reading says how in a word of its own: ".read", ".read_as_board", ".printed", ".exported".
WORDS = {OPENED: ".read", PRINTED: ".printed", EXPORTED: ".exported"}
READINGS = (
    Q(kind__endswith=".read")
    | Q(kind__contains=".read_as_")
    | Q(kind__endswith=".printed")
    | Q(kind__endswith=".exported")
)


def tell(request: HttpRequest, seen: Opened, response: HttpResponse, *, at: datetime) -> None:
    """Tell of the sensitive records that a page showed, and of any page that is to be printed."""
    principal: Principal = request.principal  # type: ignore[attr-defined]
    if request.method != "GET" or response.status_code != 200 or isinstance(response, Unmade):
        return
    if not principal.is_signed_in:
        return
    is_printed = is_to_be_printed(request)
    for row in seen.rows.values():
        if is_printed:
            _tell(f"{row._meta.label_lower}.printed", principal, at, row)
        elif row.is_sensitive() and not seen.is_told(row):
            _tell(f"{row._meta.label_lower}.read", principal, at, row)
    if is_printed and not seen.rows and (space := _at_work(principal)):
        page = str(request.resolver_match and request.resolver_match.view_name)
        _tell(f"page.{page.replace(':', '.')}.printed", principal, at, space)
    if seen.told:
        _notice_many(principal, at)


def is_to_be_printed(request: HttpRequest) -> bool:
    """Whether this is the page behind a "Print this page" button."""
    return request.GET.get(PRINT) == "1"


def _tell(kind: str, by: Principal, at: datetime, row: Any) -> None:
    space_id = by.space.id if by.space else None
    # What is offered to somebody lies in a partnership that they do not work in yet.
    is_elsewhere = getattr(row, "space_id", space_id) not in (*by.spaces, None)
    with working_everywhere() if is_elsewhere else nullcontext():
        record_reading(kind, by=by, at=at, subject=row, space_id=space_id)


def _at_work(principal: Principal) -> Space | None:
    chosen = principal.space
    return Space.objects.visible_to(principal).filter(pk=chosen.id).first() if chosen else None


# -- Too many ------------------------------------------------------------------------------------------


def _notice_many(principal: Principal, at: datetime) -> None:
    """Tell, once an hour, that somebody opened or took out more records than people do at work."""
    space = principal.space
    if space is None:
        return
    lately = Entry.objects.filter(person_id=principal.person_id, at__gt=at - AN_HOUR)
    records = lately.filter(READINGS, space_id=space.id).values("subject_ref").distinct().count()
    if records <= many_an_hour(principal, on=at.date()) or lately.filter(kind=MANY).exists():
        return
    if subject := _at_work(principal):
        record_reading(MANY, by=principal, at=at, subject=subject, space_id=space.id)


def many_an_hour(principal: Principal, *, on: date) -> int:
    """How many records one person may open in an hour before it is noticed."""
    own = {principal.space.id} if principal.space else set()
    kept = Setting.objects.visible_to(principal).filter(
        space_id__in=own, name=MANY_AN_HOUR, holds_from__lte=on
    )
    latest = kept.order_by("-holds_from").first()
    return int(latest.value) if latest else DEFAULT_MANY


def noticed(principal: Principal, *, since: datetime) -> QuerySet[Entry]:
    """When somebody opened many records, the latest first."""
    found = Entry.objects.visible_to(principal).filter(kind=MANY, at__gte=since)
    return found.order_by("-at", "-pk")


# -- Who looked ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """One reading of a record: who, as what, when and how."""

    at: datetime
    who: str
    roles: str
    how: str


def may_ask_who_looked(principal: Principal, row: Any) -> bool:
    """Those who read the trail, and whoever the record belongs to."""
    return principal.holds(READ_TRAIL) or row.is_owned_by(principal)


def record_in_view() -> Any | None:
    """The record that the page under way is about, where its readings are kept."""
    seen = in_view()
    kept = (row for row in seen.rows.values() if row.is_sensitive() or seen.is_told(row))
    return next(kept, None)


def looks_at(principal: Principal, label: str, public_id: str) -> QuerySet[Entry]:
    """The readings of one record in the spaces at work, the latest first."""
    ref = pseudonym(settings.GOLDTHREAD_TRAIL_KEY, label, public_id)
    found = Entry.objects.visible_to(principal).filter(READINGS, subject_ref=ref)
    return found.order_by("-at", "-pk")


def looks(principal: Principal, entries: Iterable[Entry]) -> list[Look]:
    """Readings with names and the roles held on that day, in one query."""
    entries = list(entries)
    people = {entry.person_id for entry in entries if entry.person_id is not None}
    held = Appointment.objects.visible_to(principal).filter(person_id__in=people)
    by_person: dict[int, list[Appointment]] = {}
    for appointment in held.select_related("person").order_by("pk"):
        by_person.setdefault(appointment.person_id, []).append(appointment)
    return [_look(entry, by_person.get(entry.person_id or 0, [])) for entry in entries]


def _look(entry: Entry, held: list[Appointment]) -> Look:
    at = entry.at.astimezone(get_current_timezone())
    then = [a for a in held if a.starts_on <= at.date() and not a.has_ended(at.date())]
    return Look(
        at=at,
        who=held[0].person.name if held else "Somebody with no appointment here",
        roles=", ".join(dict.fromkeys(appointment.title for appointment in then)),
        how=next(how for how, word in reversed(WORDS.items()) if word in entry.kind),
    )


def is_hidden_by_conflict(principal: Principal, model: Any, public_id: str) -> bool:
    """Whether a declared conflict of interest hides a record, which also hides who looked at it.

    One question, whether the record is there or not: two would tell those apart.
    """
    there = model.objects.filter(public_id=public_id)
    seen = there.without_conflicts(principal)
    return there.exclude(pk__in=seen.values("pk")).exists()
