"""Records to indicators: speed and memory against SQL and pandas by hand; large files; engines held together.

./goldthread bench records [--rows 5000000,10000000] [--children 40000] [--engines duckdb,postgres,spark]
    [--database ADDRESS] [--seeds 3] [--only speed,files,engines] [--json]

speed    all indicators that referral rows hold, whole and divided by source, age, sex, ethnicity and disability,
         for 20 quarters: our expressions, the best SQL by hand for the same and careful pandas, each in a
         process of its own over the same rows in memory, the best of 3; results must be equal. Bounds: at most
         1.5 times the SQL, faster than pandas, below 4 GB. Seconds of the processor are those of all its cores,
         and tell more than the clock where the machine has other work.
files    Annex A (11 lists) and a census of so many children, made up: seconds and peak memory of the commands,
         and of a server that reads them behind its walls, with how far it is told meanwhile.
engines  the same expressions over random events with nulls, ties and edge dates: every line must be equal.
         PostgreSQL at --database, Spark where this Python has pyspark; what could not be tried is named.
Exit code 1 where a bound is broken or a result differs.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "src")]
import _records_engines  # noqa: E402 -- only there once the path is known
import _records_files  # noqa: E402 -- only there once the path is known
import _records_speed  # noqa: E402 -- only there once the path is known

PARTS = ("speed", "files", "engines")


def main() -> int:
    arguments = _arguments()
    told, broken = {}, []
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        for part in arguments.only.split(","):
            run = {"speed": _speed, "files": _files, "engines": _engines}[part]
            told[part], wrong = run(arguments, Path(folder))
            broken += wrong
    if arguments.json:
        print(json.dumps({**told, "broken": broken}, indent=2))
    for sentence in broken:
        print(f"BROKEN: {sentence}", file=sys.stderr)
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="5000000,10000000")
    parser.add_argument("--children", type=int, default=40_000)
    parser.add_argument("--engines", default="duckdb,postgres,spark")
    parser.add_argument("--database", default="")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _say(arguments: argparse.Namespace, line: str) -> None:
    print(line, file=sys.stderr if arguments.json else sys.stdout, flush=True)


def _speed(arguments: argparse.Namespace, folder: Path):
    found, broken = [], []
    for rows in map(int, arguments.rows.split(",")):
        measured = _records_speed.measure(rows, folder)
        found.append({"rows": rows, **measured})
        alike = "the same of all three" if measured["equal"] else "which DIFFER"
        _say(arguments, f"{rows:,} referral rows, {measured['lines']:,} figures, {alike}")
        for name, one in measured["ways"].items():
            _say(
                arguments,
                f"  {name:8} {one['seconds']:6.2f} s, {one['processor']:6.2f} of the processor"
                f"   peak {one['peak_mb']:6,} MB",
            )
        broken += [f"{rows:,} rows: {said}" for said in _records_speed.broken(measured)]
    return found, broken


def _files(arguments: argparse.Namespace, folder: Path):
    found = []
    for one in _records_files.measure(arguments.children, folder):
        found.append(one)
        _say(
            arguments,
            f"{one['what']:52} {one['megabytes']:6,.0f} MB   {one['seconds']:6.1f} s, "
            f"{one['processor_seconds']:6.1f} of the processor   peak {one['peak_mb']:6,} MB   exit {one['exit']}",
        )
    return found, [f"{one['what']}: exit {one['exit']}" for one in found if one["exit"]]


def _engines(arguments: argparse.Namespace, folder: Path):
    found, broken = [], []
    for engine in arguments.engines.split(","):
        for seed in range(1, arguments.seeds + 1):
            one = _records_engines.compare(engine, seed, arguments.database)
            found.append(one)
            _say(arguments, f"{engine:9} seed {seed}: {one['said']}")
            if one["differ"]:
                broken.append(f"{engine}, seed {seed}: {one['differ']} lines differ")
            if one["differ"] is None:
                break
    return found, broken


if __name__ == "__main__":
    sys.exit(main())
