"""Charts: the small line beside a value, and full charts with their words."""

from collections.abc import Sequence

from goldthread.ui.charts.control import ControlChart
from goldthread.ui.charts.drawing import (
    Draw,
    drawing,
    drawn,
    drawn_together,
    png,
    specification,
    svg,
)
from goldthread.ui.charts.shapes import Bar, BarChart, Break, LineChart, Point, Series
from goldthread.ui.charts.sparkline import latest_once, sparkline

__all__ = [
    "Bar",
    "BarChart",
    "Break",
    "ControlChart",
    "Draw",
    "LineChart",
    "Point",
    "Series",
    "bar_chart",
    "drawing",
    "drawn",
    "drawn_together",
    "line_chart",
    "png",
    "latest_once",
    "sparkline",
    "specification",
    "svg",
]


def line_chart(
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    comparators: Sequence[Series] = (),
    unit: str = "",
    breaks: Sequence[Break] = (),
    narrow: bool = False,
    draw: Draw = drawn,
) -> str:
    """A line chart as SVG text, for a page."""
    chart = LineChart(tuple(series), tuple(comparators), unit, tuple(breaks))
    return svg(chart, title=title, description=description, narrow=narrow, draw=draw)


def bar_chart(
    bars: Sequence[Bar],
    *,
    title: str,
    description: str,
    unit: str = "",
    narrow: bool = False,
    draw: Draw = drawn,
) -> str:
    """A bar chart as SVG text, for a page."""
    chart = BarChart(tuple(bars), unit)
    return svg(chart, title=title, description=description, narrow=narrow, draw=draw)
