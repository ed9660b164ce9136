"""`./goldthread report build`: the files of a report in a folder."""

import hashlib
import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from django.utils import timezone

from goldthread.access.spaces import working_everywhere
from goldthread.accounts.principals import the_installation
from goldthread.files.handing_out import PUBLIC
from goldthread.house import Audience
from goldthread.measures.periods import Period
from goldthread.outputs.pdf import PdfNotPossible
from goldthread.trail.record import record
from goldthread.yearly_report.build import OUTPUTS
from goldthread.yearly_report.compose import MARKING
from goldthread.yearly_report.models import Report
from goldthread.yearly_report.snapshot import Snapshot
from goldthread.yearly_report.taking import stand

DONE, WRONG_USE, CANNOT_RUN = 0, 2, 3


def build_report(arguments: Namespace) -> int:
    """Write the four files; where no PDF can be made, the other three, and exit 3."""
    audience = Audience(arguments.audience)
    with working_everywhere():
        report = find_report(arguments.space, arguments.year)
        if report is None:
            print(_not_found(arguments.space, arguments.year), file=sys.stderr)
            return WRONG_USE
        by = the_installation(report.space)
        snapshot = stand(report, by=by, at=timezone.localtime())
        facts = {"file": arguments.out, "rows": None, "marking": MARKING[audience] or PUBLIC}
        kind = "yearly_report.report.built.exported"
        record(kind, by=by, at=timezone.now(), subject=report, after=facts)
    files, not_written = write_files(snapshot, audience, Path(arguments.out))
    told = {
        "space": snapshot.space_code,
        "year": snapshot.year,
        "audience": audience,
        "status": report.status,
        "out": arguments.out,
        "files": files,
        "not_written": not_written,
    }
    if arguments.json:
        print(json.dumps(told))
    else:
        _tell(told)
    return CANNOT_RUN if not_written else DONE


def find_report(code: str, year: str) -> Report | None:
    """The report of a partnership and year, as people write them; None where there is none."""
    try:
        year = str(Period.parse(year))
    except ValueError:
        return None
    reports = Report.objects.select_related("space")
    return reports.filter(space__code__iexact=code, year=year).first()


def write_files(
    snapshot: Snapshot, audience: Audience, folder: Path
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Write each file that can be made here; gives those written, and those not with the reason."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[dict[str, Any]] = []
    not_written: list[dict[str, str]] = []
    for output in OUTPUTS:
        try:
            content = output.make(snapshot, audience)
        except PdfNotPossible as why:
            not_written.append({"name": output.name, "why": str(why)})
            continue
        (folder / output.name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        written.append({"name": output.name, "bytes": len(content), "sha256": digest})
    return written, not_written


def _not_found(code: str, year: str) -> str:
    there = [f"{r.space.code} {r.year}" for r in Report.objects.select_related("space")]
    known = f" There are: {', '.join(sorted(there))}." if there else " No report has been started."
    return f"There is no yearly report of {code} for {year}.{known}"


def _tell(told: dict[str, Any]) -> None:
    draft = " (a draft)" if told["status"] == Report.Status.DRAFT else ""
    print(f"{told['space']} {told['year']}{draft}, for the audience “{told['audience']}”:")
    for file in told["files"]:
        print(f"  {Path(told['out']) / file['name']}  {file['bytes']:,} bytes")
    for file in told["not_written"]:
        print(f"  {file['name']} was not written: {file['why']}", file=sys.stderr)
