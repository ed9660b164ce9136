"""An ecomap as SVG: the household in the middle, and who stands by it, by how strong the tie is."""

from collections.abc import Iterator, Sequence
from math import hypot
from textwrap import wrap

from goldthread.reviews.family.shapes import Outside
from goldthread.reviews.family.svg import line, picture, rectangle, text
from goldthread.ui.charts.palette import INK, PALE, PAPER, TEAL

WIDTH, SIDE, MIDDLE = 420, 118, 100  # px of the drawing, of what stands outside, of the household
ROW, TALL = 92, 66
STRONG, LETTERS = 6, 14


def ecomap(household: Sequence[str], outside: Sequence[Outside]) -> str:
    """The drawing, legible on a telephone; "" where no tie to anybody outside is written down."""
    if not outside:
        return ""
    rows = (len(outside) + 1) // 2
    names = [part for name in household for part in wrap(name, 12)] or ["Household"]
    inner = max(len(names) * 18 + 24, TALL)
    height = max(rows * ROW, inner) + 20
    parts: list[str] = []
    centre = (WIDTH / 2, height / 2)
    for at, each in enumerate(outside):
        is_left, row = at % 2 == 0, at // 2
        x = SIDE / 2 + 2 if is_left else WIDTH - SIDE / 2 - 2
        y = height / 2 + ROW * (row - (rows - 1) / 2)
        inward = x + SIDE / 2 if is_left else x - SIDE / 2
        edge = centre[0] - MIDDLE / 2 if is_left else centre[0] + MIDDLE / 2
        reach = max(min(y, centre[1] + inner / 2 - 10), centre[1] - inner / 2 + 10)
        parts += _tie((edge, reach), (inward, y), each.strength)
        parts += _other(each, x, y)
    box = (centre[0] - MIDDLE / 2, centre[1] - inner / 2, centre[0] + MIDDLE / 2)
    parts.append(rectangle(*box, centre[1] + inner / 2, stroke=TEAL, fill=PAPER))
    for at, name in enumerate(names):
        parts.append(text(name, centre[0], centre[1] + 18 * (at - (len(names) - 1) / 2) + 5))
    return picture("ecomap", "Ecomap", "The table below says the same.", WIDTH, height, parts)


def _other(each: Outside, x: float, y: float) -> Iterator[str]:
    box = (x - SIDE / 2, y - TALL / 2, x + SIDE / 2, y + TALL / 2)
    yield rectangle(*box, stroke=PALE, fill=PAPER)
    rows = wrap(each.to, LETTERS)
    rows = rows[:3] if len(rows) < 4 else [*rows[:2], f"{rows[2][: LETTERS - 1]}…"]
    for at, words in enumerate(rows):
        yield text(words, x, y + 17 * (at - (len(rows) - 1) / 2) + 5)


def _tie(one: tuple[float, float], other: tuple[float, float], strength: str) -> Iterator[str]:
    """Thick for strong, thin, broken for weak, barred for stressful."""
    wide = STRONG if strength == "strong" else 2
    yield line(one, other, wide=wide, dashed=strength == "weak", mark=strength)
    if strength != "stressful":
        return
    across, down = other[0] - one[0], other[1] - one[1]
    long = hypot(across, down) or 1
    for share in (0.25, 0.5, 0.75):
        x, y = one[0] + across * share, one[1] + down * share
        aside, upwards = -down / long * 8, across / long * 8
        yield line((x - aside, y - upwards), (x + aside, y + upwards), colour=INK)
