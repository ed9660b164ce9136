"""Take each rule of access away in turn: does the permission matrix notice every one?

Three kinds of rule: who holds a permission (not asked for at the guard), who sees the rows of a model
(everybody instead), and the clauses that all rows share (space, conflict of interest). After each, the
addresses that name it are called again, and at least one answer must differ from the table.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))
import_module("tests.environment")


def main() -> int:
    """Print each rule and whether it was missed; exit code 0 where all were."""
    import os

    os.environ["GOLDTHREAD_DATABASE"] = "sqlite://:memory:"
    from goldthread.config.commands import start_django

    start_django()
    command = import_module("tests.matrix.command")
    return command.in_test_database(_take_away_each)


def _take_away_each() -> int:
    matrix = import_module("tests.matrix.run")
    begun, caught, missed = perf_counter(), [], []
    for name, without, addresses in _rules(matrix):
        with without():
            report = matrix.run(only=addresses)
        (missed if report.holds else caught).append(name)
        print(f"{'MISSED' if report.holds else 'caught'}  {name}  ({len(addresses)} addresses)")
    total = len(caught) + len(missed)
    seconds = round(perf_counter() - begun, 1)
    print(json.dumps({"rules": total, "caught": len(caught), "missed": missed, "seconds": seconds}))
    return 1 if missed else 0


def _rules(matrix) -> Iterator[tuple[str, object, set[str]]]:
    """(name, a context in which the rule does not hold, the addresses to call)."""
    guards = {name: view.guard.permission for name, view in _views(matrix)}
    rows = {name for name, expected in matrix.table().items() if expected.row} & set(guards)
    from goldthread.house import registry

    for permission in sorted(registry.permissions(), key=str):
        named = {name for name, needed in guards.items() if needed == permission}
        if named:
            yield f"permission {permission}", lambda p=permission: _held_by_all(p), named
    for model in _models_in_addresses():
        yield (
            f"scope of {model._meta.label}",
            lambda m=model: patch.object(m, "scope", staticmethod(_everybody)),
            rows,
        )
    yield "the space rule of every row", _without_spaces, rows
    yield "conflicts of interest", _without_conflicts, rows


def _views(matrix) -> Iterator[tuple[str, object]]:
    from django.urls import URLResolver, get_resolver

    def walk(patterns, space=""):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if str(pattern.pattern) != "account/":
                    inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                    yield from walk(pattern.url_patterns, inner)
            else:
                yield f"{space}{pattern.name}", pattern.callback

    return walk(get_resolver().url_patterns)


def _everybody(principal):
    from django.db.models import Q

    return Q()


@contextmanager
def _held_by_all(permission):
    from goldthread.access import guard
    from goldthread.access.decision import ALLOWED

    asked = guard.may

    def answer(principal, wanted, row=None):
        return ALLOWED if wanted == permission else asked(principal, wanted, row)

    with patch.object(guard, "may", answer):
        yield


def _models_in_addresses():
    """Models whose own scope is more than 'everybody of the partnership', and that pages name."""
    from goldthread.performance.models import Return, ReturnRequest

    return [ReturnRequest, Return]


def _without_spaces():
    return patch("goldthread.register.rows.in_sight", _everybody)


def _without_conflicts():
    return patch("goldthread.accounts.principals._conflicts", lambda person, on: frozenset())


if __name__ == "__main__":
    raise SystemExit(main())
