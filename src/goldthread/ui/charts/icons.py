"""The two icons of a judged series: how it varies, and whether it meets its target; never without words.

Drawn here. As in the NHS's they are rings: a wave for what varies by chance, an arrow for what does not,
with the colour of its kind; a gate for the target, passed, missed, or both.
"""

from html import escape

from goldthread.measures.judging import Assurance, Variation
from goldthread.ui.charts.control import BLUE, ORANGE, PURPLE
from goldthread.ui.charts.palette import INK, QUIET

_WAVE = f'<path d="M6 15c3-6 5-6 8 0s5 6 8 0" stroke="{QUIET}" stroke-width="2" fill="none"/>'
_UP, _DOWN = "M14 7l6 8h-4v6h-4v-6h-4z", "M14 21l6-8h-4v-6h-4v6h-4z"
_GATE = f'<path d="M7 7v14" stroke="{INK}" stroke-width="2"/>'

# What the arrow is, besides its direction: whole for better, hollow for worse, half for neither.
_BETTER = f'fill="{BLUE}"'
_WORSE = f'fill="#fff" stroke="{ORANGE}" stroke-width="2"'
_NEITHER = f'fill="{PURPLE}" fill-opacity=".35" stroke="{PURPLE}"'

_Drawings = dict[Variation | Assurance, tuple[str, str]]
_VARIATION: _Drawings = {
    Variation.COMMON: (QUIET, _WAVE),
    Variation.IMPROVING_HIGH: (BLUE, f'<path d="{_UP}" {_BETTER}/>'),
    Variation.IMPROVING_LOW: (BLUE, f'<path d="{_DOWN}" {_BETTER}/>'),
    Variation.CONCERNING_HIGH: (ORANGE, f'<path d="{_UP}" {_WORSE}/>'),
    Variation.CONCERNING_LOW: (ORANGE, f'<path d="{_DOWN}" {_WORSE}/>'),
    Variation.NEITHER_HIGH: (PURPLE, f'<path d="{_UP}" {_NEITHER}/>'),
    Variation.NEITHER_LOW: (PURPLE, f'<path d="{_DOWN}" {_NEITHER}/>'),
}
_TICK = f'<path d="M11 14l4 4l7-8" stroke="{BLUE}" stroke-width="2.5" fill="none"/>'
_CROSS = f'<path d="M11 10l9 9m0-9l-9 9" stroke="{ORANGE}" stroke-width="2.5" fill="none"/>'
_ASSURANCE: _Drawings = {
    Assurance.PASSES: (BLUE, _GATE + _TICK),
    Assurance.MISSES: (ORANGE, _GATE + _CROSS),
    Assurance.HIT_AND_MISS: (
        QUIET,
        _GATE + f'<path d="M10 18l4-8l4 8l4-8" stroke="{QUIET}" stroke-width="2" fill="none"/>',
    ),
}

# The same in a word or two, beside a figure in a table.
SHORT = {
    Variation.COMMON: "no significant change",
    Variation.IMPROVING_HIGH: "improving, higher",
    Variation.IMPROVING_LOW: "improving, lower",
    Variation.CONCERNING_HIGH: "concerning, higher",
    Variation.CONCERNING_LOW: "concerning, lower",
    Variation.NEITHER_HIGH: "special cause, higher",
    Variation.NEITHER_LOW: "special cause, lower",
    Assurance.PASSES: "will meet target",
    Assurance.MISSES: "will miss target",
    Assurance.HIT_AND_MISS: "hit and miss",
}


def icon(what: Variation | Assurance) -> str:
    """The icon as SVG text, hidden from whoever hears the page: its words always stand beside it.

    Empty for a series that is too short to judge.
    """
    found = _DRAWN.get(what)
    if found is None:
        return ""
    ring, inside = found
    return (
        '<svg class="gt-icon" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true"'
        f' focusable="false"><circle cx="14" cy="14" r="12.5" fill="#fff" stroke="{ring}"'
        f' stroke-width="2"/>{inside}</svg>'
    )


_DRAWN = {**_VARIATION, **_ASSURANCE}
_NAMES = {what: f"j{at}" for at, what in enumerate(_DRAWN)}
_QUIET = frozenset({Variation.COMMON, Assurance.HIT_AND_MISS})  # chance: told to the ear alone


def icons_once() -> str:
    """Every icon as a symbol, for a page that shows hundreds: `icon_pointed_to` shows them."""
    symbols = "".join(
        f'<symbol id="{_NAMES[what]}" viewBox="0 0 28 28"><circle cx="14" cy="14" r="12.5"'
        f' fill="#fff" stroke="{ring}" stroke-width="2"/>{inside}</symbol>'
        for what, (ring, inside) in _DRAWN.items()
    )
    return f'<svg class="gt-icons" width="0" height="0" aria-hidden="true">{symbols}</svg>'


def icon_pointed_to(what: Variation | Assurance) -> str:
    """An icon of `icons_once` with its words in short; empty for a series too short to judge."""
    name, words = _NAMES.get(what), escape(SHORT.get(what, ""))
    if name is None:
        return ""
    drawn = f'<use href="#{name}"/></svg>'
    if what in _QUIET:
        return f'<svg role="img" aria-label="{words}">{drawn}'
    return f"<svg aria-hidden=true>{drawn}{words}"


def icon_with_words(what: Variation | Assurance, *, short: bool = False) -> str:
    """The icon and its words as HTML; empty where there is no icon."""
    drawn = icon(what)
    if not drawn:
        return ""
    words = SHORT[what] if short else what.words
    return f'<span class="gt-judged">{drawn} <span>{escape(words)}</span></span>'
