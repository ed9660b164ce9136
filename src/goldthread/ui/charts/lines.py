"""A line chart as a Vega-Lite specification: every size is ours, so that machines agree."""

from collections import Counter
from dataclasses import dataclass
from math import ceil

from goldthread.ui.british import number
from goldthread.ui.charts.frame import (
    WIDE,
    Frame,
    Json,
    in_pixels,
    rows_of,
    specification,
    text_width,
    written,
)
from goldthread.ui.charts.palette import (
    COMPARATORS,
    GOLD,
    INK,
    LETTER,
    LINE_HEIGHT,
    QUIET,
    RULE,
    SERIES,
)
from goldthread.ui.charts.scale import Scale, apart, round_scale
from goldthread.ui.charts.shapes import Break, LineChart, Series, in_words, unit_words

_BETWEEN_PERIODS, _LETTER_WIDTH = 10, 7.5  # px
_MANY_POINTS = 16  # above which single points are not marked


@dataclass(frozen=True)
class _Line:
    """One line on the chart: its values by place in time, and how it looks."""

    name: str
    values: list[float | None]
    shown: str
    colour: str
    dash: tuple[float, ...]
    quiet: bool

    @property
    def last(self) -> int | None:
        """The place of the latest value; None where the line has none."""
        known = [i for i, value in enumerate(self.values) if value is not None]
        return known[-1] if known else None


def line_specification(chart: LineChart, frame: Frame = WIDE) -> Json:
    """The Vega-Lite specification that draws the chart in a frame."""
    periods = chart.ordered_periods()
    lines = _lines(chart, periods)
    known = [v for line in lines for v in line.values if v is not None]
    scale = round_scale(known, from_zero=chart.from_zero)
    return _Drawing(chart, frame, periods, lines, scale).specification()


def _lines(chart: LineChart, periods: list[str]) -> list[_Line]:
    kinds = [(chart.series, SERIES, False), (chart.comparators, COMPARATORS, True)]
    lines: list[_Line] = []
    for many, looks, quiet in kinds:
        for i, series in enumerate(many):
            colour, dash = looks[i % len(looks)]
            values, shown = _by_period(series, periods, chart.unit)
            lines.append(_Line(series.name, values, shown, colour, dash, quiet))
    return lines


def _by_period(series: Series, periods: list[str], unit: str) -> tuple[list[float | None], str]:
    """The values of a series in their places in time, and its latest as it is printed."""
    values = {p.period: p.value for p in series.points if p.value is not None}
    shown = {p.period: p.shown for p in series.points}
    known = [period for period in periods if period in values]
    latest = (shown[known[-1]] or in_words(values[known[-1]], unit)) if known else ""
    if known and known[-1] != periods[-1]:
        latest += f" in {known[-1]}"
    return [float(values[p]) if p in values else None for p in periods], latest


class _Drawing:
    """The layers of one chart; pixels are counted from the upper left corner of the plot."""

    def __init__(
        self, chart: LineChart, frame: Frame, periods: list[str], lines: list[_Line], scale: Scale
    ) -> None:
        self.unit, self.frame, self.periods, self.scale = chart.unit, frame, periods, scale
        self.lines = [line for line in lines if line.last is not None]
        self.breaks = [b for b in chart.breaks if b.first_period in periods[1:]]
        self.cuts = {b.first_period for b in self.breaks}
        self.labels = [self._label(line) for line in self.lines]
        self.left = max(text_width(self._tick(t)) for t in scale.ticks) + 12
        self.right = 22 + max((text_width(row) for rows in self.labels for row in rows), default=0)
        self.width = frame.width - self.left - self.right
        self.height = max(frame.height, sum(self._room(rows) for rows in self.labels))
        rows = sum(len(self._break_rows(cut)[2]) for cut in self.breaks)
        self.head = 14 + LINE_HEIGHT * rows + (4 if rows else 0)  # above the plot

    def specification(self) -> Json:
        top = self.head + (LINE_HEIGHT + 2 if self.unit or self.scale.low > 0 else 0)
        return specification(
            width=self.width,
            height=self.height,
            padding={"left": self.left, "right": self.right, "top": top, "bottom": 30},
            layers=[
                self._axes(),
                *self._breaks(),
                *self._strokes(),
                self._points(),
                self._latest(),
                *self._names(),
            ],
        )

    def _tick(self, value: float) -> str:
        return f"{number(value, self.scale.decimals)}{'%' if self.unit == '%' else ''}"

    def _label(self, line: _Line) -> list[str]:
        return [*rows_of(line.name, self.frame.label_letters), line.shown]

    def _room(self, rows: list[str]) -> int:
        return len(rows) * LINE_HEIGHT + 4

    def _x(self, place: float) -> float:
        return (place + 0.5) * self.width / len(self.periods)

    def _y(self, value: float) -> float:
        return self.height * (1 - self.scale.share(value))

    def _axes(self) -> Json:
        across = {
            "datum": self.periods[-1] if self.periods else "",
            "type": "ordinal",
            "scale": {"type": "band", "domain": self.periods, "padding": 0},
            "axis": {
                "title": None,
                "values": self._labelled(),
                "labelAngle": 0,
                "labelPadding": 8,
                "grid": False,
                "ticks": False,
                "domainColor": QUIET,
            },
        }
        up = {
            "datum": self.scale.low,
            "type": "quantitative",
            "scale": {"domain": [self.scale.low, self.scale.high], "zero": False, "nice": False},
            "axis": {
                "values": list(self.scale.ticks),
                "format": f",.{self.scale.decimals}f",
                "labelExpr": "datum.label + '%'" if self.unit == "%" else "datum.label",
                "labelPadding": 8,
                "grid": True,
                "gridColor": RULE,
                "ticks": False,
                "domain": False,
                **self._unit(),
            },
        }
        nothing = {"type": "point", "opacity": 0, "size": 1}  # axes need a mark to belong to
        return {"data": {"values": [{}]}, "mark": nothing, "encoding": {"x": across, "y": up}}

    def _unit(self) -> Json:
        """The unit stands above the scale, lying, where a reader begins."""
        words = unit_words(self.unit)
        if self.scale.low > 0:
            words = f"{words} (scale begins at {self._tick(self.scale.low)})".strip()
        return {
            "title": words or None,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "start",
            "titleBaseline": "bottom",
            "titleX": -self.left,
            "titleY": -self.head,
        }

    def _labelled(self) -> list[str]:
        """The periods written out: every one, every second or every fourth; always the latest."""
        widest = max((text_width(p) for p in self.periods), default=0) + _BETWEEN_PERIODS
        every = ceil(widest * len(self.periods) / self.width)
        if every > 2:
            every = ceil(every / 4) * 4
        return self.periods[::-1][:: max(every, 1)][::-1]

    def _strokes(self) -> list[Json]:
        """The lines, quiet ones first; a line is cut where a value is missing or a meaning changes."""
        layers = []
        for line in sorted(self.lines, key=lambda line: not line.quiet):
            mark = {
                "type": "line",
                "color": line.colour,
                "strokeDash": list(line.dash),
                "strokeWidth": 1.75 if line.quiet else 2.5,
                "strokeJoin": "round",
            }
            layer = in_pixels(self._pieces(line), mark)
            layer["encoding"]["detail"] = {"field": "piece", "type": "nominal"}
            layers.append(layer)
        return layers

    def _pieces(self, line: _Line) -> list[Json]:
        rows, piece = [], 0
        for i, value in enumerate(line.values):
            piece += value is None or self.periods[i] in self.cuts
            if value is not None:
                rows.append({"x": self._x(i), "y": self._y(value), "piece": piece})
        return rows

    def _points(self) -> Json:
        """A point for each value of a short line, and for one that stands alone in a long one."""
        few = len(self.periods) <= _MANY_POINTS
        rows = []
        for line in self.lines:
            pieces = self._pieces(line)
            lengths = Counter(row["piece"] for row in pieces)
            rows += [
                {"x": row["x"], "y": row["y"], "colour": line.colour}
                for row in pieces
                if (few and not line.quiet) or lengths[row["piece"]] == 1
            ]
        return in_pixels(rows, {"type": "circle", "size": 28, "opacity": 1}, "colour")

    def _latest(self) -> Json:
        rows = [{"x": x, "y": y} for line, x, y in self._ends() if not line.quiet]
        mark = {"type": "circle", "size": 70, "opacity": 1, "color": GOLD, "stroke": INK}
        return in_pixels(rows, mark)

    def _ends(self) -> list[tuple[_Line, float, float]]:
        return [
            (line, self._x(line.last), self._y(line.values[line.last] or 0))
            for line in self.lines
            if line.last is not None
        ]

    def _names(self) -> list[Json]:
        """Each line's name and latest value at its end, with a thin thread where it had to move."""
        wanted = [
            (y, float(self._room(rows)))
            for (_, _, y), rows in zip(self._ends(), self.labels, strict=True)
        ]
        layers: list[Json] = []
        for (line, x, y), rows, centre in zip(
            self._ends(), self.labels, apart(wanted, self.height), strict=True
        ):
            if abs(centre - y) > 10 or line.last != len(self.periods) - 1:
                thread = {"x": x + 6, "y": y, "x2": self.width + 7, "y2": centre}
                look = {"type": "rule", "color": QUIET, "strokeWidth": 0.75}
                layers.append(in_pixels([thread], look, "x2", "y2"))
            first = centre - (len(rows) - 1) * LINE_HEIGHT / 2
            bold = [False] * (len(rows) - 1) + [not line.quiet]
            layers += [
                written(
                    text,
                    self.width + 10,
                    first + i * LINE_HEIGHT,
                    color=line.colour,
                    fontWeight="bold" if heavy else "normal",
                )
                for i, (text, heavy) in enumerate(zip(rows, bold, strict=True))
            ]
        return layers

    def _break_rows(self, cut: Break) -> tuple[float, bool, list[str]]:
        """Where the rule stands, whether its words lie to its left, and their rows."""
        x = self._x(self.periods.index(cut.first_period) - 0.5)
        before, after = x + self.left, self.width + self.right - x
        to_the_left = text_width(cut.label) > after - 10 and before > after
        letters = int((before if to_the_left else after) / _LETTER_WIDTH) - 2
        return x, to_the_left, rows_of(cut.label, letters)

    def _breaks(self) -> list[Json]:
        """A rule between two periods, its words above the plot where no line can run through them."""
        layers = []
        top = -self.head + LINE_HEIGHT
        for cut in self.breaks:
            x, to_the_left, rows = self._break_rows(cut)
            rule = {"type": "rule", "color": QUIET, "strokeWidth": 1, "strokeDash": [2, 2]}
            reach = {"x": x, "y": top - LINE_HEIGHT / 2, "y2": self.height}
            layers.append(in_pixels([reach], rule, "y2"))
            for row in rows:
                place, align = (x - 6, "right") if to_the_left else (x + 6, "left")
                layers.append(
                    written(row, place, top, align=align, color=QUIET, fontSize=LETTER - 1)
                )
                top += LINE_HEIGHT
        return layers
