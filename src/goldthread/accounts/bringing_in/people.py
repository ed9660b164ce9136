"""People and their roles from a spreadsheet: compared with those that are known, and prepared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from goldthread.access.decision import because, insist
from goldthread.access.principal import Principal
from goldthread.accounts import rules
from goldthread.accounts.actions import Wanted, prepare_offers
from goldthread.accounts.models import Appointment, Offer, Person
from goldthread.house import ROLES, Compared, ImportedRow, Outcome, Role
from goldthread.register.members import statutory_partners
from goldthread.register.models import Agency, Membership, Space, in_date, in_span

# Who holds or is offered which role for which agency: (e-mail address, role, number of the agency).
Held = tuple[str, str, int | None]


@dataclass(frozen=True)
class Known:
    """What rows are held against; only what the one who brings them in may see."""

    agencies: Mapping[str, Sequence[Agency]]  # of the partnership, by code and by name
    statutory: frozenset[int]
    held: frozenset[Held]
    offered: frozenset[Held]
    own_email: str

    def roles_of(self, email: str) -> set[Role]:
        """The roles that somebody holds here."""
        return {Role(role) for one, role, _ in self.held if one == email}


def compare_people(*, by: Principal, on: date, rows: Sequence[ImportedRow]) -> list[Compared]:
    """What each row of a spreadsheet of people comes to."""
    known = _known(by, on, rows)
    first_of: dict[tuple, int] = {}
    roles_before: dict[str, set[Role]] = defaultdict(set)
    compared = []
    for row in rows:
        first = first_of.setdefault(_key(row), row.number)
        problems = _problems(row, known, on, roles_before[_email(row)])
        if first != row.number:
            problems.append(("role", f"This role stands twice: also in row {first}."))
        roles_before[_email(row)].add(Role(row.values["role"]))
        compared.append(_outcome(row, known, problems))
    return compared


@transaction.atomic
def take_people(
    *, by: Principal, at: datetime, rows: Sequence[ImportedRow], compared: Sequence[Compared]
) -> None:
    """Prepare the roles of these rows, and tell the trail of each; no letter is sent."""
    assert by.space is not None
    now = compare_people(by=by, on=at.date(), rows=rows)
    insist(because((list(compared) != now, "It has changed since: look at it again.")))
    known = _known(by, at.date(), rows)
    wanted = [
        Wanted(
            email=_email(row),
            name=row.values["name"].strip(),
            role=Role(row.values["role"]),
            agency=_agency(row, known),
            ends_on=row.values["ends_on"],
        )
        for row, outcome in zip(rows, compared, strict=True)
        if outcome.outcome == Outcome.NEW
    ]
    prepare_offers(wanted, by=by, at=at, space=Space.objects.get(pk=by.space.id))


def _known(by: Principal, on: date, rows: Sequence[ImportedRow]) -> Known:
    assert by.space is not None
    emails = {_email(row) for row in rows}
    of_space = Membership.objects.filter(in_date(on), space_id=by.space.id)
    agencies: dict[str, list[Agency]] = defaultdict(list)
    for agency in {place.agency for place in of_space.select_related("agency")}:
        agencies[agency.code.casefold()].append(agency)
        if agency.name.casefold() != agency.code.casefold():
            agencies[agency.name.casefold()].append(agency)
    return Known(
        agencies=agencies,
        statutory=frozenset(one.pk for one in statutory_partners(by.space.id, on=on)),
        held=_of(Appointment.objects.filter(in_span(on, None), space_id__in=by.spaces), emails),
        offered=_of(
            Offer.objects.filter(
                space_id=by.space.id, status__in=(Offer.Status.PREPARED, Offer.Status.WAITING)
            ),
            emails,
        ),
        own_email=Person.objects.get(pk=by.acting_id).email.lower(),
    )


def _of(rows: QuerySet, emails: set[str]) -> frozenset[Held]:
    found = rows.annotate(email=Lower("person__email")).filter(email__in=emails)
    return frozenset(found.values_list("email", "role", "agency_id"))


def _email(row: ImportedRow) -> str:
    return str(row.values["email"]).strip().lower()


def _key(row: ImportedRow) -> tuple[str, str, str]:
    return _email(row), row.values["role"], str(row.values["agency"] or "").casefold()


def _agency(row: ImportedRow, known: Known) -> Agency | None:
    named = str(row.values["agency"] or "").strip().casefold()
    return next(iter(known.agencies.get(named, ())), None) if named else None


def _problems(
    row: ImportedRow, known: Known, on: date, roles_before: set[Role]
) -> list[tuple[str, str]]:
    problems = []
    said, role, agency = row.values, Role(row.values["role"]), _agency(row, known)
    if _email(row) == known.own_email:
        problems.append(("email", "You cannot appoint yourself."))
    if said["agency"] and agency is None:
        problems.append(("agency", "No agency of the partnership has this name or code."))
    elif said["agency"] and len(known.agencies[said["agency"].strip().casefold()]) > 1:
        problems.append(("agency", "Several agencies have this name: give the code."))
    if _held(row, known) in known.held | known.offered:
        return problems
    can_be = rules.can_be_appointed(
        role=role,
        held=known.roles_of(_email(row)) | roles_before,
        has_agency=bool(said["agency"]),
        is_statutory=agency is not None and agency.pk in known.statutory,
        starts_on=on,
        ends_on=said["ends_on"],
    )
    if not (said["agency"] and agency is None):
        problems += [("role", reason) for reason in can_be.reasons]
    return problems


def _held(row: ImportedRow, known: Known) -> Held:
    agency = _agency(row, known)
    return _email(row), row.values["role"], agency.pk if agency else None


def _outcome(row: ImportedRow, known: Known, problems: Sequence[tuple[str, str]]) -> Compared:
    title = f"{row.values['name']}, {ROLES[Role(row.values['role'])].title.lower()}"
    if problems:
        return Compared(Outcome.WRONG, title, problems=tuple(problems))
    is_there = _held(row, known) in known.held | known.offered
    return Compared(Outcome.SAME if is_there else Outcome.NEW, title)
