"""`./goldthread matrix`: the permission matrix on a database of its own."""

import json
import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from time import perf_counter

from tooling.words import CannotRun

from goldthread.config.commands import start_django

CHECKOUT = Path(__file__).resolve().parents[3]


def run(arguments: Namespace) -> int:
    """Call every address as everybody; exit code 0 where each answer is as the table says."""
    if not (CHECKOUT / "tests" / "matrix").is_dir():
        raise CannotRun("The matrix needs the tests, which are not here: run it in a checkout.", "")
    sys.path.insert(0, str(CHECKOUT))
    import_module("tests.environment")
    os.environ["GOLDTHREAD_DATABASE"] = "sqlite://:memory:"
    start_django()
    begun = perf_counter()
    report = import_module("tests.matrix.command").with_test_database(_tell)
    found = {
        "addresses": report.addresses,
        "requests": report.requests,
        "answers": dict(report.answers),
        "leaks": report.leaks,
        "told": report.told,
        "models": report.models,
        "sight": report.sight,
        "wrong_denials": report.wrong_denials,
        "never_opened": report.never_opened,
        "not_in_table": report.not_in_table,
        "not_there": report.not_there,
        "errors": report.errors,
        "seconds": round(perf_counter() - begun, 1),
    }
    print(json.dumps(found, indent=2) if arguments.json else _words(found))
    return 0 if report.holds else 1


def _tell(done: int, of: int, name: str) -> None:
    """One line of progress, for whoever waits; a program reads the other stream."""
    if sys.stderr.isatty():
        ending = "\n" if done == of else ""
        print(f"\r{done} of {of} addresses: {name:40.40}", end=ending, file=sys.stderr, flush=True)
    elif done % 10 == 0 or done == of:
        print(f"{done} of {of} addresses", file=sys.stderr, flush=True)


def _words(found: dict) -> str:
    lines = [
        f"{found['addresses']} addresses, {found['requests']:,} requests in {found['seconds']} s: "
        f"{len(found['leaks']) + len(found['told'])} leaks, {len(found['wrong_denials'])} wrong denials; rows of {found['models']} models: {len(found['sight'])} seen wrongly"
    ]
    for kind in (
        "leaks",
        "told",
        "sight",
        "wrong_denials",
        "never_opened",
        "not_in_table",
        "not_there",
        "errors",
    ):
        lines += [f"  {kind.replace('_', ' ')}: {line}" for line in found[kind]]
    return "\n".join(lines)
