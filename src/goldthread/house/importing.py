"""What a module says of the past records that it can take in from a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from goldthread.house.permissions import Permission


class CellKind(StrEnum):
    """What is written in a column, and so what a cell of it becomes: str, date or a choice's value."""

    TEXT = "text"
    DAY = "day"
    EMAIL = "email"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class ImportColumn:
    """One column: its name in the code, on the page and in the template, and what it takes.

    `spellings` are other headings that mean it; `choices` are the values with their words.
    """

    name: str
    label: str
    words: str
    kind: CellKind = CellKind.TEXT
    required: bool = False
    spellings: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = 160
    has_lines: bool = False  # whether a text may go over several lines
    example: str = ""


@dataclass(frozen=True)
class ImportedRow:
    """A row that reads well: its number in the sheet, and its values by column; None where blank."""

    number: int
    values: Mapping[str, Any]


class Outcome(StrEnum):
    """What taking a row in comes to."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    WRONG = "wrong"


@dataclass(frozen=True)
class Compared:
    """A row beside what is there: what is made or changed, or (column, sentence) of what is wrong."""

    outcome: Outcome
    title: str
    changes: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Importable:
    """A kind of past record that a module takes in.

    Both functions are named as "package.module:function" and imported only when called.
    `compare(*, by, on, rows)` gives a Compared for each row, in a number of queries that does not grow with
    the rows. `take(*, by, at, rows, compared)` is the action that makes and changes what they say, in the
    transaction of its caller, and tells the trail.
    """

    kind: str  # in addresses and commands: "agencies"
    title: str
    words: str  # what it is, how a row is known again, and what is not done
    permission: Permission
    columns: tuple[ImportColumn, ...]
    compare: str
    take: str
    then: tuple[str, str] = ("", "")  # what is done next: its words, and the name of its page

    def column(self, name: str) -> ImportColumn:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
