"""Groups from a spreadsheet: compared with those that are known, made and changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.access.decision import because, insist
from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.governance.permissions import KEEP_REGISTER
from goldthread.house import Compared, ImportedRow, Outcome
from goldthread.register.models import Group, Space
from goldthread.trail.record import Change, record_many

FIELDS = ("chair", "cadence", "purpose", "starts_on", "source")
CALLED = {"cadence": "how often it meets", "starts_on": "since", "parent": "reports to"}
LONGEST_SHOWN = 60  # letters of a purpose

Groups = Mapping[str, Group]


def compare_groups(*, by: Principal, on: date, rows: Sequence[ImportedRow]) -> list[Compared]:
    """What each row of a spreadsheet of groups comes to."""
    known = _known(by)
    parents = {_key(row): _parent_key(row) for row in rows}
    seen: dict[str, int] = {}
    compared = []
    for row in rows:
        first = seen.setdefault(_key(row), row.number)
        problems = _problems(row, known, parents)
        if first != row.number:
            problems.append(("name", f"This group stands twice: also in row {first}."))
        compared.append(_outcome(row, known, problems))
    return compared


@transaction.atomic
def take_groups(
    *, by: Principal, at: datetime, rows: Sequence[ImportedRow], compared: Sequence[Compared]
) -> None:
    """Make and change the groups of these rows, and tell the trail of each."""
    assert by.space is not None
    space = Space.objects.get(pk=by.space.id)
    insist(may(by, KEEP_REGISTER, space))
    before = _known(by)
    insist(because((_differs(before, rows, compared), "It has changed since: look at it again.")))
    new = {
        _key(row): Group(space=space, name=row.values["name"], **_said(row))
        for row in rows
        if _key(row) not in before
    }
    Group.objects.bulk_create(new.values())
    known: Groups = {**before, **new}
    changes = [_changed(row, before[_key(row)], known) for row in rows if _key(row) in before]
    for row in rows:
        parent = known.get(_parent_key(row))
        if parent is not None:
            known[_key(row)].parent = parent
    Group.objects.bulk_update(
        [known[_key(row)] for row in rows], ["parent", *FIELDS, "row_version"], batch_size=500
    )
    changes += [
        Change(
            "governance.group.added",
            group,
            after={"name": group.name, "parent": str(group.parent or "")},
        )
        for group in new.values()
    ]
    record_many(changes, space_id=space.pk, by=by, at=at)


def _known(by: Principal) -> Groups:
    assert by.space is not None
    rows = Group.objects.filter(space_id=by.space.id).select_related("parent")
    return {group.name.casefold(): group for group in rows}


def _key(row: ImportedRow) -> str:
    return str(row.values["name"]).casefold()


def _parent_key(row: ImportedRow) -> str:
    return str(row.values["parent"] or "").casefold()


def _said(row: ImportedRow) -> dict[str, Any]:
    return {name: row.values[name] for name in FIELDS if row.values[name] is not None}


def _problems(row: ImportedRow, known: Groups, parents: Mapping[str, str]) -> list[tuple[str, str]]:
    above = _parent_key(row)
    problems = []
    if above and above not in known and above not in parents:
        problems.append(("parent", "No group of that name is here, or in this file."))
    elif _goes_round(_key(row), known, parents):
        problems.append(("parent", "A group would report to itself, by way of others."))
    group = known.get(_key(row))
    begins = row.values["starts_on"]
    if group is not None and group.ends_on and begins and begins > group.ends_on:
        problems.append(("starts_on", "Its last day lies before this day."))
    return problems


def _goes_round(key: str, known: Groups, parents: Mapping[str, str]) -> bool:
    passed = {key}
    while True:
        said, there = parents.get(key), known.get(key)
        key = said or (there.parent.name.casefold() if there and there.parent else "")
        if not key:
            return False
        if key in passed:
            return True
        passed.add(key)


def _outcome(row: ImportedRow, known: Groups, problems: Sequence[tuple[str, str]]) -> Compared:
    name = row.values["name"]
    if problems:
        return Compared(Outcome.WRONG, name, problems=tuple(problems))
    group = known.get(_key(row))
    if group is None:
        return Compared(Outcome.NEW, name)
    changes = tuple(
        f"{CALLED.get(field, field)} {_shown(was)} becomes {_shown(said)}"
        for field, (was, said) in _changes(row, group).items()
    )
    return Compared(Outcome.CHANGED if changes else Outcome.SAME, name, changes)


def _changes(row: ImportedRow, group: Group) -> dict[str, tuple[Any, Any]]:
    changes = {
        name: (getattr(group, name), said)
        for name, said in _said(row).items()
        if getattr(group, name) != said
    }
    parent = group.parent.name if group.parent else ""
    if _parent_key(row) not in ("", parent.casefold()):
        changes["parent"] = (parent, row.values["parent"])
    return changes


def _changed(row: ImportedRow, group: Group, known: Groups) -> Change:
    changes = _changes(row, group)
    for name, value in _said(row).items():
        setattr(group, name, value)
    group.row_version += 1
    before = {name: was for name, (was, _) in changes.items()}
    after = {name: said for name, (_, said) in changes.items()}
    return Change("governance.group.changed", group, before, after)


def _differs(known: Groups, rows: Sequence[ImportedRow], compared: Sequence[Compared]) -> bool:
    """Whether a group came or went since the rows were compared."""
    pairs = zip(rows, compared, strict=True)
    return any((one.outcome is Outcome.NEW) == (_key(row) in known) for row, one in pairs)


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    return (
        f"“{text[:LONGEST_SHOWN]}{'…' if len(text) > LONGEST_SHOWN else ''}”" if text else "nothing"
    )
