"""A control chart as SVG text, drawn here: quiet limits, and a shape of its own for each kind of point.

What is special is told by shape, by place and in words; the colours only help. Neither red nor green is
used, since neither noise nor a signal is good or bad by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import escape
from math import ceil
from textwrap import shorten

from goldthread.ui.charts.frame import NARROW, WIDE, Frame, text_width
from goldthread.ui.charts.palette import FONT, INK, LETTER, LINE_HEIGHT, QUIET, RULE
from goldthread.ui.charts.scale import Scale, apart, round_scale
from goldthread.ui.charts.shapes import Number, in_words, unit_words

BLUE, ORANGE, PURPLE = "#2b62a8", "#b45309", "#7d2e68"
_BETWEEN_PERIODS = 14  # px
_LETTER_WIDTH = 0.58 * LETTER  # px, on the whole


class Mark(StrEnum):
    """What a point is, as its shape says it."""

    PLAIN = "common cause"
    BETTER = "improving"
    WORSE = "concerning"
    NEITHER = "special, neither better nor worse"


@dataclass(frozen=True)
class Dot:
    """A point; `value` is None where there is none."""

    period: str
    value: Number | None
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True)
class Span:
    """Points with one mean and one pair of limits, or none of them; `label` says why it begins.

    A chart of what lies between events may have no lower limit.
    """

    dots: tuple[Dot, ...]
    mean: Number | None = None
    low: Number | None = None
    high: Number | None = None
    label: str = ""


@dataclass(frozen=True)
class Note:
    """Something that happened: a rule at the place `at`, counted in points from 0, with its words."""

    at: float
    words: str


@dataclass(frozen=True)
class ControlChart:
    """Spans in order of time, their unit, the target where there is one, and what happened on the way.

    `middle` is what the line in the middle is called.
    """

    spans: tuple[Span, ...]
    unit: str = ""
    decimals: int = 0
    target: Number | None = None
    notes: tuple[Note, ...] = ()
    middle: str = "mean"
    from_zero: bool = False

    @property
    def dots(self) -> tuple[Dot, ...]:
        return tuple(dot for span in self.spans for dot in span.dots)


def control_svg(chart: ControlChart, *, title: str, description: str, narrow: bool = False) -> str:
    """The chart as SVG text that says what it is, to be put into a page as it stands."""
    frame = NARROW if narrow else WIDE
    plot = _Plot(chart, frame)
    drawn = (
        *plot.grid(),
        *plot.limits(),
        *plot.target(),
        *plot.line(),
        *plot.marks(),
        *plot.names(),
    )
    size = "narrow" if narrow else "wide"
    height = plot.head + plot.height + plot.foot
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-drawing gt-drawing--{size}"'
        f' width="{frame.width}" height="{height}" viewBox="0 0 {frame.width} {height}"'
        f' font-family="{FONT}" font-size="{LETTER}px" role="img" focusable="false">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(drawn)}</svg>"
    )


@dataclass(frozen=True)
class _Plot:
    chart: ControlChart
    frame: Frame

    @property
    def height(self) -> int:
        return self.frame.height

    @property
    def foot(self) -> int:
        return 2 * LINE_HEIGHT

    @cached_property
    def _cuts(self) -> list[tuple[float, str]]:
        """Where a span begins and why, the first aside; and what is noted on the way."""
        found: list[tuple[float, str]] = []
        at = 0
        for span in self.chart.spans:
            if span.label and at:
                found.append((at - 0.5, span.label))
            at += len(span.dots)
        return sorted([*found, *((note.at, note.words) for note in self.chart.notes)])

    @cached_property
    def head(self) -> int:
        """Room for the unit and a row for each cut."""
        return (len(self._cuts) + 1) * LINE_HEIGHT + 12

    @cached_property
    def scale(self) -> Scale:
        numbers = [dot.value for dot in self.chart.dots]
        numbers += [end for span in self.chart.spans for end in (span.low, span.high)]
        numbers.append(self.chart.target)
        return round_scale(
            [float(n) for n in numbers if n is not None], from_zero=self.chart.from_zero
        )

    @cached_property
    def left(self) -> int:
        return max(text_width(self._tick(tick)) for tick in self.scale.ticks) + 10

    @cached_property
    def right(self) -> int:
        return max((text_width(words) for _, words, _ in self._named), default=0) + 12

    @property
    def width(self) -> int:
        return self.frame.width - self.left - self.right

    def _tick(self, tick: float) -> str:
        return f"{tick:,.{self.scale.decimals}f}{'%' if self.chart.unit == '%' else ''}"

    def _x(self, at: float) -> float:
        return round(self.left + self.width * (at + 0.5) / max(len(self.chart.dots), 1), 1)

    def _y(self, value: Number) -> float:
        return round(self.head + self.height * (1 - self.scale.share(float(value))), 1)

    def grid(self) -> list[str]:
        """The scale with its unit above, and the periods below."""
        ends = self.left + self.width
        rows = [self._y(tick) for tick in self.scale.ticks]
        lines = "".join(f"M{self.left} {y}H{ends}" for y in rows)
        drawn = [f'<path d="{lines}" stroke="{RULE}" fill="none"/>']
        drawn += [
            _text(self._tick(tick), self.left - 8, y + 5, QUIET, "end")
            for tick, y in zip(self.scale.ticks, rows, strict=True)
        ]
        words = unit_words(self.chart.unit)
        if self.scale.low > 0:
            words = f"{words} (scale begins at {self._tick(self.scale.low)})".strip()
        if words:
            drawn.append(_text(words, 0, LETTER, INK))
        return [*drawn, *self._periods()]

    def _periods(self) -> list[str]:
        """As many periods as there is room for, always the latest, by fours where they are quarters."""
        periods = [dot.period for dot in self.chart.dots]
        widest = max(map(text_width, periods), default=0) + _BETWEEN_PERIODS
        every = max(1, ceil(widest * len(periods) / max(self.width, 1)))
        every = every if every <= 2 else ceil(every / 4) * 4
        below = self.head + self.height + LINE_HEIGHT + 4
        last = len(periods) - 1
        return [
            _text(
                period,
                min(self._x(at), self.frame.width - text_width(period) / 2),
                below,
                QUIET,
                "middle",
            )
            for at, period in enumerate(periods)
            if (last - at) % every == 0 and self._x(at) > text_width(period) / 2
        ]

    def limits(self) -> list[str]:
        """Each span's mean and limits, and a rule with its words where a span begins."""
        drawn, at = [], 0
        for span in self.chart.spans:
            first, last = self._x(at - 0.5), self._x(at + len(span.dots) - 0.5)
            at += len(span.dots)
            if span.mean is not None and span.high is not None:
                drawn.append(
                    f'<path d="M{first} {self._y(span.mean)}H{last}" stroke="{QUIET}" fill="none"/>'
                )
                known = [end for end in (span.low, span.high) if end is not None]
                ends = "".join(f"M{first} {self._y(end)}H{last}" for end in known)
                drawn.append(
                    f'<path d="{ends}" stroke="{QUIET}" stroke-dasharray="6 4" fill="none"/>'
                )
        for row, (begins, label) in enumerate(self._cuts, start=1):
            x, y = self._x(begins), row * LINE_HEIGHT + LETTER
            drawn.append(
                f'<path d="M{x} {y - 10}V{self.head + self.height}" stroke="{QUIET}"'
                ' stroke-dasharray="2 2" fill="none"/>'
            )
            is_left = x > self.frame.width / 2
            place = (x - 6, "end") if is_left else (x + 6, "start")
            room = x - 6 if is_left else self.frame.width - x - 6
            words = shorten(label, int(room / _LETTER_WIDTH), placeholder=" …")
            drawn.append(_text(words, place[0], y, QUIET, place[1]))
        return drawn

    def target(self) -> list[str]:
        if self.chart.target is None:
            return []
        y = self._y(self.chart.target)
        return [
            f'<path d="M{self.left} {y}H{self.left + self.width}" stroke="{INK}" stroke-width="1.5"'
            ' stroke-dasharray="1 5" stroke-linecap="round" fill="none"/>'
        ]

    def line(self) -> list[str]:
        """The points joined, cut where a value is missing or a span begins."""
        steps, at, is_joined = [], 0, False
        for span in self.chart.spans:
            is_joined = False
            for dot in span.dots:
                if dot.value is not None:
                    steps.append(f"{'L' if is_joined else 'M'}{self._x(at)} {self._y(dot.value)}")
                is_joined = dot.value is not None
                at += 1
        path = "".join(steps)
        return [f'<path d="{path}" stroke="{INK}" stroke-width="1.5" fill="none"/>'] if path else []

    def marks(self) -> list[str]:
        """The plain points as the round ends of lines without a length, all at once; then the others."""
        placed = [
            (dot.mark, self._x(at), self._y(dot.value))
            for at, dot in enumerate(self.chart.dots)
            if dot.value is not None
        ]
        plain = "".join(f"M{x:g} {y:g}h0" for mark, x, y in placed if mark is Mark.PLAIN)
        dots = (
            f'<path d="{plain}" stroke="{INK}" stroke-width="5.2" stroke-linecap="round"/>'
            if plain
            else ""
        )
        return [dots, *(_mark(*each) for each in placed if each[0] is not Mark.PLAIN)]

    @property
    def _named(self) -> list[tuple[Number, str, bool]]:
        """What is told at the right end: a value, its words, and whether they are heavy."""
        named: list[tuple[Number, str, bool]] = []
        last = self.chart.spans[-1]
        if last.high is not None and last.mean is not None:
            named += [
                (last.high, f"limit {self._said(last.high)}", False),
                (last.mean, f"{self.chart.middle} {self._said(last.mean)}", False),
            ]
        if last.low is not None:
            named.append((last.low, f"limit {self._said(last.low)}", False))
        if self.chart.target is not None:
            named.append((self.chart.target, f"target {self._said(self.chart.target)}", True))
        return named

    def _said(self, value: Number) -> str:
        return in_words(round(float(value), self.chart.decimals or None), self.chart.unit)

    def names(self) -> list[str]:
        named = self._named
        wanted = [(self._y(value) - self.head, float(LINE_HEIGHT)) for value, _, _ in named]
        return [
            _text(words, self.left + self.width + 8, self.head + y + 5, INK if heavy else QUIET)
            for (_, words, heavy), y in zip(named, apart(wanted, self.height), strict=True)
        ]


def _text(words: str, x: float, y: float, colour: str, anchor: str = "start") -> str:
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}"{side}>{escape(words)}</text>'


def _mark(mark: Mark, x: float, y: float) -> str:
    """A small dot, or a square, a diamond or a triangle."""
    if mark is Mark.PLAIN:
        return f'<circle cx="{x:g}" cy="{y:g}" r="2.6" fill="{INK}"/>'
    return f'<path d="M{x:g} {y:g}{_SHAPES[mark][0]}" fill="{_SHAPES[mark][1]}" stroke="#fff"/>'


_SHAPES = {
    Mark.BETTER: ("m-5-5h10v10h-10z", BLUE),
    Mark.WORSE: ("m0-6.5l6 6.5l-6 6.5l-6-6.5z", ORANGE),
    Mark.NEITHER: ("m0-6.5l6 11h-12z", PURPLE),
}


def mark_key(marks: Sequence[Mark]) -> str:
    """The shapes with their words, as they stand below a chart: HTML."""
    drawn = (
        '<span class="gt-mark"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"'
        f' focusable="false">{_mark(mark, 8, 8)}</svg> {escape(mark.value)}</span>'
        for mark in marks
    )
    return " ".join(drawn)
