"""The small line beside a value: no axes, its last point in gold."""

from collections.abc import Sequence
from html import escape

from goldthread.ui.charts.palette import GOLD, TEAL
from goldthread.ui.charts.shapes import Number

_WIDTH, _HEIGHT, _EDGE = 120, 34, 5


def sparkline(points: Sequence[Number | None], title: str, description: str = "") -> str:
    """The values in order of time as SVG text; None leaves a gap, fewer than one value no line."""
    places = _places([None if point is None else float(point) for point in points])
    runs = _runs(places)
    path = " ".join(
        f"{'L' if step else 'M'}{x:g} {y:g}" for run in runs for step, (x, y) in enumerate(run)
    )
    marks = [f'<path class="gt-spark__line" d="{path}" fill="none" stroke="{TEAL}"'
             ' stroke-width="2" stroke-linejoin="round"/>'] if path else []  # fmt: skip
    marks += [_dot(run[0], TEAL, 1.6, "alone") for run in runs if len(run) == 1]
    if places and places[-1]:
        marks.append(_dot(places[-1], GOLD, 3.2, "last"))
    described = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg class="gt-spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}"'
        f' height="{_HEIGHT}" role="img" focusable="false"><title>{escape(title)}</title>'
        f"{described}{''.join(marks)}</svg>"
    )


def _places(values: list[float | None]) -> list[tuple[float, float] | None]:
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    across = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    down = (_HEIGHT - 2 * _EDGE) / (high - low) if high > low else 0
    level = _HEIGHT / 2 if high == low else _HEIGHT - _EDGE
    return [
        None
        if value is None
        else (round(_EDGE + i * across, 1), round(level - (value - low) * down, 1))
        for i, value in enumerate(values)
    ]


def _runs(places: list[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The places that stand next to one another, so that no line crosses a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _dot(place: tuple[float, float], colour: str, radius: float, name: str) -> str:
    x, y = place
    return f'<circle class="gt-spark__{name}" cx="{x:g}" cy="{y:g}" r="{radius}" fill="{colour}"/>'
