"""`./goldthread published differences`: where local figures and official ones disagree, as a file."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils import timezone

from goldthread.access.spaces import working_everywhere
from goldthread.accounts.principals import the_installation
from goldthread.outputs.spreadsheet import csv
from goldthread.performance.differences import COLUMNS, differences, file_row
from goldthread.register.models import Space
from goldthread.trail.record import record

DONE, WRONG_USE = 0, 2


def arguments_of_differences(parser: ArgumentParser) -> None:
    """What the command asks for."""
    parser.add_argument("--space", metavar="CODE", required=True, help="the partnership's code")
    parser.add_argument("--out", metavar="FILE.csv", type=Path, required=True, help="where to")


def list_differences(arguments: Namespace) -> int:
    """Write every difference of a partnership as CSV, whether a reason was given or not."""
    now = timezone.localtime()
    with working_everywhere():
        space = Space.objects.filter(code__iexact=arguments.space).first()
        if space is None:
            print(f"There is no partnership {arguments.space}.", file=sys.stderr)
            return WRONG_USE
        by = the_installation(space)
        found = differences(by, on=now.date())
        facts = {"file": arguments.out.name, "rows": len(found)}
        record("performance.differences.exported", by=by, at=now, subject=space, after=facts)
    try:
        arguments.out.write_bytes(csv(COLUMNS, [file_row(each) for each in found]))
    except OSError as fault:
        print(f"{arguments.out.name} could not be written: {fault.strerror}.", file=sys.stderr)
        return WRONG_USE
    unexplained = sum(each.explained is None for each in found)
    told = {"space": space.code, "differences": len(found), "without_a_reason": unexplained}
    if arguments.json:
        print(json.dumps(told | {"out": str(arguments.out)}))
    else:
        print(f"{space.code}: {len(found)} differences, {unexplained} without a reason.")
    return DONE
