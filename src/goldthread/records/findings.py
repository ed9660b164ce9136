"""What is wrong with records: the place and one plain sentence, and never a child's own value."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

_ROW = re.compile(r"(row|line) \d+")


class Level(StrEnum):
    """`error`: the value, row or file is not used. `warning`: it is used, and worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing found. `row` counts as a spreadsheet does, or is the line of an XML file; 0: no one row."""

    level: Level
    file: str
    list: str
    row: int
    column: str
    sentence: str

    @property
    def place(self) -> str:
        """Where, in words: file, list, row and column, as far as there are any."""
        row = f"row {self.row}" if self.row else ""
        return ", ".join(filter(None, (self.file, self.list, row, self.column)))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Findings:
    """What was found so far, in the order found."""

    def __init__(self) -> None:
        self._all: list[Finding] = []

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, findings: Iterable[Finding]) -> None:
        self._all.extend(findings)

    def many(self, level: Level) -> int:
        """How many there are of a level."""
        return sum(finding.level is level for finding in self._all)

    def grouped(self, shown: int) -> Iterator[tuple[Finding, int]]:
        """The first few of each kind in each column, the last with how many more there are like it."""
        kinds = Counter(map(_kind, self._all))
        seen: Counter[tuple[str, ...]] = Counter()
        for finding in self._all:
            kind = _kind(finding)
            seen[kind] += 1
            if seen[kind] <= shown:
                yield finding, kinds[kind] - shown if seen[kind] == shown else 0


def _kind(finding: Finding) -> tuple[str, ...]:
    alike = _ROW.sub("", finding.sentence)
    return finding.file, finding.list, finding.column, alike


@dataclass
class Place:
    """A list of a file, from which findings are told."""

    findings: Findings
    file: str
    list: str = ""
    sheet: str = ""

    @property
    def source(self) -> str:
        """The file, with the sheet where it has any, in words."""
        return f"sheet '{self.sheet}' of {self.file}" if self.sheet else self.file

    def error(self, sentence: str, row: int = 0, column: str = "") -> None:
        self._tell(Level.ERROR, sentence, row, column)

    def warning(self, sentence: str, row: int = 0, column: str = "") -> None:
        self._tell(Level.WARNING, sentence, row, column)

    def _tell(self, level: Level, sentence: str, row: int, column: str) -> None:
        self.findings.add([Finding(level, self.file, self.list, row, column, sentence)])
