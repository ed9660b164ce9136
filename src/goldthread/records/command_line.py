"""The commands of records, declared without their parts: `./goldthread records check` and `indicators`."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from pathlib import Path

from goldthread.house import Command

HERE = "goldthread.records.commands"


def _a_day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ArgumentTypeError(f"'{text}' is no day: write it as 2026-03-31")


def _files(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="Annex A (workbook or CSV files), census (XML) or SSDA903 (CSV files)",
    )


def _indicators(parser: ArgumentParser) -> None:
    _files(parser)
    parser.add_argument("--from", dest="first", type=_a_day, required=True, metavar="DAY")
    parser.add_argument("--to", dest="last", type=_a_day, required=True, metavar="DAY")
    parser.add_argument("--by", choices=("month", "quarter", "year"), default="quarter")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    parser.add_argument("--area", default="", metavar="CODE", help="the council's code in a return")
    parser.add_argument(
        "--as-at",
        dest="as_at",
        type=_a_day,
        action="append",
        default=[],
        metavar="DAY",
        help="the day on which Annex A was made; once for each upload",
    )
    parser.add_argument(
        "--since",
        type=_a_day,
        metavar="DAY",
        help="from when Annex A's lists hold everything; default: six months before they were made",
    )
    parser.add_argument("--engine", choices=("duckdb", "postgres", "spark"), default="duckdb")
    parser.add_argument(
        "--database", default="", metavar="ADDRESS", help="with postgres: one of your own"
    )


COMMANDS = (
    Command(
        "records",
        "check",
        "Check record files on this machine: every finding with list, row and column",
        f"{HERE}:check",
        _files,
    ),
    Command(
        "records",
        "indicators",
        "Make indicators of record files on this machine: only aggregates leave it",
        f"{HERE}:indicators",
        _indicators,
    ),
)
