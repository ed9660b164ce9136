"""Lists of people."""

import django_tables2 as tables
from django.urls import reverse

from goldthread.administration.people import Holding
from goldthread.ui.components import Tone
from goldthread.ui.tables import DayColumn, StatusColumn, Table

TONES = {
    Holding.HOLDS: Tone.DONE,
    Holding.TO_COME: Tone.UNDER_WAY,
    Holding.ENDED: Tone.QUIET,
}


class PeopleTable(Table):
    """Appointments with whoever holds them."""

    person = tables.Column(
        linkify=lambda record: reverse("person", args=[record.person.public_id]),
        order_by=("person__name", "person_id"),
    )
    title = tables.Column(verbose_name="Role", order_by="role")
    agency = tables.Column(default="")
    starts_on = DayColumn(verbose_name="From")
    ends_on = DayColumn(verbose_name="Until", default="")
    standing = StatusColumn(tones=TONES)

    class Meta(Table.Meta):
        empty_text = "Nobody is found. Search for something shorter, or show everybody."
