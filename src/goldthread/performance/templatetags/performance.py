"""What the performance pages need inside their tables: small lines and the addresses of figures."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from goldthread.house import Figure
from goldthread.performance.addresses import place_of, place_query, source_card
from goldthread.performance.scorecard import Cell
from goldthread.ui.charts import sparkline

register = template.Library()


@register.filter
def spark(cell: Cell) -> SafeString:
    """The small line beside a value; nothing where there is only one."""
    drawn = sparkline(cell.line, cell.line_words) if cell.line else ""
    return mark_safe(drawn)  # noqa: S308  the title is escaped where it is drawn


@register.filter
def card_query(cell: Cell) -> str:
    """What names the value of a cell in the address of its source card: see `source_card`."""
    return place_query(cell.worked.place)


@register.filter
def card_of(figure: Figure) -> str:
    """Where a figure comes from."""
    return source_card(place_of(figure))
