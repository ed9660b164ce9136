"""The list of actions."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html

from goldthread.improvement.models import Action
from goldthread.ui import british
from goldthread.ui.components import Tone
from goldthread.ui.tables import StatusColumn, Table

TONES = {
    Action.Status.OPEN: Tone.UNDER_WAY,
    Action.Status.DONE: Tone.ASKS,
    Action.Status.ACHIEVED: Tone.DONE,
    Action.Status.WITHDRAWN: Tone.QUIET,
}


class ActionsTable(Table):
    """Actions with whoever leads them and where they stand."""

    title = tables.Column(
        verbose_name="Action",
        linkify=lambda record: record.get_absolute_url(),
        attrs={"a": {"class": "govuk-link"}},
    )
    agencies = tables.Column(verbose_name="By", orderable=False, accessor="pk")
    lead = tables.Column(verbose_name="Led by", order_by=("lead__name", "pk"), accessor="led_by")
    due_on = tables.Column(verbose_name="Due", order_by=("due_on", "pk"))
    status = StatusColumn(verbose_name="Standing", tones=TONES)

    class Meta(Table.Meta):
        empty_text = "No action is found."

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_title(self, record: Action) -> str:
        return f"{record.number}. {record.title}"

    def render_agencies(self, record: Action) -> str:
        return british.listed(str(agency) for agency in record.agencies.all())

    def render_due_on(self, record: Action) -> str:
        day = british.day(record.due_on)
        if not record.is_late(self.on):
            return day
        return format_html('{} <strong class="govuk-tag gt-tag gt-tag--late">Late</strong>', day)
