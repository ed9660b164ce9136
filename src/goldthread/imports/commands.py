"""`./goldthread imports run KIND FILE --as PERSON`: the road of the pages, from a terminal."""

import json
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from goldthread.access.decision import Refused
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere, working_in
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.files.book.apart import read_book
from goldthread.files.limits import Unreadable
from goldthread.house import Importable, registry
from goldthread.imports import actions
from goldthread.imports.checking import Checked, check, kind_named
from goldthread.imports.forms import LIMITS, MOST
from goldthread.imports.matching import Found, find_table, guess, shape
from goldthread.imports.models import Columns
from goldthread.register.models import Space

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """The command was called in a way that cannot work; says what to do."""


def run(arguments: Namespace) -> int:
    """Take a spreadsheet in, or only check it; 1 where there are problems, 2 for wrong use."""
    now = timezone.localtime()
    try:
        said = _run(arguments, now)
    except (WrongUse, Refused) as refused:
        print(refused, file=sys.stderr)
        return WRONG_USE
    print(json.dumps(said, indent=2, default=str) if arguments.json else _words(said))
    return PROBLEMS if said["problems"] else DONE


def _run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    kind = kind_named(arguments.kind)
    if kind is None:
        known = ", ".join(each.kind for each in registry.imports())
        raise WrongUse(f"There is no kind '{arguments.kind}': {known}.")
    by = _principal(arguments, now)
    path = Path(arguments.file)
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST.size else b""
    except OSError as fault:
        raise WrongUse(f"{path.name} cannot be read.") from fault
    if not content:
        raise WrongUse(f"{path.name} is empty, or larger than any import may be.")
    try:
        found = find_table(read_book(content, most=MOST, limits=LIMITS).sheets, kind)
    except Unreadable as refused:
        return _outcome(kind, problems=[{"row": 0, "sentence": str(refused)}])
    if found is None or not found.rows:
        return _outcome(kind, problems=[{"row": 0, "sentence": "There are no rows in it."}])
    with working_in(by.spaces):
        return _taken(kind, found, content, path.name, by, now, arguments.check_only)


def _taken(
    kind: Importable,
    found: Found,
    content: bytes,
    name: str,
    by: Principal,
    now: datetime,
    check_only: bool,
) -> dict[str, Any]:
    assert by.space is not None
    space = Space.objects.get(pk=by.space.id)
    actions.may_bring_in(by, kind, space)
    known = Columns.objects.filter(space=space, kind=kind.kind, shape=shape(found.headings)).first()
    places = known.places if known else guess(found.headings, kind)
    checked = check(found.rows, kind, places, by=by, on=now.date())
    nothing_new = not (checked.counts["new"] or checked.counts["changed"])
    if checked.problems or check_only or nothing_new:
        return _outcome(kind, checked)
    row = actions.send(
        kind=kind, found=found, content=content, name=name, space=space, by=by, at=now
    )
    if row.places != places:
        row = actions.tell_columns(row=row, places=places, by=by, at=now)
    actions.take_in(row=row, by=by, at=now)
    return _outcome(kind, checked) | {"taken_in": True}


def _outcome(
    kind: Importable, checked: Checked | None = None, problems: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    told = problems or [
        {"row": p.row, "cell": p.cell, "column": p.column, "sentence": p.sentence}
        for p in (checked.problems if checked else ())
    ]
    counts = checked.counts if checked else {}
    return {"kind": kind.kind, "taken_in": False, "counts": counts, "problems": told}


def _principal(arguments: Namespace, now: datetime) -> Principal:
    with working_everywhere():
        person = Person.objects.at_address(arguments.person).filter(is_active=True).first()
    if person is None:
        raise WrongUse(f"There is nobody with the address {arguments.person}.")
    by = principal_for(person, on=now.date(), chosen=arguments.space or "")
    if by.space is None or (arguments.space and by.space.code != arguments.space):
        raise WrongUse("Name the partnership that they work in with --space CODE.")
    return by


def _words(said: dict[str, Any]) -> str:
    lines = [
        " ".join(
            filter(None, (f"row {p['row']}" if p["row"] else "", p.get("cell"), p["sentence"]))
        )
        for p in said["problems"]
    ]
    counts = ", ".join(f"{many} {outcome}" for outcome, many in said["counts"].items())
    end = "Brought in." if said["taken_in"] else "Nothing was brought in."
    return "\n".join([*lines, *([counts] if counts else []), end])
