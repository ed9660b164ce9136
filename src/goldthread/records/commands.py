"""`./goldthread records`: child-level files are read here, on the council's machine, and stay here."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from goldthread.records.findings import Findings, Level
from goldthread.records.given_files import Opened, named, open_files

DONE, PROBLEMS, WRONG_USE, CANNOT_RUN = 0, 1, 2, 3
SHOWN = 5  # findings of one kind in one column that are printed, unless as JSON


class WrongUse(Exception):
    """The command was asked for something that it refuses, in one sentence."""


class CannotRun(Exception):
    """This machine lacks something: what, and what mends it."""


def check(arguments: Namespace) -> int:
    """Say everything that is wrong in the files; 1 where something is."""
    return _answered(_check, arguments)


def indicators(arguments: Namespace) -> int:
    """Write the indicators that the files hold; 1 where errors in the files kept rows out."""
    return _answered(_indicators, arguments)


def _answered(run: Any, arguments: Namespace) -> int:
    try:
        code: int = run(arguments)
        return code
    except WrongUse as refused:
        _say(str(refused))
        return WRONG_USE
    except CannotRun as lacks:
        _say(str(lacks))
        return CANNOT_RUN
    except MemoryError:
        _say("This machine has too little memory for these files: give them one by one.")
        return CANNOT_RUN


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/London")).date()


def _check(arguments: Namespace) -> int:
    opened = _opened(arguments, keep=False)
    if arguments.json:
        print(json.dumps(_as_json(opened), indent=2))
    else:
        for line in _told(opened.findings):
            print(line)
        print(_summary(opened))
    return PROBLEMS if opened.findings.many(Level.ERROR) else DONE


def _opened(arguments: Namespace, *, keep: bool) -> Opened:
    for path in arguments.files:
        if not path.is_file() or not os.access(path, os.R_OK):
            raise WrongUse(f"{path} is no file that can be read.")
    return open_files(named(arguments.files), on=_today(), keep=keep, say=_say)


def _told(findings: Findings) -> Iterator[str]:
    """A line for each of the first few findings of a kind, and how many more there are like it."""
    for finding, more in findings.grouped(SHOWN):
        yield f"{finding.level}: {finding.place}: {finding.sentence}"
        if more > 0:
            yield f"  and {more:,} more like it in this column (all of them with --json)"


def _summary(opened: Opened) -> str:
    rows = sum(len(table.rows) for table in opened.tables)
    errors, warnings = (opened.findings.many(level) for level in Level)
    lists = "1 list" if len(opened.tables) == 1 else f"{len(opened.tables)} lists"
    read = [f"{lists} with {rows:,} rows"] if opened.tables else []
    read += [f"a census of {opened.children:,} children"] if opened.children else []
    return f"{' and '.join(read) or 'Nothing'} read: {errors:,} errors, {warnings:,} warnings."


def _as_json(opened: Opened) -> dict[str, Any]:
    return {
        "files": [
            {
                "file": given.name,
                "sha256": given.sha256,
                "read": given.name not in opened.unread,
            }
            for given in opened.files
        ],
        "lists": [
            {"file": table.place.file, "list": table.place.list, "rows": len(table.rows)}
            for table in opened.tables
        ],
        "children_in_census": opened.children,
        "errors": opened.findings.many(Level.ERROR),
        "warnings": opened.findings.many(Level.WARNING),
        "findings": [finding.as_json() for finding in opened.findings],
    }


def _indicators(arguments: Namespace) -> int:
    # The engine takes a second to come: `check` and `--help` do without it.
    from goldthread.records import making

    periods = _periods(arguments)
    if not arguments.out.parent.is_dir():
        raise WrongUse(f"There is no folder {arguments.out.parent}.")
    if any(arguments.out.resolve() == path.resolve() for path in arguments.files):
        raise WrongUse("--out names one of the files that are read.")
    opened = _opened(arguments, keep=True)
    if not opened.tables and not opened.children:
        for line in _told(opened.findings):
            _say(line)
        return PROBLEMS
    wanted = making.Wanted(
        first=arguments.first,
        last=arguments.last,
        by=arguments.by,
        as_at=tuple(arguments.as_at),
        since=arguments.since,
        area=arguments.area,
        engine=arguments.engine,
    )
    _say(f"Working out {len(periods)} periods ...")
    with _engine(arguments) as connection:
        lines = making.lines(opened, wanted, periods, connection, on=_today())
    _write(arguments, making.as_file(lines, opened, wanted, on=_today()))
    return _ended(arguments, opened, lines)


def _periods(arguments: Namespace) -> list[Any]:
    from goldthread.measures.periods import PeriodKind
    from goldthread.records.days import periods

    kind = PeriodKind(arguments.by)
    try:
        return periods(arguments.first, arguments.last, kind)
    except ValueError:
        raise WrongUse(
            f"--from and --to must be the first and the last day of whole {kind}s, as 2025-04-01 "
            "and 2026-03-31; years begin in April."
        ) from None


class _engine:  # noqa: N801 - used as a function is
    """The engine asked for; tells in one sentence where it cannot be had."""

    def __init__(self, arguments: Namespace) -> None:
        from goldthread.records import engines

        self._engines = engines
        self._connected = engines.connected(arguments.engine, database=arguments.database)

    def __enter__(self) -> Any:
        try:
            return self._connected.__enter__()
        except self._engines.EngineRefused as refused:
            raise WrongUse(str(refused)) from refused
        except self._engines.EngineMissing as lacks:
            raise CannotRun(f"{lacks.what} Mend it with: {lacks.mend}") from lacks

    def __exit__(self, *told: Any) -> None:
        self._connected.__exit__(*told)


def _write(arguments: Namespace, text: str) -> None:
    try:
        arguments.out.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as fault:
        raise WrongUse(f"{arguments.out} cannot be written.") from fault


def _ended(arguments: Namespace, opened: Opened, lines: Sequence[Any]) -> int:
    whole = [line for line in lines if not line.breakdown]
    many = sum(line.value is not None or line.denominator is not None for line in whole)
    errors = opened.findings.many(Level.ERROR)
    if arguments.json:
        told = {"out": str(arguments.out), "computed": many, "lines": len(lines), "errors": errors}
        told["not_computed"] = len(whole) - many
        print(json.dumps(told, indent=2))
    else:
        print(
            f"{arguments.out}: {many} figures computed, {len(whole) - many} not (the file says why)."
        )
        if errors:
            print(f"The files hold {errors:,} errors: see them with records check.")
    return PROBLEMS if errors else DONE
