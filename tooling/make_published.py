"""Makes the demonstration's published figures out of a folder of the Department's downloads.

    PYTHONPATH=src python tooling/make_published.py FOLDER [--to demo/published]

Of every table in the folder that is recognised, the figures of the areas below are written in the
project's own format, one file for each release. Run again on the same folder, it writes the same.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from goldthread.performance.published import own_format
from goldthread.performance.published.layouts import plain_text
from goldthread.performance.published.reading import read_file
from goldthread.performance.published.tables import Reading
from goldthread.performance.published.taking import take

AREAS = {
    "E06000001": "Hartlepool",
    "E06000002": "Middlesbrough",
    "E06000003": "Redcar and Cleveland",
    "E06000004": "Stockton-on-Tees",
    "E12000001": "North East",
    "E92000001": "England",
}


def main(arguments: list[str]) -> int:
    """Write one file a release; 1 where the folder holds no table that is recognised."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of tables as downloaded (CSV)")
    parser.add_argument("--to", type=Path, default=Path("demo/published"))
    chosen = parser.parse_args(arguments)
    tables = [read_file(path) for path in sorted(chosen.folder.glob("*.csv"))]
    for table in tables:
        for finding in table.not_understood:
            print(f"{table.file}: {finding}", file=sys.stderr)
    taken, _ = take({}, tables)
    releases: dict[str, list[Reading]] = defaultdict(list)
    for each in taken:
        for reading in each.readings:
            if reading.area_code in AREAS:
                releases[reading.release].append(reading)
    chosen.to.mkdir(parents=True, exist_ok=True)
    for release, readings in sorted(releases.items()):
        path = chosen.to / f"{plain_text(release).replace(' ', '_')}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            own_format.write(sorted(readings, key=_reading_order), stream)
        print(f"{path}: {len(readings)} figures")
    return 0 if releases else 1


def _reading_order(reading: Reading) -> tuple[str, str, int, str]:
    place = list(AREAS).index(reading.area_code)
    return (reading.indicator, reading.breakdown, place, reading.period)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
