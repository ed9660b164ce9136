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
from statistics import median, quantiles
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
COLUMNS = ("p50 ms", "p95 ms", "processor ms", "queries", "kB")
FEWEST, ENOUGH = 5, 20_000  # requests of a page, and ms after which no more than these are made
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
        _start_django(Path(folder))
        for size in wanted.size or SIZES:
            found[size] = _measured(size, Path(folder), wanted.requests)
            if not wanted.json:
                _print(size, found[size])
    if wanted.json:
        print(json.dumps(found, indent=2))
    if wanted.out:
        wanted.out.write_text(json.dumps(found, indent=2) + "\n")
    return 0


def _start_django(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ |= {
        "GOLDTHREAD_HOME": str(folder),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
    }
    from goldthread import keys

    keys.make(folder / "keys")
    (folder / "static").mkdir()
    # As the web server starts: Django, and its settings of the collector.
    import goldthread.config.wsgi  # noqa: F401


def _measured(size: str, folder: Path, requests: int) -> dict:
    from bench.made_up_england import England
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    is_sqlite = connection.vendor == "sqlite"
    name = str(folder / f"{size}.db") if is_sqlite else f"goldthread_bench_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = name
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        started = perf_counter()
        england = England(*SIZES[size])
        england.build()
        seconds = perf_counter() - started
        pages = {
            title: _page(england, address, requests)
            for title, address in england.addresses().items()
        }
    finally:
        connection.close()
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    return {
        "database": connection.vendor,
        "rows": england.rows,
        "made in seconds": round(seconds, 1),
        "pages": pages,
    }


def _page(england, address: str, requests: int) -> dict:
    """One page asked for again and again, by one person."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(england.officer)
    client.get(address)  # charts are drawn once and kept
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        asked = len(queries)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    times, busy = [], []
    while len(times) < requests and (len(times) < FEWEST or sum(times) < ENOUGH):
        started, worked = perf_counter(), process_time()
        client.get(address)
        times.append((perf_counter() - started) * 1000)
        busy.append((process_time() - worked) * 1000)
    hundredths = quantiles(times, n=100, method="inclusive")
    return {
        "address": address,
        "p50 ms": round(hundredths[49]),
        "p95 ms": round(hundredths[94]),
        "processor ms": round(median(busy)),
        "queries": asked,
        "kB": round(len(response.content) / 1000),
    }


def _print(size: str, found: dict) -> None:
    rows = ", ".join(f"{count:,} {what}" for what, count in found["rows"].items())
    heading = "".join(f"{name:>{len(name) + 3}}" for name in COLUMNS)
    print(f"{size} ({found['database']}; {rows}; made in {found['made in seconds']} s)")
    print(f"  {'':<36}{heading}")
    for title, page in found["pages"].items():
        numbers = "".join(f"{page[name]:>{len(name) + 3}}" for name in COLUMNS)
        print(f"  {title:<36}{numbers}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
