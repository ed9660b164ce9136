"""What a section of a yearly report holds: texts, tables, charts, and changes as a source printed them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from goldthread.house import FigureRequest, Rung
from goldthread.yearly_report.tokens import requests_in


class Kind(StrEnum):
    """The kinds of content."""

    TEXT = "text"
    TABLE = "table"
    CHART = "chart"
    PRINTED = "printed"

    @property
    def label(self) -> str:
        return {
            "text": "Passage",
            "table": "Table of figures",
            "chart": "Chart",
            "printed": "Changes as the source printed them",
        }[self.value]


class Shape(StrEnum):
    """How a chart draws its figures."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True)
class Text:
    """A passage in Markdown; its writer says which rung of the ladder it reaches."""

    text: str
    rung: Rung
    source: str = ""
    kind: Kind = field(default=Kind.TEXT, init=False)

    def requests(self) -> tuple[FigureRequest, ...]:
        """The figures that the passage names."""
        return requests_in(self.text)


@dataclass(frozen=True)
class FigureTable:
    """Figures by key, area and period; the change between two periods where both are given."""

    title: str
    keys: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    change_from: str = ""
    change_to: str = ""
    source: str = ""
    kind: Kind = field(default=Kind.TABLE, init=False)

    @property
    def has_change(self) -> bool:
        return bool(self.change_from and self.change_to)

    def requests(self) -> tuple[FigureRequest, ...]:
        """Every figure of the table, those of its change included."""
        periods = dict.fromkeys(self.periods)
        if self.has_change:
            periods |= dict.fromkeys((self.change_from, self.change_to))
        return _every(self.areas, self.keys, periods)


@dataclass(frozen=True)
class FigureChart:
    """Figures drawn; without a `text` the sentence that describes it is made from the figures."""

    title: str
    keys: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    shape: Shape = Shape.LINE
    text: str = ""
    source: str = ""
    kind: Kind = field(default=Kind.CHART, init=False)

    def requests(self) -> tuple[FigureRequest, ...]:
        """Every figure of the chart."""
        return _every(self.areas, self.keys, self.periods)


@dataclass(frozen=True)
class PrintedChange:
    """One change as a source printed it, such as "Up 7.6% pts"."""

    key: str
    area: str
    printed: str


@dataclass(frozen=True)
class PrintedChanges:
    """Changes that a source printed, to be held against our one rule."""

    title: str
    rows: tuple[PrintedChange, ...]
    change_from: str
    change_to: str
    source: str = ""
    kind: Kind = field(default=Kind.PRINTED, init=False)

    def requests(self) -> tuple[FigureRequest, ...]:
        """The figures that the printed changes are about."""
        return tuple(
            FigureRequest(row.key, row.area, period)
            for row in self.rows
            for period in (self.change_from, self.change_to)
        )


Content = Text | FigureTable | FigureChart | PrintedChanges


def _every(
    areas: Iterable[str], keys: Iterable[str], periods: Iterable[str]
) -> tuple[FigureRequest, ...]:
    return tuple(
        FigureRequest(key, area, period) for area, key, period in product(areas, keys, periods)
    )
