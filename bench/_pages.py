"""Pages read again and again by one person, in a database that is made anew and dropped afterwards."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

ROOT = Path(__file__).parents[1]
COLUMNS = ("p50 ms", "p95 ms", "processor ms", "queries", "kB")
FEWEST, ENOUGH = 5, 20_000  # requests of a page, and ms after which no more than these are made


def start_django(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ |= {
        "GOLDTHREAD_HOME": str(folder),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_DEMONSTRATION": "1",
        "GOLDTHREAD_LIMITS": "none",  # one person asks for a page more often than people may
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
    }
    from goldthread import keys

    keys.make(folder / "keys")
    (folder / "static").mkdir()
    # As the web server starts: Django, and its settings of the collector.
    import goldthread.config.wsgi  # noqa: F401


def in_new_database(folder: Path, name: str, work: Callable[[], dict]) -> dict:
    """What `work` finds in a database of its own: a file of that name, or a database of PostgreSQL's.

    Rows are made in every space; each request that is measured is narrowed to its own, as ever.
    """
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    from goldthread.access.spaces import working_everywhere

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    is_sqlite = connection.vendor == "sqlite"
    called = str(folder / f"{name}.db") if is_sqlite else f"goldthread_bench_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = called
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with working_everywhere():
            return {"database": connection.vendor, **work()}
    finally:
        connection.close()
        connection.creation.destroy_test_db(called, verbosity=0)
        teardown_test_environment()


def let_the_planner_know() -> None:
    """Count the rows for PostgreSQL, as its own rounds would within a minute: plans for empty tables crawl."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def page(person, address: str, requests: int) -> dict:
    """One page asked for again and again, by one person."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(person)
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


def print_pages(pages: dict[str, dict], beside: Callable[[str], str] = lambda title: "") -> None:
    """A line for each page under the headings; `beside` says something more of each."""
    heading = "".join(f"{name:>{len(name) + 3}}" for name in COLUMNS)
    print(f"  {'':<36}{heading}")
    for title, each in pages.items():
        numbers = "".join(f"{each[name]:>{len(name) + 3}}" for name in COLUMNS)
        print(f"  {title:<36}{numbers}{beside(title)}", flush=True)
