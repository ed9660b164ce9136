"""What templates need: the cells of a row, an icon with its words, an indicator's title, reasons for blanks."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from goldthread.measures.catalogue import catalogue
from goldthread.measures.judging import Variation
from goldthread.performance.blanks import OFFERED, OTHER, Why
from goldthread.performance.scorecard import Row
from goldthread.performance.scorecard_drawing import cells, indicator_address
from goldthread.ui.charts import latest_once
from goldthread.ui.charts.icons import icon_with_words
from goldthread.ui.charts.icons import icons_once as every_icon

register = template.Library()


@register.filter
def score_cells(row: Row, own_columns: int) -> SafeString:
    """The cells of a row of the scorecard, of which so many columns are the partnership's own."""
    return cells(row, own_columns)


@register.filter
def score_indicator(key: str) -> str:
    """The address of an indicator's page, as the scorecard's own page names it."""
    return indicator_address(key)


@register.filter
def variation_icon(key: str) -> SafeString:
    """The icon of a variation that was kept by its key, with its words."""
    return mark_safe(icon_with_words(Variation(key)))  # noqa: S308  made of fixed words alone


@register.filter
def indicator_title(key: str) -> str:
    """The title of an indicator of the catalogue."""
    return catalogue()[key].title


@register.simple_tag
def icons_once() -> SafeString:
    """Every icon and the end of a small line once, for the table that points to them."""
    return mark_safe(every_icon() + latest_once())  # noqa: S308  fixed drawings


@register.simple_tag
def reasons_for_blanks(chosen: str = "", other: str = OTHER) -> SafeString:
    """The options of a select: each reason for which a figure may be left blank.

    With `other` empty, words of one's own are not offered.
    """
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected" if value == chosen else ""), words)  # noqa: S308  fixed words
            for value, words in OFFERED
            if value in (other, *Why)
        ),
    )
    return format_html('<option value="">Choose a reason</option>{}', options)
