"""A funnel plot as SVG text, drawn here: areas by size and value, and how far chance alone would take them.

One's own areas are told by their shape and by name; the others are quiet dots, named in the table behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from goldthread.ui.charts.frame import NARROW, WIDE, Frame, text_width
from goldthread.ui.charts.palette import FONT, INK, LETTER, LINE_HEIGHT, QUIET, RULE
from goldthread.ui.charts.scale import Scale, apart, round_scale
from goldthread.ui.charts.shapes import Number, unit_words

Curve = tuple[tuple[Number, Number], ...]  # size and limit, by size


@dataclass(frozen=True)
class Spot:
    """An area: its size, its value, and its name where it is one's own."""

    size: Number
    value: Number
    name: str = ""


@dataclass(frozen=True)
class FunnelChart:
    """Spots about a middle; `inner` and `outer` are the lower and the upper curve of each limit."""

    spots: tuple[Spot, ...]
    middle: Number
    inner: tuple[Curve, Curve]
    outer: tuple[Curve, Curve]
    unit: str = ""
    size: str = ""  # what the size counts


def funnel_svg(chart: FunnelChart, *, title: str, description: str, narrow: bool = False) -> str:
    """The chart as SVG text that says what it is, to be put into a page as it stands."""
    frame = NARROW if narrow else WIDE
    plot = _Plot(chart, frame)
    drawn = (*plot.grid(), *plot.limits(), *plot.others(), *plot.own())
    size = "narrow" if narrow else "wide"
    height = plot.head + frame.height + plot.foot
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-drawing gt-drawing--{size}"'
        f' width="{frame.width}" height="{height}" viewBox="0 0 {frame.width} {height}"'
        f' font-family="{FONT}" font-size="{LETTER}px" role="img" focusable="false">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(drawn)}</svg>"
    )


@dataclass(frozen=True)
class _Plot:
    chart: FunnelChart
    frame: Frame
    head: int = LINE_HEIGHT + 12
    foot: int = 2 * LINE_HEIGHT + 8

    @cached_property
    def down(self) -> Scale:
        """The scale of the values; limits that run far out where areas are tiny do not stretch it."""
        values = [float(spot.value) for spot in self.chart.spots]
        ends = [curve[-1][1] for curve in self.chart.outer if curve]
        return round_scale([*values, *map(float, ends), float(self.chart.middle)], from_zero=False)

    @cached_property
    def across(self) -> Scale:
        steps = 4 if self.frame is NARROW else 6
        return round_scale(
            [float(spot.size) for spot in self.chart.spots], from_zero=True, steps=steps
        )

    @cached_property
    def left(self) -> int:
        return max(text_width(self._tick(tick)) for tick in self.down.ticks) + 10

    @property
    def width(self) -> int:
        return self.frame.width - self.left - 24

    def _tick(self, tick: float) -> str:
        return f"{tick:,.{self.down.decimals}f}{'%' if self.chart.unit == '%' else ''}"

    def _x(self, size: Number) -> float:
        return round(self.left + self.width * self.across.share(float(size)), 1)

    def _y(self, value: Number) -> float:
        share = min(max(self.down.share(float(value)), 0), 1)
        return round(self.head + self.frame.height * (1 - share), 1)

    def grid(self) -> list[str]:
        """Both scales with their units, and the middle."""
        ends, bottom = self.left + self.width, self.head + self.frame.height
        rows = [self._y(tick) for tick in self.down.ticks]
        lines = "".join(f"M{self.left} {y}H{ends}" for y in rows)
        middle = self._y(self.chart.middle)
        drawn = [
            f'<path d="{lines}" stroke="{RULE}" fill="none"/>',
            f'<path d="M{self.left} {middle}H{ends}" stroke="{QUIET}" fill="none"/>',
            _text(unit_words(self.chart.unit), 0, LETTER, INK),
            _text(self.chart.size, ends, bottom + 2 * LINE_HEIGHT + 4, INK, "end"),
        ]
        drawn += [
            _text(self._tick(tick), self.left - 8, y + 5, QUIET, "end")
            for tick, y in zip(self.down.ticks, rows, strict=True)
        ]
        return drawn + [
            _text(f"{tick:,.0f}", self._x(tick), bottom + LINE_HEIGHT + 2, QUIET, "middle")
            for tick in self.across.ticks
        ]

    def limits(self) -> list[str]:
        """The 95% limits in long dashes, the 99.8% limits in short ones."""
        drawn = []
        for curves, dashes in ((self.chart.inner, "7 4"), (self.chart.outer, "2 3")):
            path = "".join(map(self._curve, curves))
            drawn.append(
                f'<path d="{path}" stroke="{QUIET}" stroke-dasharray="{dashes}" fill="none"/>'
            )
        return drawn

    def _curve(self, curve: Curve) -> str:
        inside = [
            (size, limit)
            for size, limit in curve
            if size <= self.across.high and self.down.low <= limit <= self.down.high
        ]
        steps = (f"{self._x(size):g} {self._y(limit):g}" for size, limit in inside)
        return f"M{'L'.join(steps)}" if inside else ""

    def others(self) -> list[str]:
        """The quiet dots, all at once: lines without a length, with round ends."""
        path = "".join(
            f"M{self._x(spot.size):g} {self._y(spot.value):g}h0"
            for spot in self.chart.spots
            if not spot.name
        )
        look = f'stroke="{QUIET}" stroke-opacity=".55" stroke-width="5" stroke-linecap="round"'
        return [f'<path d="{path}" {look}/>'] if path else []

    def own(self) -> list[str]:
        """One's own areas as diamonds, their names beside them and not on one another."""
        own = [spot for spot in self.chart.spots if spot.name]
        wanted = [(self._y(spot.value) - self.head, float(LINE_HEIGHT)) for spot in own]
        places = apart(wanted, self.frame.height)
        drawn = []
        for spot, y in zip(own, places, strict=True):
            x = self._x(spot.size)
            drawn.append(
                f'<path d="M{x:g} {self._y(spot.value):g}m0-6.5l6 6.5l-6 6.5l-6-6.5z"'
                f' fill="{INK}" stroke="#fff"/>'
            )
            fits = x + 10 + text_width(spot.name) <= self.frame.width
            side = (x + 10, "start") if fits else (x - 10, "end")
            name = _text(spot.name, side[0], self.head + y + 5, INK, side[1])
            # A white rim keeps a name legible among the dots.
            rim = '<text stroke="#fff" stroke-width="3" paint-order="stroke"'
            drawn.append(name.replace("<text", rim, 1))
        return drawn


def _text(words: str, x: float, y: float, colour: str, anchor: str = "start") -> str:
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}"{side}>{escape(words)}</text>'


def own_key() -> str:
    """The shapes with their words, as they stand below the chart: HTML."""
    box = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
    shapes: Sequence[tuple[str, str]] = (
        (f'<path d="M8 1.5l6 6.5l-6 6.5l-6-6.5z" fill="{INK}"/>', "your areas"),
        (f'<circle cx="8" cy="8" r="2.5" fill="{QUIET}"/>', "other councils"),
        (f'<path d="M0 8h16" stroke="{QUIET}" stroke-dasharray="7 4"/>', "95% limit"),
        (f'<path d="M0 8h16" stroke="{QUIET}" stroke-dasharray="2 3"/>', "99.8% limit"),
    )
    return " ".join(
        f'<span class="gt-mark">{box}{shape}</svg> {words}</span>' for shape, words in shapes
    )
