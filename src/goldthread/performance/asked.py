"""What a return asks for, line by line, and the two levels of problem: error and query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from goldthread.measures.catalogue import Breakdown, Indicator, catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured

PARTS = ("value", "numerator", "denominator")


@dataclass(frozen=True, order=True)
class LineKey:
    """One line of a return: an area's code, an indicator's key, and a breakdown item or ""."""

    area: str
    indicator: str
    breakdown: str = ""

    @property
    def name(self) -> str:
        """The line in names and addresses: no part holds a hyphen, so no two lines share one."""
        return "-".join((self.indicator, self.area, self.breakdown))


@dataclass(frozen=True)
class Line:
    """A line with the words that the submitter reads."""

    key: LineKey
    area_name: str
    indicator: Indicator
    breakdown_title: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the numbers asked for: ("value",) or ("numerator", "denominator")."""
        return tuple(part.name for part in self.indicator.parts)

    @property
    def whole(self) -> LineKey:
        """The line that this one is part of; itself where it is no item of a breakdown."""
        return LineKey(self.key.area, self.key.indicator)

    def items_of(self, breakdown: Breakdown) -> list[LineKey]:
        """The lines of one breakdown of this one."""
        return [LineKey(self.key.area, self.key.indicator, item) for item, _ in breakdown.items]

    def words_of(self, part: str) -> str:
        """What is counted as one of its numbers: "invitations to agencies"."""
        return next(each.words for each in self.indicator.parts if each.name == part)

    def label(self, part: str) -> str:
        """The label of one number's box: "Out of: referrals" where it is a total."""
        words = self.words_of(part)
        return f"Out of: {words}" if part == "denominator" else f"{words[0].upper()}{words[1:]}"

    @property
    def words(self) -> str:
        return (
            f"{self.indicator.title}: {self.breakdown_title}"
            if self.breakdown_title
            else (self.indicator.title)
        )


@dataclass(frozen=True)
class Asked:
    """All that a return asks of an agency for a period."""

    period: Period
    areas: tuple[tuple[str, str], ...]  # (code, name)
    indicators: tuple[str, ...]

    def lines(self) -> tuple[Line, ...]:
        """The lines in the order of the template: by indicator, then area, whole before parts."""
        rows = catalogue()
        return tuple(
            Line(LineKey(code, key, item), name, rows[key], words)
            for key in self.indicators
            for code, name in self.areas
            for item, words in (("", ""), *_items(rows[key]))
        )

    def line_named(self, name: str) -> Line | None:
        """The line of a name in an address; None where nothing such is asked."""
        return next((line for line in self.lines() if line.key.name == name), None)


def _items(indicator: Indicator) -> Iterable[tuple[str, str]]:
    for breakdown in indicator.breakdowns:
        yield from breakdown.items


class Level(StrEnum):
    """An error refuses; a query only needs an answer."""

    ERROR = "error"
    QUERY = "query"


@dataclass(frozen=True)
class Problem:
    """One thing found: its level, its place (line, part, row of the file) and a plain sentence."""

    level: Level
    sentence: str
    key: LineKey | None = None
    part: str = ""
    row: str = ""

    @property
    def is_error(self) -> bool:
        return self.level is Level.ERROR


@dataclass(frozen=True)
class Typed:
    """What somebody typed into a line: texts by part, the answer to a query, and the file's row."""

    texts: Mapping[str, str]
    answer: str = ""
    row: str = ""

    def text(self, part: str) -> str:
        return self.texts.get(part, "").strip()

    @property
    def is_blank(self) -> bool:
        return not any(text.strip() for text in self.texts.values())

    def says_the_same_as(self, other: "Typed") -> bool:
        """Whether two people typed the same: 1,234 is 1234; a row of a file only counts where named."""
        return (
            all(_bare(self.text(part)) == _bare(other.text(part)) for part in PARTS)
            and self.answer.strip() == other.answer.strip()
            and self.row in ("", other.row)
        )


def _bare(text: str) -> str:
    """A number without its thousands' marks."""
    return text.replace(",", "").replace(" ", "")


@dataclass(frozen=True)
class Questioned:
    """A question that a return was sent back with: about a line, or the whole (no key)."""

    id: str
    key: LineKey | None
    text: str
    asked_by: str
    asked_at: datetime
    answer: str = ""


@dataclass(frozen=True)
class Checked:
    """The numbers that could be read, and every problem, errors first."""

    numbers: Mapping[LineKey, Measured]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def queries(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.is_error)

    def at(self, key: LineKey, part: str = "") -> list[Problem]:
        """The problems of one line; of one part of it where a part is named."""
        return [p for p in self.problems if p.key == key and (not part or p.part == part)]
