"""The small line beside a value: no axes, its last point in gold."""

from collections.abc import Sequence
from html import escape

from goldthread.ui.charts.palette import GOLD
from goldthread.ui.charts.shapes import Number

_WIDTH, _HEIGHT, _EDGE = 78, 22, 3  # pixels: what the style sheet gives it


def sparkline(points: Sequence[Number | None], title: str, description: str = "") -> str:
    """The values in order of time as SVG text; None leaves a gap, fewer than one value no line.

    A page may hold hundreds: size, colours and widths are the style sheet's, numbers are whole and told
    from the one before, and a point is a line of no length with a round end. The point of the latest
    value is `latest_once`, which the style sheet sets at the end of every line that is not open.
    """
    places = _places([None if point is None else float(point) for point in points])
    path = "".join(_drawn(run) for run in _runs(places))
    is_open = "" if places and places[-1] else ' class="gt-open"'
    drawn = f'<path{is_open} d="{path}"/>' if path else ""
    described = f"<desc>{escape(description)}</desc>" if description else ""
    return f'<svg role="img"><title>{escape(title)}</title>{described}{drawn}</svg>'


def latest_once() -> str:
    """The point of a latest value as SVG text, once for a page of sparklines."""
    return (
        '<svg class="gt-icons" width="0" height="0" aria-hidden="true"><marker id="gt-latest"'
        ' markerUnits="userSpaceOnUse" viewBox="-3 -3 6 6" markerWidth="6" markerHeight="6">'
        f'<circle r="2.4" fill="{GOLD}"/></marker></svg>'
    )


def _places(values: list[float | None]) -> list[tuple[int, int] | None]:
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    across = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    down = (_HEIGHT - 2 * _EDGE) / (high - low) if high > low else 0
    level = _HEIGHT / 2 if high == low else _HEIGHT - _EDGE
    return [
        None if value is None else (round(_EDGE + i * across), round(level - (value - low) * down))
        for i, value in enumerate(values)
    ]


def _runs(places: list[tuple[int, int] | None]) -> list[list[tuple[int, int]]]:
    """The places that stand next to one another, so that no line crosses a gap."""
    runs: list[list[tuple[int, int]]] = [[]]
    for place in places:
        if place:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _drawn(run: list[tuple[int, int]]) -> str:
    """A run as the steps of a path, a minus also keeping two numbers apart; a place alone is a dot."""
    x, y = run[0]
    if len(run) == 1:
        return f"M{x} {y}h0"
    steps = (
        f"{next_x - x} {next_y - y}" for (x, y), (next_x, next_y) in zip(run, run[1:], strict=False)
    )
    return f"M{x} {y}l{' '.join(steps)}".replace(" -", "-")
