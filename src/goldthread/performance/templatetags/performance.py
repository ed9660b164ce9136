"""What the scorecard's template needs: the cells of a row."""

from django import template
from django.utils.safestring import SafeString

from goldthread.performance.scorecard import Row
from goldthread.performance.scorecard_drawing import cells

register = template.Library()


@register.filter
def score_cells(row: Row, own_columns: int) -> SafeString:
    """The cells of a row of the scorecard, of which so many columns are the partnership's own."""
    return cells(row, own_columns)
