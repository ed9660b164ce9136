"""The library's SVG in a third of its letters: the same picture, said once where it repeats itself.

A page of forty charts was a megabyte of groups around nothing, circles written out as arcs and colours
told again at every letter.
"""

import re
from collections.abc import Callable

Shape = re.Pattern[str]
Found = re.Match[str]
Written = Callable[[list[Found]], str]

_NUMBER = re.compile(r"\d+\.\d{2,}")
_DEFAULT = re.compile(
    r' (?:stroke-dasharray=""|font-weight="normal"|text-anchor="start"|stroke-width="1")'
)
_TAGS = re.compile(r"(</?g\b[^>]*>)")
_NOTHING = re.compile(r"<g[^>]*></g>")
_PLACE = r'transform="translate\((-?[\d.]+),(-?[\d.]+)\)"'
_DOT = re.compile(rf'<path {_PLACE} d="M([\d.]+),0A[^"]*" fill="(#\w+)" stroke-width="2"/>')
_END = re.compile(
    rf'<path {_PLACE} d="M([\d.]+),0A[^"]*" (fill="#\w+" stroke="#\w+" stroke-width="2")/>'
)
_RULE = re.compile(rf'<line {_PLACE} x2="([\d.]+)" y2="0" (stroke="#\w+")/>')
_TEXT = re.compile(rf'<text((?: text-anchor="\w+")?) {_PLACE} ([^>]*)>([^<]*)</text>')


def compact(drawing: str) -> str:
    """A drawing of the library, shorter; what is not known here is left as it is."""
    drawing = _NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), drawing)
    drawing = _DEFAULT.sub("", _without_empty_groups(drawing))
    drawing = _joined(drawing, _DOT, (3, 4), _dots)
    drawing = _joined(drawing, _END, (3, 4), _ends)
    drawing = _joined(drawing, _RULE, (3, 4), _rules)
    return _joined(drawing, _TEXT, (1, 4), _texts)


def _without_empty_groups(drawing: str) -> str:
    """Without groups that change nothing, and those with nothing in them."""
    kept, opened = [], []
    for part in _TAGS.split(drawing):
        if part.startswith("<g"):
            changes = part not in ("<g>", '<g transform="translate(0,0)">')
            opened.append(changes)
            kept.append(part if changes else "")
        elif part == "</g>":
            kept.append(part if opened.pop() else "")
        else:
            kept.append(part)
    return _NOTHING.sub("", "".join(kept))


def _joined(drawing: str, shape: Shape, look: tuple[int, int], written: Written) -> str:
    """Shapes of one look that follow one another, written together."""
    parts: list[str] = []
    run: list[Found] = []
    at = 0
    for found in shape.finditer(drawing):
        goes_on = run and found.start() == at and found.group(*look) == run[-1].group(*look)
        if run and not goes_on:
            parts.append(written(run))
            run = []
        parts.append(drawing[at : found.start()])
        run.append(found)
        at = found.end()
    if run:
        parts.append(written(run))
    return "".join((*parts, drawing[at:]))


def _dots(run: list[Found]) -> str:
    """Dots as the round ends of lines without a length."""
    places = "".join(f"M{dot[1]},{dot[2]}h0" for dot in run)
    width = f"{2 * float(run[0][3]):.1f}"
    return (
        f'<path d="{places}" stroke="{run[0][4]}" stroke-width="{width}" stroke-linecap="round"/>'
    )


def _ends(run: list[Found]) -> str:
    circles = "".join(f'<circle cx="{end[1]}" cy="{end[2]}" r="{end[3]}"/>' for end in run)
    return f"<g {run[0][4]}>{circles}</g>"


def _rules(run: list[Found]) -> str:
    places = "".join(f"M{rule[1]},{rule[2]}h{rule[3]}" for rule in run)
    return f'<path d="{places}" {run[0][4]}/>'


def _texts(run: list[Found]) -> str:
    said = "".join(f'<text x="{text[2]}" y="{text[3]}">{text[5]}</text>' for text in run)
    look = f"{run[0][1]} {run[0][4]}"
    return f"<g{look}>{said}</g>" if len(run) > 1 else said.replace("<text", f"<text{look}", 1)
