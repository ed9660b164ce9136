"""What is asked of each agency: every module's requests of its people, kept from the day they are first seen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.house import registry
from goldthread.inbox.due import due_from
from goldthread.inbox.models import AskedOfAgency
from goldthread.measures.periods import Period
from goldthread.register.models import Space, in_date
from goldthread.trail.record import record

QUARTERS = 5  # this one and those before it


@dataclass(frozen=True)
class Request:
    """One thing that is asked of an agency; whom it is asked of stands beside it."""

    agency_id: int
    kind: str
    url: str


@dataclass
class Seen:
    """What is seen of a request in the lists of those who are asked."""

    due_on: date | None
    came_on: date
    people: set[int] = field(default_factory=set)


def count_everywhere(*, at: datetime) -> None:
    """Look at what is due from everybody of an agency, in each partnership."""
    with working_everywhere():
        spaces = list(Space.objects.filter(in_date(at.date())).order_by("pk"))
    for space in spaces:
        count_in(space, at=at)


def count_in(space: Space, *, at: datetime) -> None:
    """Keep what is asked anew, and end what is not asked any more."""
    seen = _seen_in(space, on=at.date())
    with working_in([space.pk]), transaction.atomic():
        open_rows = AskedOfAgency.objects.select_for_update().filter(space=space, ended_on=None)
        there = {Request(row.agency_id, row.kind, row.url): row for row in open_rows}
        for request, row in there.items():
            if request not in seen:
                row.ended_on = at.date()
                row.save_next_version("ended_on")
        for request, found in seen.items():
            _keep(space, request, found, there.get(request))
        new, ended = len(seen.keys() - there.keys()), len(there.keys() - seen.keys())
        if new or ended:
            after = {"asked": new, "ended": ended}
            record("inbox.asked.counted", by=Principal(), at=at, subject=space, after=after)


def _keep(space: Space, request: Request, found: Seen, row: AskedOfAgency | None) -> None:
    if row is None:
        row = AskedOfAgency.objects.create(
            space=space,
            agency_id=request.agency_id,
            kind=request.kind,
            url=request.url,
            due_on=found.due_on,
            asked_on=found.came_on,
        )
    elif row.due_on != found.due_on:
        row.due_on = found.due_on
        row.save_next_version("due_on")
    row.people.set(found.people)


def _seen_in(space: Space, *, on: date) -> dict[Request, Seen]:
    """Every request of everybody who works there for an agency; the same for several of them is one."""
    with working_everywhere():
        held = Appointment.objects.filter(in_date(on), space=space, agency__isnull=False)
        agencies: dict[int, set[int]] = defaultdict(set)
        for person_id, agency_id in held.values_list("person_id", "agency_id"):
            agencies[person_id].add(agency_id)
        people = list(Person.objects.filter(pk__in=agencies, is_active=True).order_by("pk"))
    found: dict[Request, Seen] = {}
    for person in people:
        principal = principal_for(person, on=on, chosen=space.code)
        if principal.space is None:
            continue
        with working_in(principal.spaces):
            items = due_from(principal, on=on)
        for item in items:
            for agency_id in agencies[person.pk]:
                request = Request(agency_id, item.kind, item.url)
                since = min(item.came_on or on, on)
                seen = found.setdefault(request, Seen(item.due_on, since))
                seen.people.add(person.pk)
    return found


@dataclass(frozen=True)
class Quarter:
    """How much was asked in a quarter, and how much of that was not given by its day."""

    asked: int
    late: int


@dataclass(frozen=True)
class Burden:
    """An agency's row: what waits now, and its quarters in the order of the headings."""

    agency: str
    waits: int
    late: int
    quarters: tuple[Quarter, ...]


def quarters_until(on: date) -> tuple[Period, ...]:
    """The quarter of a day and those before it, the newest last."""
    first = on.year if on.month >= 4 else on.year - 1
    return Period.quarter(first, (on.month - 4) % 12 // 3 + 1).and_before(QUARTERS)


def burdens(principal: Principal, *, on: date) -> list[Burden]:
    """How much is and was asked of each agency in sight, by its name; one query."""
    quarters = quarters_until(on)
    late = Q(due_on__lt=F("ended_on")) | Q(ended_on=None, due_on__lt=on)
    counts = {"waits": Count("pk", filter=Q(ended_on=None))}
    counts["late"] = Count("pk", filter=Q(ended_on=None, due_on__lt=on))
    for number, quarter in enumerate(quarters):
        within = Q(asked_on__range=(quarter.starts_on, quarter.ends_on))
        counts[f"asked_{number}"] = Count("pk", filter=within)
        counts[f"late_{number}"] = Count("pk", filter=within & late)
    named = _here(principal).order_by("agency__name").values("agency__name")
    rows: Iterable[Any] = named.annotate(**counts)
    return [
        Burden(
            row["agency__name"],
            row["waits"],
            row["late"],
            tuple(
                Quarter(row[f"asked_{number}"], row[f"late_{number}"])
                for number in range(len(quarters))
            ),
        )
        for row in rows
    ]


def counted_since(principal: Principal) -> date | None:
    """The first day from which anything is known of what was asked; None where nothing was."""
    found: date | None = _here(principal).aggregate(first=Min("asked_on"))["first"]
    return found


def waiting(principal: Principal) -> QuerySet[AskedOfAgency]:
    """What is asked now of the agencies in sight, the soonest first."""
    rows = _here(principal).filter(ended_on=None).select_related("agency")
    return rows.prefetch_related("people").order_by(F("due_on").asc(nulls_last=True), "pk")


def _here(principal: Principal) -> QuerySet[AskedOfAgency]:
    space = principal.space.id if principal.space else None
    return AskedOfAgency.objects.visible_to(principal).filter(space=space)


def titles() -> dict[str, str]:
    """What each kind of request is called."""
    return {kind.name: kind.title for module in registry for kind in module.inbox}
