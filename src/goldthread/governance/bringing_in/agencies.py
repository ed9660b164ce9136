"""Agencies and schools from a spreadsheet: compared with those that are known, made and changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.governance.permissions import KEEP_REGISTER
from goldthread.house import Compared, ImportedRow, Outcome
from goldthread.register.models import Agency, Membership, Space
from goldthread.trail.record import Change, record_many

_URN = re.compile("urn-[0-9]{6}")
_CODE = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")  # it comes into the names of files
NOT_A_CODE = (
    "A code is letters, digits, hyphens, points and underscores, and begins with a letter or digit."
)
AT_ONCE = 500  # rows of one insert
LONGEST_CODE = 40
FIELDS = ("standing", "starts_on", "source")
CALLED = {"standing": "its place", "starts_on": "since", "source": "source"}
KEPT = "It is kept as “{}” for every partnership, and is not changed here."


@dataclass(frozen=True)
class Wanted:
    """One agency as a row says it, whatever kind of spreadsheet that came from."""

    name: str
    code: str
    kind: str
    fields: Mapping[str, Any]  # of the membership; those that the row leaves blank are not there
    key_column: str  # in which the code stands


@dataclass(frozen=True)
class Known:
    """The agencies and memberships that rows may be about."""

    by_code: Mapping[str, Agency]
    by_name: Mapping[str, Sequence[Agency]]
    places: Mapping[int, Sequence[Membership]]  # of an agency, in this partnership, latest first

    def agency(self, wanted: Wanted) -> Agency | None:
        if wanted.code:
            return self.by_code.get(wanted.code)
        return next(iter(self.by_name.get(wanted.name.casefold(), ())), None)

    def place(self, agency: Agency, on: date) -> Membership | None:
        """Its place today, or the one that begins later."""
        held = (
            one for one in self.places.get(agency.pk, ()) if not one.ends_on or one.ends_on >= on
        )
        return next(held, None)


def compare_agencies(*, by: Principal, on: date, rows: Sequence[ImportedRow]) -> list[Compared]:
    """What each row of a spreadsheet of agencies comes to."""
    return _compare([_agency(row) for row in rows], rows, by, on)


def compare_schools(*, by: Principal, on: date, rows: Sequence[ImportedRow]) -> list[Compared]:
    """What each row of a spreadsheet of schools comes to."""
    return _compare([_school(row) for row in rows], rows, by, on)


@transaction.atomic
def take_agencies(
    *, by: Principal, at: datetime, rows: Sequence[ImportedRow], compared: Sequence[Compared]
) -> None:
    """Make and change the agencies of these rows, and tell the trail of each."""
    _take([_agency(row) for row in rows], by, at)


@transaction.atomic
def take_schools(
    *, by: Principal, at: datetime, rows: Sequence[ImportedRow], compared: Sequence[Compared]
) -> None:
    """Make and change the schools of these rows, and tell the trail of each."""
    _take([_school(row) for row in rows], by, at)


def _agency(row: ImportedRow) -> Wanted:
    said = row.values
    fields = {name: said[name] for name in FIELDS if said[name] is not None}
    return Wanted(said["name"], said["code"] or "", said["kind"] or "", fields, "code")


def _school(row: ImportedRow) -> Wanted:
    said = row.values
    fields = {name: said[name] for name in ("starts_on", "source") if said[name] is not None}
    return Wanted(said["name"], f"urn-{said['urn']}", Agency.Kind.EDUCATION, fields, "urn")


def _known(wanted: Sequence[Wanted], by: Principal) -> Known:
    assert by.space is not None
    codes = {one.code for one in wanted if one.code}
    names = {one.name.casefold() for one in wanted}
    of_code = Agency.objects.filter(code__in=codes)
    # SQLite makes small letters of English ones alone, so names are held together here.
    every = Agency.objects.values_list("pk", "name").order_by("pk")
    of_name = Agency.objects.filter(pk__in=[pk for pk, name in every if name.casefold() in names])
    by_name: dict[str, list[Agency]] = {}
    for agency in of_name.order_by("pk"):
        by_name.setdefault(agency.name.casefold(), []).append(agency)
    agencies = {agency.pk: agency for agency in of_code}
    agencies |= {agency.pk: agency for several in by_name.values() for agency in several}
    places: dict[int, list[Membership]] = {}
    held = Membership.objects.filter(space_id=by.space.id, agency_id__in=agencies)
    for place in held.select_related("agency").order_by("-starts_on", "-pk"):
        places.setdefault(place.agency_id, []).append(place)
    return Known({agency.code: agency for agency in of_code}, by_name, places)


def _compare(
    wanted: Sequence[Wanted], rows: Sequence[ImportedRow], by: Principal, on: date
) -> list[Compared]:
    known = _known(wanted, by)
    seen: dict[str, int] = {}
    compared = []
    for one, row in zip(wanted, rows, strict=True):
        key = one.code or one.name.casefold()
        first = seen.setdefault(key, row.number)
        problems = (
            []
            if first == row.number
            else [
                (
                    one.key_column if one.code else "name",
                    f"This one stands twice: also in row {first}.",
                )
            ]
        )
        problems += _problems(one, known, on)
        compared.append(_outcome(one, known, on, problems))
    return compared


def _problems(one: Wanted, known: Known, on: date) -> list[tuple[str, str]]:
    agency = known.agency(one)
    problems = _of_the_code(one, agency)
    if agency is None:
        if not one.kind:
            problems.append(("kind", "It is not known here yet: say what it is."))
        return problems
    if not one.code and len(known.by_name[one.name.casefold()]) > 1:
        problems.append(
            ("code", "Several agencies have this name: give the code of the one meant.")
        )
    if agency.name.casefold() != one.name.casefold():
        problems.append(("name", KEPT.format(agency.name)))
    if one.kind and agency.kind != one.kind and one.key_column == "code":
        problems.append(("kind", KEPT.format(agency.get_kind_display())))
    place = known.place(agency, on)
    if place is None:
        return problems + _of_those_that_left(one, known, agency)
    standing = one.fields.get("standing", place.standing)
    if place.standing == Membership.Standing.STATUTORY and standing != place.standing:
        problems.append(
            ("standing", "It is a statutory safeguarding partner: that stays as it is.")
        )
    begins, ends = one.fields.get("starts_on"), place.ends_on
    if begins and ends and begins > ends:
        problems.append(("starts_on", "Its last day here lies before this day."))
    return problems


def _of_the_code(one: Wanted, agency: Agency | None) -> list[tuple[str, str]]:
    if one.key_column == "urn":
        return [] if _URN.fullmatch(one.code) else [("urn", "A URN has six digits.")]
    is_new = bool(one.code) and agency is None
    return [("code", NOT_A_CODE)] if is_new and not _CODE.fullmatch(one.code) else []


def _of_those_that_left(one: Wanted, known: Known, agency: Agency) -> list[tuple[str, str]]:
    left = [place.ends_on for place in known.places.get(agency.pk, ()) if place.ends_on]
    begins = one.fields.get("starts_on")
    if left and (begins is None or begins <= max(left)):
        return [("starts_on", f"It left on {max(left):%d/%m/%Y}: give a later day for its return.")]
    return []


def _outcome(one: Wanted, known: Known, on: date, problems: Sequence[tuple[str, str]]) -> Compared:
    if problems:
        return Compared(Outcome.WRONG, one.name, problems=tuple(problems))
    agency = known.agency(one)
    place = known.place(agency, on) if agency else None
    if place is None:
        return Compared(Outcome.NEW, one.name)
    changes = tuple(
        f"{CALLED[name]} {_shown(getattr(place, name))} becomes {_shown(value)}"
        for name, value in _changes(place, one).items()
    )
    return Compared(Outcome.CHANGED if changes else Outcome.SAME, one.name, changes)


def _changes(place: Membership, one: Wanted) -> dict[str, Any]:
    return {name: said for name, said in one.fields.items() if getattr(place, name) != said}


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"“{dict(Membership.Standing.choices).get(value, value)}”" if value else "nothing"


def _take(wanted: Sequence[Wanted], by: Principal, at: datetime) -> None:
    assert by.space is not None
    space = Space.objects.get(pk=by.space.id)
    insist(may(by, KEEP_REGISTER, space))
    known = _known(wanted, by)
    insist(
        because(
            (
                any(_problems(one, known, at.date()) for one in wanted),
                "It has changed since: look at it again.",
            )
        )
    )
    made = _made_agencies([one for one in wanted if known.agency(one) is None], space)
    changes: list[Change] = []
    new: list[Membership] = []
    changed: list[Membership] = []
    for one in wanted:
        agency = known.agency(one) or made[one.code or one.name.casefold()]
        place = known.place(agency, at.date())
        if place is None:
            new.append(_membership(agency, one, space))
            continue
        differs = _changes(place, one)
        if differs:
            before = {name: getattr(place, name) for name in differs}
            for name, value in differs.items():
                setattr(place, name, value)
            place.row_version += 1
            changed.append(place)
            changes.append(Change("governance.agency.changed", place, before, differs))
    Membership.objects.bulk_create(new, batch_size=AT_ONCE)
    Membership.objects.bulk_update(changed, [*FIELDS, "row_version"], batch_size=AT_ONCE)
    changes += [Change("governance.agency.added", place, after=_told(place)) for place in new]
    record_many(changes, space_id=space.pk, by=by, at=at)


def _membership(agency: Agency, one: Wanted, space: Space) -> Membership:
    fields = {"standing": Membership.Standing.RELEVANT, **one.fields}
    return Membership(space=space, agency=agency, **fields)


def _told(place: Membership) -> dict[str, Any]:
    agency = place.agency
    about = {"name": agency.name, "code": agency.code, "kind": agency.kind}
    return about | {name: getattr(place, name) for name in FIELDS}


def _made_agencies(wanted: Sequence[Wanted], space: Space) -> dict[str, Agency]:
    """New agencies by their key; one without a code gets one from its name."""
    stems = {one.name: slugify(one.name)[: LONGEST_CODE - 5] or "agency" for one in wanted}
    taken = set(Agency.objects.filter(code__in=stems.values()).values_list("code", flat=True))
    made: dict[str, Agency] = {}
    for one in wanted:
        code, count = one.code or stems[one.name], 1
        while code in taken:
            count += 1
            code = f"{stems[one.name]}-{count}"
        taken.add(code)
        source = one.fields.get("source", "")
        made[one.code or one.name.casefold()] = Agency(
            code=code, name=one.name, kind=one.kind, is_fictional=space.is_fictional, source=source
        )
    Agency.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    return made
