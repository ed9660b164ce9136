"""What a chart shows, before anybody draws it."""

from dataclasses import dataclass
from decimal import Decimal

from goldthread.ui.british import number

Number = int | float | Decimal


@dataclass(frozen=True)
class Point:
    """One place on a line; `value` is None where there is nothing to show (not given, or protected)."""

    period: str
    value: Number | None
    shown: str = ""  # the text beside the value; left out, the value itself


@dataclass(frozen=True)
class Series:
    """One line: its name and its points, in order of time."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Break:
    """The values before and from this period do not mean the same: the line stops, a rule says why."""

    first_period: str  # the first under the new meaning
    label: str = "Definition changed"


@dataclass(frozen=True)
class LineChart:
    """Lines over time: `series` in the foreground, `comparators` (region, England) quiet behind.

    `unit` is said above the scale ("Rate per 10,000 children"); "%" is also put to each number.
    `periods` is their order; left out they are sorted as text, which holds for "2022-23 Q1".
    A scale begins at zero unless `from_zero` is given up; then the drawing says where it begins.
    """

    series: tuple[Series, ...]
    comparators: tuple[Series, ...] = ()
    unit: str = ""
    breaks: tuple[Break, ...] = ()
    periods: tuple[str, ...] = ()
    from_zero: bool = True

    def ordered_periods(self) -> list[str]:
        """Every period that has a place on the chart, in order."""
        named = {p.period for line in (*self.series, *self.comparators) for p in line.points}
        if not self.periods:
            return sorted(named)
        if strangers := named - set(self.periods):
            raise ValueError(f"points without a place in time: {', '.join(sorted(strangers))}")
        return list(self.periods)


@dataclass(frozen=True)
class Bar:
    """One bar; `value` is None where there is nothing to show, and `shown` then says why."""

    label: str
    value: Number | None
    shown: str = ""
    comparator: bool = False


@dataclass(frozen=True)
class BarChart:
    """Lying bars in the order given, each with its value at its end."""

    bars: tuple[Bar, ...]
    unit: str = ""


def in_words(value: Number, unit: str = "") -> str:
    """A number as it is printed, with a percent sign where the unit is one."""
    return f"{number(value)}{'%' if unit == '%' else ''}"


def unit_words(unit: str) -> str:
    """How the unit is said above a chart."""
    return "Per cent" if unit == "%" else unit
