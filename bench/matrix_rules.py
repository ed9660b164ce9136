"""Take each rule of access away in turn: does the permission matrix notice every one?

Three kinds of rule: who holds a permission (not asked for at the guard), who sees the rows of a model
(everybody instead), and the clauses that all rows share (space, area, compartment, conflict of
interest). After each, the addresses that name it are called again and the rows of every model asked
for, and something must differ from the tables.
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
    """Print each rule and whether it was caught; exit code 0 where all were.

    With an argument, only the rules whose name holds it.
    """
    import os

    os.environ["GOLDTHREAD_DATABASE"] = "sqlite://:memory:"
    from goldthread.config.commands import start_django

    start_django()
    command = import_module("tests.matrix.command")
    return command.in_test_database(_take_away_each)


def _take_away_each() -> int:
    matrix = import_module("tests.matrix.run")
    begun, caught, missed = perf_counter(), [], []
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    rules = [rule for rule in _rules(matrix) if wanted in rule[0]]
    for name, without, addresses in rules:
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
    for model in _models_with_a_scope():
        yield (
            f"scope of {model._meta.label}",
            lambda m=model: patch.object(m, "scope", staticmethod(_everybody)),
            set(),
        )
    for clause in ("of_the_spaces", "of_the_areas", "of_the_compartments"):
        yield (
            f"every row: {clause.replace('_', ' ')}",
            lambda c=clause: patch(f"goldthread.register.rows.{c}", _everybody),
            rows if clause == "of_the_spaces" else set(),
        )
    yield "every row: conflicts of interest", _without_conflicts, rows


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


def _models_with_a_scope():
    """Models whose own scope is narrower than 'everybody of the partnership'."""
    from goldthread.register.models import everybody_of_the_space

    sight = import_module("tests.matrix.sight")
    return [model for model in sight.models() if model.scope is not everybody_of_the_space]


def _without_conflicts():
    return patch("goldthread.accounts.principals._conflicts", lambda person, on: frozenset())


if __name__ == "__main__":
    raise SystemExit(main())
