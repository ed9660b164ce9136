"""The scorecard's cells as HTML: a page holds six hundred, and a template for each took half its time.

Names are short and stand where the style sheet cannot tell a piece by its place: 20 bytes in a cell are
12 kB of a page.
"""

from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from goldthread.house import Basis
from goldthread.measures.judging import Variation
from goldthread.performance.addresses import short_query
from goldthread.performance.figures.facts import Place
from goldthread.performance.scorecard import Cell, Earlier, Row
from goldthread.ui.charts import sparkline
from goldthread.ui.charts.icons import SHORT, icon_pointed_to

_NOTHING_TO_COMPARE = "<td class=gt-none role=cell>nothing to compare with</td>"
_BY_CHANCE = f"<i>{SHORT[Variation.COMMON]}</i>"  # drawn by the style sheet, told to the ear


def cells(row: Row, own_columns: int) -> SafeString:
    """The cells of a row, in the order of the columns. Whatever is text is escaped here."""
    if row.wide:
        drawn = [
            f'<td role=cell colspan="{own_columns}">{_own(row.wide, row.indicator.title)}</td>'
        ]
    else:
        drawn = [_td(cell, _own(cell, row.indicator.title)) for cell in row.own]
    for cell in row.comparators:
        drawn.append(
            _td(cell, _value(cell, row.indicator.title), "gt-score__number")
            if cell
            else _NOTHING_TO_COMPARE
        )
    return mark_safe("".join(drawn))  # noqa: S308  escaped above


def _td(cell: Cell, content: str, name: str = "") -> str:
    named = f" class={name}" if name else ""
    return f'<td{named} role=cell data-area="{escape(cell.area.name)}">{content}</td>'


def _own(cell: Cell, title: str) -> str:
    """A value with its small line and its change; or why there is none, and the latest that there was."""
    if cell.value is None:
        return f"<div>{_empty(cell)}</div>"
    line = sparkline(cell.line, cell.line_words) if cell.line else ""
    return f"<div>{_value(cell, title)}{line}{_change(cell)}{_judged(cell)}</div>"


def _value(cell: Cell, title: str) -> str:
    """The value as a link, with whatever must stand beside it: its unit, that it is stated, its marking."""
    unit = cell.unit if cell.unit not in title else ""
    beside = _said("gt-figure__unit", unit)
    beside += _said("gt-figure__basis", "stated" if cell.basis is Basis.STATED else "")
    beside += _said("gt-figure__marking", cell.marking)
    named = " class=gt-w" if cell.basis is Basis.DERIVED else ""
    link = f'<a{named} href="{_card(cell.worked.place)}">{escape(cell.number)}</a>'
    return (
        f'<span class="gt-figure gt-figure--{cell.basis}">{link}{beside}</span>' if beside else link
    )


def _said(name: str, words: str) -> str:
    return f' <span class="{name}">{escape(words)}</span>' if words else ""


def _change(cell: Cell) -> str:
    if cell.change:
        judged = f" · {cell.judgement}" if cell.judgement else ""
        return f"<small>{escape(cell.change.words)}{escape(judged)}</small>"
    return "<small>earlier value is from another source</small>" if cell.unlike else ""


def _judged(cell: Cell) -> str:
    """The icons, once drawn and pointed to; what is only chance has its words for the ear alone."""
    if cell.variation is Variation.COMMON and cell.assurance is None:
        return _BY_CHANCE
    drawn = icon_pointed_to(cell.variation)
    if cell.assurance is not None:
        drawn += icon_pointed_to(cell.assurance)
    return f"<span class=gt-j>{drawn}</span>" if drawn else ""


def _empty(cell: Cell) -> str:
    why = f'<a class="gt-score__none" href="{_card(cell.worked.place)}">{escape(cell.waiting.words)}</a>'
    return why + (_earlier(cell.earlier) if cell.earlier else "")


def _earlier(earlier: Earlier) -> str:
    link = f'<a href="{_card(earlier.worked.place)}">{escape(earlier.shown)}</a>'
    stated = " stated," if earlier.worked.basis is Basis.STATED else ""
    marking = _said("gt-figure__marking", earlier.marking)
    when = escape(earlier.when)
    return f'<span class="gt-change gt-earlier">Latest: {link},{stated} {when}{marking}</span>'


def _card(place: Place) -> str:
    """The address of the source card of a place, as the scorecard's own page names it, escaped."""
    return escape(f"{_cards()}?{short_query(place)}")


@cache
def _cards() -> str:
    """Told from the scorecard's own address: a part that every link would repeat."""
    return reverse("source-card").removeprefix(reverse("scorecard"))


def indicator_address(key: str) -> str:
    """The page of an indicator, as the scorecard's own page names it."""
    return reverse("indicator", args=[key]).removeprefix(reverse("scorecard"))
