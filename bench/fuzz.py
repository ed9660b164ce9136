"""Tens of thousands of requests that no browser would send, as everybody: does one of them break a page?

./goldthread bench fuzz [--requests 20000] [--seed N] [--database both] [--served 2000] [--only N] [--json]

Every address of the resolver, with right ids, ids of something else and what is no id at all; questions
in addresses; every form that the pages of the permission matrix hold, with one to three faults in it; odd
methods, headers, cookies, bodies and ways of writing; as every kind of person of the matrix. They are sent in
process, each undone afterwards, and --served more to a real web server on this machine, where they stay
done; half of them go to each database. The n-th request is the same for the same seed and code (--only N
sends it alone, and shows what broke).
Exit code 1 where an answer is 500 or worse, or none comes.
"""

import argparse
import json
import os
import sys
import traceback
from collections import Counter
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from random import Random
from time import perf_counter

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import _database  # noqa: E402 -- only there once the path is known
from bench.fuzzing.asking import Asked, Seen, ask, queries_of, routes  # noqa: E402 -- only there once the path is known

SLOW = 5.0  # seconds that one answer takes at most before it is named


@dataclass
class Tally:
    """Answers by status, and what broke."""

    statuses: Counter = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    served: Counter = field(default_factory=Counter)
    seconds: float = 0


def main() -> int:
    arguments = _arguments()
    if not _database.is_under_way():
        databases = _database.addresses(arguments.postgresql)
        return _database.again_on_each(databases, arguments.database)
    tally = Tally()
    _database.in_world(lambda world: _everything(world, arguments, tally) or 0)
    print(json.dumps(asdict(tally), indent=2) if arguments.json else _told(tally, arguments))
    return 1 if tally.broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="goldthread bench fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000, help="in process")
    parser.add_argument("--served", type=int, default=2_000, help="to a real web server")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--only", type=int, help="send this one alone, and show what broke")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--postgresql", default=_database.POSTGRESQL, help="address of a server")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _everything(world, arguments, tally: Tally) -> None:
    import logging

    from django.conf import settings

    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
    logging.disable(logging.CRITICAL)
    seen, clients = _look_round(world)
    who = tuple(clients)
    begun = perf_counter()
    numbers = _share(arguments.requests, arguments)
    for number in numbers:
        asked = ask(seen, Random(f"{arguments.seed}:{number}"), who)
        _in_process(number, asked, clients[asked.who], tally, is_told=arguments.only is not None)
        if number % 1000 >= 998:
            print(f"{number + 1} sent, {len(tally.broken)} broke", file=sys.stderr, flush=True)
    if arguments.served and arguments.only is None:
        served = import_module("bench.fuzzing.served")
        numbered = [
            (n, ask(seen, Random(f"{arguments.seed}:served:{n}"), who))
            for n in _share(arguments.served, arguments)
        ]
        served.send_all(numbered, world, tally)
    tally.seconds = perf_counter() - begun


def _share(many: int, arguments) -> range | tuple[int, ...]:
    """The numbers of the requests that this database is sent: every second one, where there are two."""
    if arguments.only is not None:
        return (arguments.only,)
    if arguments.database != "both":
        return range(many)
    return range(os.environ["GOLDTHREAD_BENCH_DATABASE"] == "SQLite", many, 2)


def _look_round(world) -> tuple[Seen, dict]:
    """Every address, the world's ids, and the forms and questions of the pages that people may open."""
    from django.urls import get_resolver

    from goldthread.ui.page_forms import answers

    forms = import_module("tests.matrix.forms")
    run = import_module("tests.matrix.run")
    seen = Seen(routes=sorted(set(routes(get_resolver().url_patterns))))
    table = run.table()
    for name, expected in table.items():
        rows = [row for (kind, _), row in world.rows.items() if kind == expected.row]
        seen.ids[name] = rows
        seen.readers[name] = tuple(forms.readers(expected))
    seen.any_id = sorted({value for row in world.rows.values() for value in row.values()})
    pages: dict[str, tuple[str, bytes]] = {}
    for found in forms.forms_found(world):
        pairs = [(name, one) for name, several in answers(found.form).items() for one in several]
        typed = [(n, v) for n, v in found.typed().items() if isinstance(v, str | list)]
        more = [(n, one) for n, v in typed for one in (v if isinstance(v, list) else [v])]
        there = {name for name, _ in pairs}
        pairs += [(name, str(value)) for name, value in more if name not in there]
        seen.forms.append((found.who, found.address, pairs))
        pages[found.page.wsgi_request.get_full_path()] = (found.who, found.page.content)
    for address, (who, page) in pages.items():
        seen.queries += queries_of(who, address, page)
    return seen, forms.everybody(world)


def _in_process(number: int, asked: Asked, client, tally: Tally, *, is_told: bool) -> None:
    """Send one request through the whole application, and undo what it did."""
    from django.core.signals import got_request_exception
    from django.db import transaction

    raised: list[str] = []

    def keep(sender, **kwargs) -> None:
        raised.append(traceback.format_exc())

    got_request_exception.connect(keep)
    cookies, begun = deepcopy(client.cookies), perf_counter()
    # Every twentieth is sent as a stranger's page would send it: without the token against forgery.
    client.handler.enforce_csrf_checks = number % 20 == 0
    try:
        with transaction.atomic():
            answer = client.generic(
                asked.method,
                asked.address,
                asked.body,
                content_type=asked.content_type,
                headers=asked.headers,
            )
            status = answer.status_code
            b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
    except Exception:
        status = 599
        raised.append(traceback.format_exc())
    finally:
        client.cookies = cookies
        got_request_exception.disconnect(keep)
    tally.statuses[status] += 1
    if status >= 500 and not (status == 503 and asked.address.startswith("/ready/")):
        last = raised[-1] if is_told and raised else _last_lines(raised)
        tally.broken.append(f"{number}: {status} {asked}\n    {last}")
    if perf_counter() - begun > SLOW:
        tally.slow.append(f"{number}: {perf_counter() - begun:.1f} s {asked}")


def _last_lines(raised: list[str]) -> str:
    """Where our own code stood, and what was raised."""
    if not raised:
        return "nothing was raised"
    lines = raised[-1].strip().splitlines()
    ours = [line.strip() for line in lines if "/goldthread/" in line]
    return f"{lines[-1][:300]} | {ours[-1] if ours else lines[-3].strip()}"


def _told(tally: Tally, arguments) -> str:
    by_status = ", ".join(f"{status}: {n}" for status, n in sorted(tally.statuses.items()))
    served = ", ".join(f"{status}: {n}" for status, n in sorted(tally.served.items()))
    return "\n".join(
        (
            *(f"BROKE {each}" for each in tally.broken),
            *(f"slow {each}" for each in tally.slow),
            f"{tally.statuses.total():,} requests in process (seed {arguments.seed}): {by_status}",
            f"{tally.served.total():,} to a web server: {served or 'none'}",
            f"answers of 500 and more: {len(tally.broken)}, slower than {SLOW} s: {len(tally.slow)}, "
            f"seconds: {tally.seconds:.0f}",
        )
    )


if __name__ == "__main__":
    os.environ.setdefault("GOLDTHREAD_METRICS_TOKEN", "a word that whoever watches knows")
    raise SystemExit(main())
