"""A bar chart as a Vega-Lite specification: lying bars, each with its name and its value."""

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
from goldthread.ui.charts.palette import INK, LINE_HEIGHT, PALE, QUIET, TEAL
from goldthread.ui.charts.scale import round_scale
from goldthread.ui.charts.shapes import Bar, BarChart, in_words, unit_words

_BAR, _ROW = 20, 34  # px


def bar_specification(chart: BarChart, frame: Frame = WIDE) -> Json:
    """The Vega-Lite specification that draws the bars in a frame; as high as they need."""
    names = [rows_of(bar.label, frame.label_letters + 4) for bar in chart.bars]
    rows = [max(_ROW, len(name) * LINE_HEIGHT + 8) for name in names]
    left = max((text_width(line) for name in names for line in name), default=0) + 12
    values = [_shown(bar, chart.unit) for bar in chart.bars]
    right = max((text_width(value) for value in values), default=0) + 16
    width = frame.width - left - right
    known = [float(bar.value) for bar in chart.bars if bar.value is not None]
    scale = round_scale(known, from_zero=True)

    tops = [sum(rows[:i]) for i in range(len(rows))]
    zero = width * scale.share(0)
    ends = [zero if b.value is None else width * scale.share(float(b.value)) for b in chart.bars]
    centres = [top + row / 2 for top, row in zip(tops, rows, strict=True)]
    baseline = [{"x": zero, "y": 0, "y2": sum(rows)}]
    layers = [
        _bars(chart.bars, centres, zero, ends),
        in_pixels(baseline, {"type": "rule", "color": QUIET}, "y2"),
    ]
    for bar, name, value, centre, end in zip(chart.bars, names, values, centres, ends, strict=True):
        layers += _name(name, centre)
        layers.append(_value(bar, value, max(end, zero), centre))
    words = unit_words(chart.unit)
    if words:
        layers.append(written(words, -left, -14, color=INK))
    return specification(
        width=width,
        height=sum(rows) or _ROW,
        padding={"left": left, "right": right, "top": 30 if words else 6, "bottom": 6},
        layers=layers,
    )


def _shown(bar: Bar, unit: str) -> str:
    if bar.shown or bar.value is None:
        return bar.shown or "not given"
    return in_words(bar.value, unit)


def _bars(bars: tuple[Bar, ...], centres: list[float], zero: float, ends: list[float]) -> Json:
    rows = [
        {
            "x": min(zero, end),
            "x2": max(zero, end),
            "y": centre - _BAR / 2,
            "y2": centre + _BAR / 2,
            "colour": PALE if bar.comparator else TEAL,
        }
        for bar, centre, end in zip(bars, centres, ends, strict=True)
        if bar.value is not None
    ]
    return in_pixels(rows, {"type": "rect"}, "x2", "y2", "colour")


def _name(name: list[str], centre: float) -> list[Json]:
    first = centre - (len(name) - 1) * LINE_HEIGHT / 2
    return [
        written(line, -10, first + i * LINE_HEIGHT, align="right", color=INK)
        for i, line in enumerate(name)
    ]


def _value(bar: Bar, value: str, end: float, centre: float) -> Json:
    if bar.value is None:
        return written(value, end + 8, centre, color=QUIET)
    weight = "normal" if bar.comparator else "bold"
    return written(value, end + 8, centre, color=INK, fontWeight=weight)
