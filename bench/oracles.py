"""What tells an outsider that something exists which is hidden: two cases each, held against one another.

./goldthread bench oracles [--samples 60] [--seed N] [--only WORD] [--database both] [--json]

A row of another partnership, or of another agency, against one that nobody has: on each address with an
id, by each way of asking, as those who may open it about their own. What lists, counts and selects say
before and after rows are made elsewhere. Accounts, invitations, sessions and reports against none. Held
together are status, headers, cookies, length, page and the number of questions to the database; times by
the Mann-Whitney test (p > 0.01; what fails is measured once more, three times as often).
Exit code 1 where anything tells.
"""

import argparse
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from random import Random
from time import perf_counter

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import _database  # noqa: E402 -- only there once the path is known

KINDS = {
    "an id, asked for": "of_rows:by_asking",
    "an id, posted to": "of_rows:by_sending",
    "an id, by odd methods": "of_rows:by_method",
    "an id, by conditions and ranges": "of_rows:by_condition",
    "an id, by where one is led": "of_rows:by_redirect",
    "an id, without a token": "of_rows:by_forgery",
    "an id, by time": "of_rows:by_time",
    "counts, selects and orders of lists": "of_rows:by_presence",
    "filters, searches and sorting": "of_rows:by_filter",
    "pages beyond the end of a list": "of_rows:by_bounds",
    "keys that must be unique": "of_rows:by_unique_key",
    "names of files": "of_rows:by_file_name",
    "an account, by a wrong password": "at_the_door:by_sign_in",
    "an account, by the time that takes": "at_the_door:by_sign_in_time",
    "an account, by a forgotten password": "at_the_door:by_forgotten_password",
    "an account, by the link of a letter": "at_the_door:by_recovery_link",
    "an account, by its passkeys": "at_the_door:by_passkey",
    "an invitation": "at_the_door:by_invitation",
    "a report that is not published": "at_the_door:by_published_report",
    "a session": "at_the_door:by_session",
    "a form's key": "at_the_door:by_form_key",
    "a partnership": "at_the_door:by_partnership",
}


def main() -> int:
    arguments = _arguments()
    if not _database.is_under_way():
        databases = _database.addresses(arguments.postgresql)
        return _database.again_on_each(databases, arguments.database)
    os.environ.pop("GOLDTHREAD_METRICS_TOKEN", None)
    return _database.in_world(lambda world: _all(world, arguments))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="goldthread bench oracles", description=__doc__)
    parser.add_argument("--samples", type=int, default=60, help="times of each of a pair")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--only", default="", help="the kinds whose name holds this")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--postgresql", default=_database.POSTGRESQL, help="address of a server")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _all(world, arguments) -> int:
    import logging

    from django.db import transaction

    logging.disable(logging.CRITICAL)
    kit_of = import_module("bench.telling.kit").Kit
    tells, tried = {}, {}
    for words, where in KINDS.items():
        if arguments.only not in words:
            continue
        module, _, name = where.partition(":")
        kit = kit_of(world, Random(f"{arguments.seed}:{words}"), arguments.samples)
        begun = perf_counter()
        with transaction.atomic():
            tells[words] = getattr(import_module(f"bench.telling.{module}"), name)(kit)
            transaction.set_rollback(True)
        tried[words] = kit.pairs
        if not arguments.json:
            said = f"{len(tells[words])} tell" if tells[words] else "nothing tells"
            print(
                f"{words:<40}{kit.pairs:>6} pairs  {said}  {perf_counter() - begun:.0f} s",
                flush=True,
            )
            for each in tells[words][:40]:
                print(f"    {each}")
    telling = [words for words, found in tells.items() if found]
    empty = [words for words, pairs in tried.items() if not pairs]
    if arguments.json:
        print(json.dumps({"pairs": tried, "tells": tells}, indent=2))
    else:
        print(f"{len(tells)} kinds tried with {sum(tried.values()):,} pairs: {len(telling)} tell")
        print(*(f"nothing to try: {words}" for words in empty), sep="\n")
    return 1 if telling or empty else 0


if __name__ == "__main__":
    raise SystemExit(main())
