"""The sheet that a chart is drawn on, in two widths, and what all charts share."""

from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import Any

from goldthread.ui.charts.palette import FONT, INK, LETTER, PAPER, QUIET

Json = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    """How wide the whole drawing is, how high its plot, and the letters in a row of a label."""

    width: int
    height: int
    label_letters: int


WIDE = Frame(width=720, height=250, label_letters=20)
NARROW = Frame(width=343, height=220, label_letters=12)  # a phone of 375 px less its margins

_LONGEST_WORD = 16  # letters
_SLIM, _BROAD = frozenset(" .,:;|!'iljtfrI()[]-"), frozenset("%mwMWGOQ@")


def text_width(text: str) -> int:
    """About how wide a text is, in px: we place labels ourselves, so that fonts do not decide."""
    ems = sum(0.34 if c in _SLIM else 0.86 if c in _BROAD else 0.57 for c in text)
    return ceil(ems * LETTER)


def rows_of(text: str, letters: int) -> list[str]:
    """A label in rows of about so many letters; a word is broken only where it is very long."""
    longest = max((len(word) for word in text.split()), default=0)
    return wrap(text, max(letters, min(longest, _LONGEST_WORD))) or [""]


def specification(
    *, width: float, height: float, padding: dict[str, float], layers: list[Json]
) -> Json:
    """A Vega-Lite specification of a fixed size, without a legend and without any address to fetch."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "none"},
        "padding": padding,
        "background": PAPER,
        "layer": layers,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": LETTER,
                "labelColor": QUIET,
                "titleFontSize": LETTER,
                "titleColor": INK,
                "titleFontWeight": "normal",
                "labelOverlap": False,
                "labelLimit": 400,
                "titleLimit": 700,
            },
            "text": {"limit": 0},
        },
    }


def in_pixels(rows: list[Json], mark: Json, *fields: str) -> Json:
    """A layer that is placed by pixels from the upper left corner of the plot.

    `fields` are further columns of `rows` that the layer reads: x2, y2, text, colour.
    """
    encoding: Json = {axis: {"field": axis, "type": "quantitative", "scale": None} for axis in "xy"}
    for field in fields:
        if field in ("x2", "y2"):
            encoding[field] = {"field": field}
        elif field == "colour":
            encoding["color"] = {"field": field, "type": "nominal", "scale": None}
        else:
            encoding[field] = {"field": field, "type": "nominal"}
    placed = [
        {k: round(v, 2) if isinstance(v, float) else v for k, v in row.items()} for row in rows
    ]
    return {"data": {"values": placed}, "mark": mark, "encoding": encoding}


def written(text: str, x: float, y: float, **mark: Any) -> Json:
    """A layer with one line of text, in the middle of its height."""
    look = {"type": "text", "baseline": "middle", "align": "left", "fontSize": LETTER, **mark}
    return in_pixels([{"x": x, "y": y, "text": text}], look, "text")
