"""Charts of figures, with the sentence that says what they show and the table behind them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from goldthread.house import Figure, FigureRequest
from goldthread.measures.periods import Period
from goldthread.outputs.document import Chart, Column, Table
from goldthread.ui.charts import Bar, BarChart, Break, LineChart, Point, Series
from goldthread.yearly_report.cards import title_of
from goldthread.yearly_report.contents import FigureChart, Shape
from goldthread.yearly_report.protection import Card, Release
from goldthread.yearly_report.tables import cell


class Line(NamedTuple):
    """One line of a chart: its name, and its figures by period in order of time."""

    name: str
    cards: dict[str, Card]


def chart_block(content: FigureChart, release: Release) -> Chart:
    """The chart as a block; a typed description gives way where a figure of it is kept back."""
    content = _to_the_end_of(content, release.snapshot.year)
    lines = _lines(content, release)
    hides = any(_hides(line.cards.values()) for line in lines)
    return Chart(
        title=content.title,
        description=content.text if content.text and not hides else described(lines),
        spec=_bars(lines) if content.shape is Shape.BAR else _line_chart(content, lines),
        table=_table(content, lines),
    )


def _to_the_end_of(content: FigureChart, year: str) -> FigureChart:
    """The chart without what came after the report's year: that belongs into the next report."""
    ends_on = Period.parse(year).ends_on
    periods = tuple(p for p in content.periods if Period.parse(p).ends_on <= ends_on)
    return replace(content, periods=periods)


def _lines(content: FigureChart, release: Release) -> list[Line]:
    """One line for each indicator and area, named by what tells it from the others."""
    asked = release.asked
    lines = []
    for key in content.keys:
        for area in content.areas:
            requests = {period: FigureRequest(key, area, period) for period in content.periods}
            cards = {p: asked[request] for p, request in requests.items() if request in asked}
            if cards:
                first = next(iter(cards.values())).figure
                lines.append(Line(_line_name(content, first), cards))
    return lines


def _line_name(content: FigureChart, figure: Figure) -> str:
    if len(content.keys) == 1:
        return figure.area_name
    return figure.indicator if len(content.areas) == 1 else title_of(figure).rpartition(",")[0]


def described(lines: list[Line]) -> str:
    """What the figures say, in words: from where each line comes and where it goes."""
    return " ".join(f"{line.name}: {_course(line)}." for line in lines) or "There are no figures."


def _course(line: Line) -> str:
    known = [(p, c.figure.shown) for p, c in line.cards.items() if c.figure.value is not None]
    if not known:
        return "no figure can be shown" if _hides(line.cards.values()) else "no figure is there"
    (first_period, first), (last_period, last) = known[0], known[-1]
    if first_period == last_period:
        return f"{first} in {first_period}"
    return f"from {first} in {first_period} to {last} in {last_period}"


def _hides(cards: Iterable[Card]) -> bool:
    return any(card.figure.suppressed for card in cards)


def _line_chart(content: FigureChart, lines: list[Line]) -> LineChart:
    return LineChart(
        series=tuple(Series(line.name, tuple(_points(line))) for line in lines),
        unit=_unit(lines),
        breaks=_breaks(lines),
        periods=content.periods,
    )


def _points(line: Line) -> list[Point]:
    return [Point(p, card.figure.value, card.figure.shown) for p, card in line.cards.items()]


def _breaks(lines: list[Line]) -> tuple[Break, ...]:
    """Where a definition changed on the way: the line stops there."""
    found: dict[str, Break] = {}
    for line in lines:
        for (_, before), (period, after) in pairwise(line.cards.items()):
            if before.figure.definition_version != after.figure.definition_version:
                found[period] = Break(period)
    return tuple(found.values())


def _bars(lines: list[Line]) -> BarChart:
    named = len(lines) > 1
    return BarChart(
        bars=tuple(
            Bar(f"{line.name}, {period}" if named else period, card.figure.value, card.figure.shown)
            for line in lines
            for period, card in line.cards.items()
        ),
        unit=_unit(lines),
    )


def _unit(lines: list[Line]) -> str:
    units = {card.figure.unit for line in lines for card in line.cards.values()}
    return units.pop() if len(units) == 1 else ""


def _table(content: FigureChart, lines: list[Line]) -> Table:
    """Periods down and lines across, as the chart reads."""
    return Table(
        caption=content.title,
        columns=(Column("Period"), *(Column(line.name, numeric=True) for line in lines)),
        rows=tuple(
            (period, *(cell(line.cards.get(period)) for line in lines))
            for period in content.periods
        ),
    )
