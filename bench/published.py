"""Importing published statistics: the interactive tool's long table of England, and the very same again.

./goldthread bench published [--rows 295000] [--database URL] [--json]

A made-up table in the tool's columns, of every council, region and the country: the measures that are
taken and many that are not. The areas are taught by a smaller table before it. Each import is the command in a
process of its own, with its seconds and its peak memory (of the largest of its processes). SQLite, or
PostgreSQL where --database names one, in which everything is made anew. Exit code 1 where the second import
changes something, takes more of the processor than the first or a minute, or either needs 2 GB.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
COUNCILS, REGIONS = 153, 9
YEARS = range(2016, 2026)
NOT_TAKEN = 160  # measures; the table of 2025 has 196 in all, of which 36 are taken
MOST_SECONDS, MOST_MEGABYTES = 60, 2048
HEADING = [
    *("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number"),
    *("Region", "Topic", "Measure_code", "Measure", "Polarity", "dps"),
]
TEACHING = [
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name", "category"),
    *("Referrals", "Referrals_rate", "Re_referrals", "Re_referrals_percent"),
    *("No_Further_Action", "No_Further_Action_percent", "Not_in_Need", "Not_in_Need_percent"),
    *(
        "Referrals_child",
        "Referrals_child_rate",
        "Re_referrals_child",
        "Re_referrals_child_percent",
    ),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=295_000)
    parser.add_argument("--database", metavar="URL", help="PostgreSQL; SQLite unless said")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        found = _measured(Path(folder), wanted.rows, wanted.database)
    broken = list(_broken(found))
    if wanted.json:
        print(json.dumps({**found, "broken": broken}, indent=2))
    else:
        _print(found)
    for sentence in broken:
        print(f"BROKEN: {sentence}", file=sys.stderr)
    return 1 if broken else 0


def _measured(folder: Path, rows: int, database: str | None) -> dict:
    from goldthread import keys

    keys.make(folder / "keys")
    (folder / "static").mkdir()
    environment = os.environ | {
        "GOLDTHREAD_HOME": str(folder),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    if database:
        environment["GOLDTHREAD_DATABASE"] = database
    _run(["django", "migrate", "-v0"], environment)
    teaching, table = folder / "teaching.csv", folder / "interactive_tool.csv"
    _write(teaching, TEACHING, _teaching())
    _write(table, HEADING, islice(_lines(), rows))
    _import(teaching, environment)
    first = _import(table, environment)
    return {
        "rows": rows,
        "megabytes": round(table.stat().st_size / 1e6, 1),
        "database": "postgresql" if database else "sqlite",
        "first": first,
        "again": _import(table, environment),
    }


def _write(path: Path, heading: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([heading, *rows])


def _council(number: int) -> tuple[str, str]:
    """The Department's number and the name of a made-up council."""
    return str(301 + number), f"Made-up council {number}"


def _teaching() -> Iterator[list[str]]:
    """A year's referrals of every area, with its number, code and name."""
    figures = ["4229", "1236.6", "1101", "26.0", "64", "1.5", "1316", "31.1"]
    figures += ["3500", "1000", "900", "25.7"]
    country, when = ["E92000001", "England"], ["2024", "Reporting year"]
    category = "Referrals and Re-referrals"
    for number in range(COUNCILS):
        old, name = _council(number)
        place = ["E12000009", "Made-up region", old, f"E{90_000_000 + number}", name]
        yield [*when, "Local authority", *country, *place, category, *figures]


def _lines() -> Iterator[list[str]]:
    """Rows as the tool has them, in no order that helps: measure, year, then every area."""
    from goldthread.performance.published.layouts import layouts

    chance = random.Random(2026)  # noqa: S311 -- no secret
    taken = [name for rule in layouts()["interactive_tool"].figures for name in rule.accepted]
    left = [f"MadeUp_{number}" for number in range(NOT_TAKEN)]
    places = [_council(number) for number in range(COUNCILS)]
    places += [("970", "England"), ("980", "North East")]
    places += [(str(981 + number), f"Made-up region {number}") for number in range(REGIONS - 1)]
    for measure in [*taken, *left]:
        for year in YEARS:
            for number, name in places:
                value = chance.choice(("c", "x", "-")) if chance.random() < 0.05 else ""

                tail = ["Made-up region", "Children", "7", f"What {measure} measures", "Low", "1.0"]
                yield [measure, measure, str(year), name, value, f"{number}.0", *tail]


def _import(path: Path, environment: dict[str, str]) -> dict:
    command = ["goldthread", "published", "import", str(path), "--json"]
    said, seconds, busy, megabytes = _run(command, environment)
    told = json.loads(said)
    return {
        "seconds": round(seconds, 1),
        "processor": round(busy, 1),
        "peak MB": megabytes,
        "taken": told["taken"],
        "unchanged": told["unchanged"],
    }


def _run(command: list[str], environment: dict[str, str]) -> tuple[str, float, float, int]:
    """What a command says, its seconds, those of processor, and the most memory of any process, in MB."""
    started, busy = perf_counter(), _processor()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds, busy = perf_counter() - started, _processor() - busy
    if done.returncode not in (0, 1) or not (done.stdout or command[0] == "django"):
        raise SystemExit(done.stderr[-2000:])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # kB on Linux
    return done.stdout, seconds, busy, round(peak / 1024)


def _processor() -> float:
    """Seconds of processor of every process that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _broken(found: dict) -> Iterator[str]:
    first, again = found["first"], found["again"]
    if not first["taken"]:
        yield "the first import took nothing"
    if again["taken"] or again["unchanged"] != first["taken"] + first["unchanged"]:
        yield "the second import changed something"
    if again["processor"] > min(first["processor"], MOST_SECONDS):
        yield f"the second import took {again['processor']} s, the first {first['processor']} s"
    if again["peak MB"] > MOST_MEGABYTES:
        yield f"{again['peak MB']:,} MB were needed"


def _print(found: dict) -> None:
    print(f"{found['rows']:,} rows, {found['megabytes']} MB ({found['database']})")
    for name in ("first", "again"):
        one = found[name]
        print(
            f"  {name:6} {one['seconds']:6.1f} s, {one['processor']:6.1f} s of processor   peak {one['peak MB']:5,} MB"
            f"   {one['taken']:,} taken, {one['unchanged']:,} unchanged"
        )


if __name__ == "__main__":
    sys.exit(main())
