"""The list of returns as a table."""

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from goldthread.performance import standing
from goldthread.performance.models import ReturnRequest
from goldthread.ui import british
from goldthread.ui.components import Tone
from goldthread.ui.tables import DayColumn, Table


class ReturnsTable(Table):
    """Who owes what: agency and period in the row's one link, asked, due, and where it stands."""

    caption = "Returns"
    agency = tables.Column(accessor="agency__name", verbose_name="Return")
    asked_at = tables.Column(verbose_name="Asked")
    due_on = DayColumn(verbose_name="Due")
    state = tables.Column(accessor="latest_status", empty_values=(), orderable=False)

    class Meta(Table.Meta):
        pass

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_agency(self, value: str, record: ReturnRequest) -> str:
        return format_html(
            '<a class="govuk-link" href="{}">{}, <span class="gt-return__whole">{}</span></a>',
            reverse("return", args=[record.public_id]),
            value,
            record.period,
        )

    def render_asked_at(self, value: datetime) -> str:
        return british.day(value.astimezone(timezone.get_current_timezone()))

    def render_state(self, record: ReturnRequest) -> str:
        words, tone = standing.words(record), standing.tone(record)
        if not standing.is_late(record, self.today):
            return format_html(TAG, tone, words)
        late = british.due_words(record.due_on, self.today)
        return format_html(TAG + " {}", Tone.LATE, late, words)


TAG = '<strong class="govuk-tag gt-tag gt-tag--{}">{}</strong>'
