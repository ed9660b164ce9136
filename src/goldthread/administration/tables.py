"""Lists of people."""

import django_tables2 as tables
from django.urls import reverse

from goldthread.administration.people import Standing
from goldthread.ui.components import Tone
from goldthread.ui.tables import DayColumn, StatusColumn, Table

TONES = {
    Standing.NOW: Tone.DONE,
    Standing.LATER: Tone.UNDER_WAY,
    Standing.ENDED: Tone.QUIET,
}


class PeopleTable(Table):
    """Appointments with whoever holds them."""

    person = tables.Column(
        linkify=lambda record: reverse("person", args=[record.person.public_id]),
        order_by=("person__name", "person_id"),
        attrs={"a": {"class": "govuk-link"}},
    )
    title = tables.Column(verbose_name="Role", order_by="role")
    agency = tables.Column(default="Whole partnership")
    starts_on = DayColumn(verbose_name="From")
    ends_on = DayColumn(verbose_name="Until", default="Not fixed")
    standing = StatusColumn(tones=TONES, verbose_name="Holds")

    class Meta(Table.Meta):
        empty_text = "Nobody is found. Search for something shorter, or show everybody."
