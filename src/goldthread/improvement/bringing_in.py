"""Actions from a tracker of the past: what its columns are, and what each row comes to beside what is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.house import Compared, ImportedRow, Outcome
from goldthread.improvement.leads import people_who_may_lead
from goldthread.improvement.models import Action
from goldthread.register.models import Agency, Membership, in_date

NO_LEAD = "Nobody named"
BETWEEN = ";"  # agencies of one action


@dataclass(frozen=True)
class Known:
    """Who and what rows may name: agencies and people of the partnership, and the actions it has."""

    agencies: Mapping[str, Agency]
    leads: Mapping[str, Person]
    actions: frozenset[tuple[str, frozenset[int]]]


def compare_actions(*, by: Principal, on: date, rows: Sequence[ImportedRow]) -> list[Compared]:
    """What each row of a tracker comes to."""
    known = known_to(by, on=on)
    seen: dict[tuple[str, frozenset[int]], int] = {}
    return [_compared(row, known, seen) for row in rows]


def known_to(by: Principal, *, on: date) -> Known:
    """What rows can name, read once however many they are."""
    assert by.space is not None
    space_id = by.space.id
    places = Membership.objects.filter(in_date(on), space_id=space_id).select_related("agency")
    agencies: dict[str, Agency] = {}
    for place in places:
        agencies |= {place.agency.name.casefold(): place.agency, place.agency.code: place.agency}
    leads: dict[str, Person] = {}
    for person in people_who_may_lead(space_id, on=on):
        leads |= {person.name.casefold(): person, person.email.casefold(): person}
    rows = Action.objects.filter(space_id=space_id).prefetch_related("agencies")
    there = {
        (action.title.casefold(), frozenset(agency.pk for agency in action.agencies.all()))
        for action in rows
    }
    return Known(agencies, leads, frozenset(there))


def agencies_named(row: ImportedRow, known: Known) -> tuple[list[Agency], list[str]]:
    """(the agencies that a row names, the names that nobody has)."""
    names = [part.strip() for part in row.values["agency"].split(BETWEEN) if part.strip()]
    found = [known.agencies.get(name.casefold()) for name in names]
    unknown = [name for name, agency in zip(names, found, strict=True) if agency is None]
    return [agency for agency in found if agency is not None], unknown


def lead_named(row: ImportedRow, known: Known) -> Person | None:
    """Whoever is named by e-mail or name; None where it is nobody at work here."""
    return known.leads.get(str(row.values["lead"] or "").casefold())


def key_of(row: ImportedRow, agencies: Sequence[Agency]) -> tuple[str, frozenset[int]]:
    """By what an action is known again: its words and its agencies."""
    return row.values["action"].casefold(), frozenset(agency.pk for agency in agencies)


def _compared(
    row: ImportedRow, known: Known, seen: dict[tuple[str, frozenset[int]], int]
) -> Compared:
    title = row.values["action"]
    agencies, unknown = agencies_named(row, known)
    if unknown:
        words = f"No agency of the partnership is called “{unknown[0]}”."
        return Compared(Outcome.WRONG, title, problems=(("agency", words),))
    key = key_of(row, agencies)
    first = seen.setdefault(key, row.number)
    if first != row.number:
        words = f"This action stands twice: also in row {first}."
        return Compared(Outcome.WRONG, title, problems=(("action", words),))
    if key in known.actions:
        return Compared(Outcome.SAME, title)
    if lead_named(row, known) is None:
        told = row.values["lead"] or NO_LEAD
        return Compared(Outcome.NEW, title, (f"led by nobody here (“{told}”): to be handed over",))
    return Compared(Outcome.NEW, title)
