"""Charts drawn on the server: Vega-Lite in, SVG or PNG out, kept by what they show."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from html import escape
from importlib.metadata import version
from typing import Literal

from goldthread.ui.charts.bars import bar_specification
from goldthread.ui.charts.compact import compact
from goldthread.ui.charts.control import ControlChart, control_svg
from goldthread.ui.charts.frame import NARROW, WIDE, Json
from goldthread.ui.charts.lines import line_specification
from goldthread.ui.charts.palette import FONT, LETTER
from goldthread.ui.charts.shapes import BarChart, LineChart

Form = Literal["svg", "png"]
Draw = Callable[[Json, Form], bytes]

_KEPT_FOR = 30 * 24 * 3600  # seconds
_PNG_SCALE = 2  # 720 px drawn as 1440: sharp on paper 17 cm wide


def drawing(spec: Json, form: Form = "svg") -> bytes:
    """The specification drawn afresh (about 20 ms); it may fetch nothing."""
    import vl_convert  # 84 MB: only where something is drawn

    if form == "png":
        png: bytes = vl_convert.vegalite_to_png(spec, scale=_PNG_SCALE, allowed_base_urls=[])
        return png
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg.encode()


def drawn(spec: Json, form: Form = "svg") -> bytes:
    """The same, kept in the default cache under what it shows and the drawing library's version."""
    from django.core.cache import cache

    key = _key(spec, form)
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = drawing(spec, form)
        cache.set(key, kept, _KEPT_FOR)
    return kept


def drawn_together(specs: Iterable[Json]) -> Draw:
    """Draws as `drawn` does, having asked for what is kept of all these drawings in one query."""
    from django.core.cache import cache

    kept: dict[str, bytes] = cache.get_many([_key(spec, "svg") for spec in specs])

    def draw(spec: Json, form: Form = "svg") -> bytes:
        found = kept.get(_key(spec, form))
        return drawn(spec, form) if found is None else found

    return draw


def _key(spec: Json, form: Form) -> str:
    words = json.dumps([spec, form, version("vl-convert-python")], sort_keys=True)
    return f"chart-{hashlib.sha256(words.encode()).hexdigest()}"


def specification(chart: LineChart | BarChart, *, narrow: bool = False) -> Json:
    """The Vega-Lite specification of a chart, for a page (720 px) or a phone (343 px)."""
    frame = NARROW if narrow else WIDE
    if isinstance(chart, LineChart):
        return line_specification(chart, frame)
    return bar_specification(chart, frame)


def svg(
    chart: LineChart | BarChart | ControlChart,
    *,
    title: str,
    description: str = "",
    narrow: bool = False,
    draw: Draw = drawn,
) -> str:
    """The chart as SVG text that says what it is, to be put into a page as it stands."""
    if isinstance(chart, ControlChart):
        return control_svg(chart, title=title, description=description, narrow=narrow)
    text = draw(specification(chart, narrow=narrow), "svg").decode()
    for pattern, left in _NOISE:
        text = pattern.sub(left, text)
    text = compact(text)
    described = f"<desc>{escape(description)}</desc>" if description else ""
    size = "narrow" if narrow else "wide"
    return _ROOT.sub(
        lambda root: (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-drawing gt-drawing--{size}"'
            f' {root["size"]} font-family="{FONT}" font-size="{LETTER}px"'
            f' role="img" focusable="false">'
            f"<title>{escape(title)}</title>{described}"
        ),
        text,
        count=1,
    )


def png(chart: LineChart | BarChart | ControlChart, *, draw: Draw = drawn) -> bytes:
    """The chart as a PNG picture, 1440 px wide; its words belong beside it."""
    if isinstance(chart, ControlChart):
        import vl_convert  # 84 MB: only where something is drawn

        picture: bytes = vl_convert.svg_to_png(
            control_svg(chart, title="", description=""), scale=_PNG_SCALE
        )
        return picture
    return draw(specification(chart), "png")


_ROOT = re.compile(r'<svg [^>]*?(?P<size>width="[\d.]+" height="[\d.]+" viewBox="[^"]+")[^>]*>')

# Vega marks every group for its own screen-reader mode, repeats the font at every text and leaves
# empty shapes behind. The picture as a whole has a name, so those marks would be read out twice.
_NOISE = (
    (re.compile(r' (?:role|aria-\w+|pointer-events|class)="[^"]*"'), ""),
    (re.compile(r' opacity="1"'), ""),
    (re.compile(rf' font-family="{FONT}"'), ""),
    (re.compile(rf' font-size="{LETTER}px"'), ""),
    (re.compile(r'<path [^>]*(?:d=""|opacity="0")[^>]*/>'), ""),
    (re.compile(r'<path d="M0,0h[\d.]+v[\d.]+h-?[\d.]+Z"/>'), ""),
)
