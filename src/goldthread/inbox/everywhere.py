"""What is due from one person in all their partnerships: for letters and calendars, outside any page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.house import InboxItem
from goldthread.inbox.due import due_from
from goldthread.register.models import in_date


@dataclass(frozen=True)
class DueThere:
    """One thing due, and the partnership where it is; "" where it is in none."""

    item: InboxItem
    partnership: str


def principals_of(person: Person, *, on: date) -> list[Principal]:
    """A person at work in each of their partnerships; empty for somebody without an appointment."""
    with working_everywhere():
        held = Appointment.objects.filter(in_date(on), in_date(on, "space__"), person=person)
        codes = sorted(set(held.values_list("space__code", flat=True)))
    found = [principal_for(person, on=on, chosen=code) for code in codes]
    return [principal for principal in found if principal.space is not None]


def due_everywhere(person: Person, *, on: date) -> list[DueThere]:
    """Each thing once, in the order of its day."""
    found: dict[tuple[str, str], DueThere] = {}
    for there in _each(person, on):
        found.setdefault((there.item.kind, there.item.url), there)
    return sorted(
        found.values(), key=lambda there: (there.item.due_on is None, there.item.due_on or on)
    )


def _each(person: Person, on: date) -> Iterator[DueThere]:
    for principal in principals_of(person, on=on):
        name = principal.space.name if principal.space else ""
        with working_in(principal.spaces):
            items = due_from(principal, on=on)
        yield from (DueThere(item, name) for item in items)
