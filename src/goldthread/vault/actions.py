"""Opening a case to named people, writing down who is meant in it, and seeing a name."""

from datetime import date, datetime, timedelta

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, CompartmentMember, Person
from goldthread.register.models import Compartment, Space, in_date
from goldthread.trail.record import record, record_reading
from goldthread.vault.known import names_in, told
from goldthread.vault.models import Correction, Fingerprint, Identity, Reveal
from goldthread.vault.permissions import KEEP, NAME_PEOPLE, REVEAL
from goldthread.vault.sealing import fingerprints
from goldthread.vault.sweep import Known, sweep

NOT_NAMED = "You are not named to this case."
SHOWN_FOR = timedelta(minutes=15)  # after which the reason is asked for again
GIVES_AWAY = "The pseudonym, or what they are in the case, gives a name away."
NOT_BORN_YET = "The date of birth has not come yet."


def is_named(by: Principal, compartment_id: int | None) -> bool:
    """Whether somebody may look into a case at all."""
    return compartment_id is not None and compartment_id in by.compartments


@transaction.atomic
def open_compartment(
    *, by: Principal, at: datetime, space: Space, name: str, people: tuple[Person, ...]
) -> Compartment:
    """A list for a new case. The module whose case it is has asked whether this may be done."""
    compartment = Compartment.objects.create(space=space, name=name, starts_on=at.date())
    record("vault.case.opened", by=by, at=at, subject=compartment)
    for person in people:
        let_in(by=by, at=at, compartment=compartment, person=person)
    return compartment


def let_in(
    *,
    by: Principal,
    at: datetime,
    compartment: Compartment,
    person: Person,
    until: date | None = None,
) -> CompartmentMember:
    """Put a person on the list of a case, once; the act that calls this has asked whether it may."""
    there = CompartmentMember.objects.filter(
        in_date(at.date()), for_compartment=compartment, person=person
    ).first()
    if there is not None:
        return there
    member = CompartmentMember.objects.create(
        space_id=compartment.space_id,
        for_compartment=compartment,
        person=person,
        starts_on=at.date(),
        ends_on=until,
    )
    record("vault.case.named", by=by, at=at, subject=member, after={"person": person.pk})
    return member


def let_out(
    *, by: Principal, at: datetime, compartment_id: int, person: Person
) -> CompartmentMember | None:
    """Take a person off the list of a case from tomorrow; the act that calls this has asked whether it may."""
    there = (
        CompartmentMember.objects.select_for_update(of=("self",))
        .filter(in_date(at.date()), for_compartment_id=compartment_id, person=person)
        .first()
    )
    if there is None or there.ends_on == at.date():
        return there
    there.ends_on = at.date()
    there.save_next_version("ends_on")
    record("vault.case.left", by=by, at=at, subject=there, after={"person": person.pk})
    return there


@transaction.atomic
def name_to_case(
    *, by: Principal, at: datetime, compartment: Compartment, person: Person, until: date | None
) -> CompartmentMember:
    """Name somebody at work in the partnership to a case, until a day where one is given."""
    insist(may(by, NAME_PEOPLE, compartment))
    here = Appointment.objects.filter(
        in_date(at.date()), person=person, space_id=compartment.space_id
    ).exists()
    insist(
        because(
            (not is_named(by, compartment.pk), NOT_NAMED),
            (not here, f"{person} has no appointment in this partnership."),
            (until is not None and until < at.date(), "That day has passed."),
        )
    )
    return let_in(by=by, at=at, compartment=compartment, person=person, until=until)


@transaction.atomic
def write_identity(
    *,
    by: Principal,
    at: datetime,
    compartment: Compartment,
    kind: str,
    pseudonym: str,
    name: str,
    part: str = "",
    other_names: str = "",
    born_on: date | None = None,
    identifier: str = "",
) -> Identity:
    """Write down who is meant, under the pseudonym that the case speaks by."""
    insist(may(by, KEEP, compartment))
    pseudonym, name, part = (" ".join(text.split()) for text in (pseudonym, name, part))
    row = Identity(
        space_id=compartment.space_id,
        compartment=compartment,
        kind=kind,
        pseudonym=pseudonym,
        part=part,
        name=name,
        other_names=other_names.strip(),
        born_on=born_on.isoformat() if born_on else "",
        identifier=identifier.strip(),
        written_by_id=by.acting_id,
        written_at=at,
    )
    taken = Identity.objects.filter(compartment=compartment, pseudonym__iexact=pseudonym).exists()
    insist(
        because(
            (not is_named(by, compartment.pk), NOT_NAMED),
            (not name, "Say who is meant."),
            (not pseudonym, "Say by which pseudonym the case speaks of them."),
            (taken, f"{pseudonym} is somebody else in this case."),
            (born_on is not None and born_on > at.date(), NOT_BORN_YET),
            (_gives_away(row), GIVES_AWAY),
        )
    )
    row.save()
    _fingerprint(row)
    after = {"pseudonym": pseudonym, "kind": kind}
    record("vault.identity.written", by=by, at=at, subject=row, after=after)
    return row


@transaction.atomic
def correct_identity(
    *,
    by: Principal,
    at: datetime,
    seen: Reveal,
    name: str,
    because_of: str,
    row_version: int,
    part: str = "",
    other_names: str = "",
    born_on: date | None = None,
    identifier: str = "",
    was_somebody_else: bool = False,
) -> Identity:
    """Write anew who is meant, by somebody who has just seen it; what stood there stays sealed beside it.

    The name that stood there stays among the other names, since texts may hold it, unless it
    `was_somebody_else`. The pseudonym stays: the case speaks by it.
    """
    row = Identity.objects.select_for_update(of=("self",)).get(pk=seen.identity_id)
    insist(may(by, KEEP, row))
    row.insist_unchanged(row_version)
    name, part = " ".join(name.split()), " ".join(part.split())
    others = [" ".join(each.split()) for each in other_names.splitlines()]
    if name != row.name and not was_somebody_else:
        others.append(row.name)
    before = {each: getattr(row, each) for each in CORRECTED}
    row.name, row.part, row.identifier = name, part, identifier.strip()
    row.other_names = "\n".join(dict.fromkeys(each for each in others if each not in ("", name)))
    row.born_on = born_on.isoformat() if born_on else ""
    changed = [each for each in CORRECTED if getattr(row, each) != before[each]]
    insist(
        because(
            (not is_named(by, row.compartment_id), NOT_NAMED),
            (not is_shown(seen, by, at), "See the name again first, and say why."),
            (not because_of.strip(), "Say what was wrong."),
            (not name, "Say who is meant."),
            (not changed, "Nothing of it is different."),
            (born_on is not None and born_on > at.date(), NOT_BORN_YET),
            (_gives_away(row), GIVES_AWAY),
        )
    )
    row.save_next_version(*changed)
    fingerprint_anew(row)
    Correction.objects.create(
        space_id=row.space_id,
        compartment_id=row.compartment_id,
        identity=row,
        before="\n".join(f"{CORRECTED[each]}: {_told(before[each])}" for each in changed),
        because=because_of.strip(),
        corrected_by_id=by.acting_id,
        corrected_at=at,
    )
    after = {"corrected": [CORRECTED[each] for each in changed]}
    record("vault.identity.corrected", by=by, at=at, subject=row, after=after)
    return row


CORRECTED = {
    "name": "Full name",
    "other_names": "Other names",
    "born_on": "Date of birth",
    "identifier": "NHS number",
    "part": "What they are in the case",
}


def _told(value: str) -> str:
    return ", ".join(value.splitlines()) or "nothing"


def is_shown(seen: Reveal, by: Principal, at: datetime) -> bool:
    """Whether a name stands open still to whoever said why they need it."""
    return seen.is_owned_by(by) and at - seen.revealed_at <= SHOWN_FOR


def _gives_away(row: Identity) -> bool:
    """Whether what everybody of the case reads holds a name of theirs or of another of the case."""
    shown = f"{row.pseudonym} {row.part}"
    own = [Known("this person", tuple(row.names))]  # whose pseudonym is not taken for allowed yet
    found = sweep(shown, own) + names_in(shown, compartment_id=row.compartment_id or 0)
    return any(hit.why.startswith("a name of") for hit in found)


def fingerprint_anew(row: Identity) -> bool:
    """Hash somebody by the newest key where an earlier one did; gives whether that was so."""
    if set(row.fingerprints.values_list("value", flat=True)) == set(_values(row)):
        return False
    row.fingerprints.all().delete()
    _fingerprint(row)
    return True


def _values(row: Identity) -> list[str]:
    texts = {told(name, row.born_on) for name in row.names} - {""}
    return [fingerprints(text)[0] for text in sorted(texts)]


def _fingerprint(row: Identity) -> None:
    Fingerprint.objects.bulk_create(
        Fingerprint(
            space_id=row.space_id,
            compartment_id=row.compartment_id,
            identity=row,
            value=value,
        )
        for value in _values(row)
    )


@transaction.atomic
def reveal(*, by: Principal, at: datetime, identity: Identity, because_of: str) -> Reveal:
    """See who is meant, by name; that it was seen, by whom and why is kept for good."""
    insist(may(by, REVEAL, identity))
    insist(
        because(
            (not is_named(by, identity.compartment_id), NOT_NAMED),
            (not because_of.strip(), "Say why you need to see the name."),
        )
    )
    seen = Reveal.objects.create(
        space_id=identity.space_id,
        compartment_id=identity.compartment_id,
        identity=identity,
        because=because_of.strip(),
        revealed_by_id=by.acting_id,
        revealed_at=at,
    )
    record_reading("vault.identity.revealed", by=by, at=at, subject=identity)
    return seen
