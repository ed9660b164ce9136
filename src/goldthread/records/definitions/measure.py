"""The two kinds of thing that a definition is made of: facts with a period, and what is counted of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ibis.expr.types import BooleanValue, Table

Flag = Callable[[Any], BooleanValue]


@dataclass(frozen=True)
class Asked:
    """The tables of events on an engine, and which periods are asked for.

    `tables` also holds `ends`, a row for each period, and `calendar`, the working days up to each day.
    `months` is the length of a period; `first` and `last` number the periods (`days.index`).
    """

    tables: Mapping[str, Table]
    months: int
    first: int
    last: int

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Rows that each belong to one period, from tables of events.

    `make(asked)` gives them with the columns `period`, `on` (the day at which the child's age counts) and
    the child's own. `is_stock`: they stand at the last day of the period. Whatever is sorted or joined
    is sorted or joined here, once for all that is counted of the rows.
    """

    key: str
    events: tuple[str, ...]
    make: Callable[[Asked], Table]
    is_stock: bool = False


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One indicator of the catalogue: which facts are its value or denominator, and which its numerator.

    `total` is the column that a mean adds up. `by` names the column of the indicator's own division, whose
    items are the catalogue's; `items` those divisions in which one row can stand several times.
    `months` before the period (before its last day, for a stock) must be known as well.
    """

    key: str
    fact: str
    counted: Flag | None = None
    numerator: Flag | None = None
    total: str = ""
    by: str = ""
    by_at_the_day: bool = False  # the division is known only of the day at which the records stand
    items: Mapping[str, Flag] = field(default_factory=dict)
    months: int = 0
    unknown: Flag | None = None  # rows that do not say what the numerator asks
