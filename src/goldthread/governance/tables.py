"""Lists of the register."""

import django_tables2 as tables
from django.urls import reverse

from goldthread.ui.tables import DayColumn, Table


class AgenciesTable(Table):
    """Agencies with their place in the partnership."""

    agency = tables.Column(
        linkify=lambda record: reverse("agency", args=[record.agency.public_id]),
        order_by=("agency__name", "agency_id"),
        attrs={"a": {"class": "govuk-link"}},
    )
    kind = tables.Column(
        accessor="agency__get_kind_display", verbose_name="What it is", order_by="agency__kind"
    )
    standing = tables.Column(verbose_name="Its place")
    space = tables.Column(verbose_name="In", order_by="space__name")
    starts_on = DayColumn(verbose_name="Since", default="Not stated")

    class Meta(Table.Meta):
        empty_text = "No agency is found."
