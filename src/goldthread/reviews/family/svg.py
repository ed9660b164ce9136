"""The few marks of a drawing, as SVG without a style of its own: the page forbids those."""

from collections.abc import Iterable
from html import escape

from goldthread.ui.charts.palette import FONT, INK, LETTER

SHADE = "#dcefec"
Corner = tuple[float, float]


def picture(
    name: str, title: str, description: str, width: float, height: float, parts: Iterable[str]
) -> str:
    """A drawing with its title and description; its size is its own, so that letters stay legible."""
    inside = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="gt-family__picture"'
        f' aria-labelledby="{name}-title {name}-description" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" height="{height:g}" font-family="{FONT}" font-size="{LETTER}" fill="{INK}">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>{inside}</svg>'
    )


def line(
    *corners: Corner, dashed: bool = False, wide: float = 2, colour: str = INK, mark: str = ""
) -> str:
    """A line through its corners."""
    points = " ".join(f"{x:g},{y:g}" for x, y in corners)
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    marked = f' data-kind="{mark}"' if mark else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{wide:g}"{dashes}{marked}/>'


def text(words: str, x: float, y: float, *, strong: bool = False) -> str:
    """Words with their middle at a place."""
    weight = ' font-weight="700"' if strong else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle"{weight}>{escape(words)}</text>'


def cross(x: float, y: float, half: float) -> str:
    """The sign of a death."""
    ends = f"M{x - half:g} {y - half:g}L{x + half:g} {y + half:g}M{x + half:g} {y - half:g}L{x - half:g} {y + half:g}"
    return f'<path d="{ends}" stroke="{INK}" stroke-width="2" data-kind="died"/>'


def rectangle(
    left: float, top: float, right: float, bottom: float, *, stroke: str, fill: str
) -> str:
    """A rounded outline."""
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" rx="12"'
        f' fill="{fill}" stroke="{stroke}" stroke-width="2"/>'
    )


def shade(left: float, top: float, width: float, height: float) -> str:
    """A pale ground."""
    place = f'x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {place} fill="{SHADE}" data-kind="household"/>'
