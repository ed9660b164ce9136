"""A table as a page shows it: a sentence, a chart, and its figures by period and area."""

from dataclasses import dataclass

from goldthread.measures.periods import Period
from goldthread.open_data.table import Content, OpenRow
from goldthread.ui.british import listed
from goldthread.ui.charts import LineChart, Point, Series, svg


@dataclass(frozen=True)
class Line:
    """A period with the figure of each area."""

    heading: str
    cells: tuple[OpenRow, ...]


@dataclass(frozen=True)
class Picture:
    """The chart, wide and for a phone; both empty where there are too few figures for one."""

    wide: str = ""
    narrow: str = ""


def lines_of(content: Content) -> list[Line]:
    """The figures by period, latest first, a cell for each area in their order."""
    at = {(row.period, row.area_code): row for row in content.rows}
    return [
        Line(period, tuple(at[period, code] for code, _ in content.areas))
        for period in reversed(content.periods)
    ]


def sentence_of(content: Content) -> str:
    """What the latest period in which something is shown says."""
    shown = [row for row in content.rows if row.value is not None]
    if not shown:
        return ""
    latest = [row for row in shown if row.period == shown[-1].period]
    told = listed([f"{row.area} {row.shown}" for row in latest])
    return f"{Period.parse(latest[0].period).label}: {told}."


def picture_of(content: Content) -> Picture:
    """A line for each area; what is kept back, or is not there, leaves a gap."""
    series = tuple(_series(content, code, name) for code, name in content.areas)
    drawn = [line for line in series if sum(p.value is not None for p in line.points) > 1]
    if not drawn:
        return Picture()
    unit = content.unit if content.unit == "%" else content.unit.capitalize()
    chart = LineChart(series=tuple(drawn), unit=unit, periods=content.periods)
    title, described = content.title, sentence_of(content)
    return Picture(
        wide=svg(chart, title=title, description=described),
        narrow=svg(chart, title=title, description=described, narrow=True),
    )


def _series(content: Content, code: str, name: str) -> Series:
    rows = (row for row in content.rows if row.area_code == code)
    return Series(name, tuple(Point(row.period, row.value, row.shown) for row in rows))
