"""Lists of records: django-tables2 with our template and British cells."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

import django_tables2 as tables
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.html import format_html

from goldthread.ui import british
from goldthread.ui.components import Tone


class Table(tables.Table):
    """A list with sortable headings and pages; on a phone each row is a block.

    A subclass's `Meta` inherits from this one's. `caption` is the heading over the list.
    """

    caption = ""

    class Meta:
        template_name = "ui/table.html"
        empty_text = "There is nothing here yet."
        per_page = 25

    def paginate(self, *args: Any, page: int = 1, **kwargs: Any) -> Self:
        """The page asked for, or the nearest there is; how many rows it has is not the address's to say."""
        self.paginator = Paginator(self.rows, self._meta.per_page)
        self.page = self.paginator.page(min(max(page, 1), self.paginator.num_pages))
        return self


class NumberColumn(tables.Column):
    """Figures, aligned to the right."""

    attrs = {
        "th": {"class": "govuk-table__header--numeric"},
        "td": {"class": "govuk-table__cell--numeric"},
    }

    def render(self, value: Decimal | float | int) -> str:
        return british.number(value)


class DayColumn(tables.Column):
    """A day, as 3 April 2026."""

    def render(self, value: date) -> str:
        return british.day(value)


class MomentColumn(tables.Column):
    """A moment, as 3 April 2026, 2:05pm in the time zone of the installation."""

    def render(self, value: datetime) -> str:
        return british.moment(value.astimezone(timezone.get_current_timezone()))


class StatusColumn(tables.Column):
    """A status word in its tone: `tones` maps the stored value to it."""

    def __init__(self, *args: Any, tones: dict[Any, Tone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tones = tones

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        stored = bound_column.accessor.resolve(record)
        tone = self.tones.get(stored, Tone.QUIET)
        return format_html('<strong class="govuk-tag gt-tag gt-tag--{}">{}</strong>', tone, value)
