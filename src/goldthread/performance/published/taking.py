"""What an import takes of published tables, beside what is already held: pure, without a store."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from goldthread.performance.published.layouts import layouts
from goldthread.performance.published.tables import Reading, Table

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class ImportSummary:
    """What was recognised, how many figures were taken and unchanged, what was left and not understood."""

    recognised: tuple[Mapping[str, Any], ...]
    taken: int
    unchanged: int
    left: tuple[Mapping[str, Any], ...]
    not_understood: tuple[Mapping[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """The summary as plain lists, numbers and texts, under the names of its fields."""
        return {
            "recognised": [dict(table) for table in self.recognised],
            "taken": self.taken,
            "unchanged": self.unchanged,
            "left": [dict(left) for left in self.left],
            "not_understood": [dict(finding) for finding in self.not_understood],
        }


@dataclass(frozen=True)
class Taken:
    """The figures that are new of one table; they are to be kept with its identity."""

    table: Table
    readings: tuple[Reading, ...]


def take(
    held: Mapping[Key, Collection[Reading]], tables: Iterable[Table]
) -> tuple[tuple[Taken, ...], ImportSummary]:
    """The figures of these tables that are not held yet, and the summary of the import.

    `held` gives, by `Reading.key`, what is kept already: of each release concerned, all of it. A
    figure that says what a held one of its release says is unchanged; one that differs is taken and
    stands beside it. Another release is another key. Where two tables of a release give one figure,
    the fuller comes first, in the order of the layouts.
    """
    order = {key: place for place, key in enumerate(layouts())}
    tables = sorted(tables, key=lambda table: order.get(table.layout, len(order)))
    known: dict[Key, list[Reading]] = {}
    taken: list[Taken] = []
    unchanged: list[int] = []
    for table in tables:
        new: list[Reading] = []
        for reading in table.readings:
            same = known.get(reading.key)
            if same is None:
                same = known[reading.key] = list(held.get(reading.key, ()))
            if not any(adds_nothing(reading, other) for other in same):
                same.append(reading)
                new.append(reading)
        taken.append(Taken(table, tuple(new)))
        unchanged.append(len(table.readings) - len(new))
    return tuple(taken), _summary(taken, unchanged)


def adds_nothing(reading: Reading, held: Reading) -> bool:
    """Whether a reading says no more than one that is held: same value or symbol, no new part."""
    return (
        reading.value == held.value
        and reading.symbol == held.symbol
        and reading.numerator in (None, held.numerator)
        and reading.denominator in (None, held.denominator)
    )


def _summary(taken: Collection[Taken], unchanged: Collection[int]) -> ImportSummary:
    tables = [each.table for each in taken]
    return ImportSummary(
        recognised=tuple(
            _recognised(each, same)
            for each, same in zip(taken, unchanged, strict=True)
            if each.table.recognised
        ),
        taken=sum(len(each.readings) for each in taken),
        unchanged=sum(unchanged),
        left=tuple({"file": table.file, **asdict(left)} for table in tables for left in table.left),
        not_understood=tuple(
            {"file": table.file, **asdict(finding)}
            for table in tables
            for finding in table.not_understood
        ),
    )


def _recognised(taken: Taken, unchanged: int) -> dict[str, Any]:
    table = taken.table
    return {
        "file": table.file,
        "table": table.title,
        "layout": table.layout,
        "release": table.release,
        "identity": table.identity,
        "rows": table.rows,
        "periods": list(table.periods),
        "taken": len(taken.readings),
        "unchanged": unchanged,
        "neighbours": len(table.neighbours),
        "notes": [str(note) for note in table.notes],
    }
