"""How long the scorecard, an indicator, a source card and the yearly report take, in a small and a large database.

./goldthread bench scorecard [--size small|large] [--requests 30] [--database URL] [--out FILE] [--json]

small is one partnership of 4 councils with 80 indicators; large is England: 153 councils in 51
partnerships with 114 indicators. Both hold 10 years of quarters from accepted returns, and the yearly
figures of a region and the country; the report has 20 chapters with 20 tables and 40 charts. The database
is made anew each time: SQLite, or PostgreSQL where --database (or GOLDTHREAD_DATABASE) names one, under a
name of its own, dropped afterwards. The table is printed; --json prints JSON instead, --out writes it beside.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench._pages import in_new_database, page, print_pages, start_django

SIZES = {"small": (1, 4, 80), "large": (51, 3, 114)}  # partnerships, councils in each, indicators


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--database", metavar="URL", help="PostgreSQL; SQLite unless said")
    parser.add_argument("--out", metavar="FILE", type=Path, help="keep the outcome there, as JSON")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.database:
        os.environ["GOLDTHREAD_DATABASE"] = wanted.database
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        start_django(Path(folder))
        for size in wanted.size or SIZES:
            found[size] = _measured(size, Path(folder), wanted.requests)
            if not wanted.json:
                _print(size, found[size])
    if wanted.json:
        print(json.dumps(found, indent=2))
    if wanted.out:
        wanted.out.write_text(json.dumps(found, indent=2) + "\n")
    return 0


def _measured(size: str, folder: Path, requests: int) -> dict:
    from bench.made_up_england import England

    def found() -> dict:
        started = perf_counter()
        england = England(*SIZES[size])
        england.build()
        seconds = perf_counter() - started
        pages = {
            title: page(england.officer, address, requests)
            for title, address in england.addresses().items()
        }
        return {"rows": england.rows, "made in seconds": round(seconds, 1), "pages": pages}

    return in_new_database(folder, size, found)


def _print(size: str, found: dict) -> None:
    rows = ", ".join(f"{count:,} {what}" for what, count in found["rows"].items())
    print(f"{size} ({found['database']}; {rows}; made in {found['made in seconds']} s)")
    print_pages(found["pages"])


if __name__ == "__main__":
    sys.exit(main())
