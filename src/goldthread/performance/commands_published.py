"""`./goldthread published import FILE...`."""

import json
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from goldthread.access.decision import Refused
from goldthread.access.principal import Principal
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import Person
from goldthread.accounts.principals import principal_for
from goldthread.files.limits import Unreadable
from goldthread.performance import actions
from goldthread.performance.permissions import TAKE_RELEASE
from goldthread.performance.published.apart import read_apart
from goldthread.performance.published.fitting import fitted
from goldthread.performance.published.tables import Finding, Table
from goldthread.performance.published.taking import ImportSummary
from goldthread.performance.taught import taught_areas

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


def import_published(arguments: Namespace) -> int:
    """Read every file, take what is new; 1 where a file was not recognised, 2 for wrong use.

    Without a person it is whoever runs the installation: the figures count for all at once. In the
    name of a person it is what that person could do on the page.
    """
    missing = [str(path) for path in arguments.files if not path.is_file()]
    if missing:
        return _wrong(f"There is no file {', '.join(missing)}.")
    now = timezone.localtime()
    by = None
    if arguments.person:
        with working_everywhere():
            by = _person(arguments.person, now)
        if by is None:
            return _wrong(f"There is nobody with the address {arguments.person} who works here.")
    tables = [_read(path, arguments.release) for path in arguments.files]
    try:
        with working_everywhere():
            summary = actions.take_tables(tables=tables, by=by, at=now)
    except Refused as refused:
        return _wrong(str(refused))
    if arguments.json:
        print(json.dumps(summary.to_json(), indent=2, default=str))
    else:
        _tell(summary, tables)
        if by is not None and summary.taken:
            where = by.space.name if by.space else ""
            print(f"Shown in {where} alone until a second person there has checked it.")
    return DONE if all(table.recognised for table in tables) else PROBLEMS


def _read(path: Path, release: str) -> Table:
    try:
        content, areas = path.read_bytes(), taught_areas()
        return fitted(read_apart(content, file=path.name, release=release, areas=areas))
    except Unreadable as refused:
        return Table(path.name, not_understood=(Finding(0, "", str(refused)),))


def _person(email: str, now: datetime) -> Principal | None:
    """Somebody at work, in the first partnership that lets them import statistics."""
    person = Person.objects.at_address(email).filter(is_active=True).first()
    if person is None:
        return None
    found = principal_for(person, on=now.date())
    codes = person.appointments.order_by("pk").values_list("space__code", flat=True)
    chosen = [found, *(principal_for(person, on=now.date(), chosen=code) for code in codes)]
    at_work = [principal for principal in chosen if principal.space is not None]
    able = [principal for principal in at_work if principal.holds(TAKE_RELEASE)]
    return next(iter([*able, *at_work]), None)


def _tell(summary: ImportSummary, tables: list[Table]) -> None:
    for found in summary.recognised:
        print(f"{found['file']}: {found['table']}, {found['release']}")
        print(
            f"  {found['taken']:,} taken, {found['unchanged']:,} unchanged, {found['rows']:,} rows"
        )
    for table in tables:
        if not table.recognised:
            print(f"{table.file}: not recognised")
    for finding in summary.not_understood:
        place = f" row {finding['row']}" if finding["row"] else ""
        print(f"  not understood: {finding['file']}{place}: {finding['sentence']}")
    print(
        f"{summary.taken:,} figures taken, {summary.unchanged:,} unchanged,"
        f" {len(summary.left):,} columns or measures left, {len(summary.not_understood):,} findings"
    )


def _wrong(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return WRONG_USE
