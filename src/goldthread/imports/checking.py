"""A dry run: what every row of a spreadsheet would come to, and all that is wrong with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from goldthread.access.principal import Principal
from goldthread.files.book import Value, address
from goldthread.house import Compared, Importable, ImportedRow, Outcome, registry
from goldthread.imports.matching import Places
from goldthread.imports.reading import Problem, read_rows


@dataclass(frozen=True)
class Checked:
    """What the rows come to; nothing is taken in while there is any problem."""

    rows: tuple[ImportedRow, ...]
    compared: tuple[Compared, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, the same, and changed."""
        found = Counter(one.outcome.value for one in self.compared)
        return {str(o): found.get(o.value, 0) for o in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)}


def kind_named(name: str) -> Importable | None:
    """The kind of past record of that name; None where no module takes it in."""
    return next((kind for kind in registry.imports() if kind.kind == name), None)


def called(function: str) -> Any:
    """A function by its name "package.module:function"."""
    module, _, name = function.partition(":")
    return getattr(import_module(module), name)


def check(
    rows: Sequence[tuple[int, Sequence[Value]]],
    kind: Importable,
    places: Places,
    *,
    by: Principal,
    on: date,
) -> Checked:
    """What taking these rows in would come to on a day; changes nothing."""
    missing = [c.label for c in kind.columns if c.required and c.name not in places]
    if missing:
        problems = [
            Problem(0, label, "", "No column of the file is this one.") for label in missing
        ]
        return Checked((), (), tuple(problems))
    read, problems = read_rows(rows, kind, places)
    compared: list[Compared] = called(kind.compare)(by=by, on=on, rows=read)
    for row, one in zip(read, compared, strict=True):
        for name, sentence in one.problems:
            place = places.get(name)
            cell = address(row.number, place) if place is not None else ""
            label = kind.column(name).label if name else ""
            problems.append(Problem(row.number, label, cell, sentence))
    problems.sort(key=lambda problem: problem.row)
    return Checked(tuple(read), tuple(compared), tuple(problems))
