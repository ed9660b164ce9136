"""Invented contents for the gallery of components; nothing here is a record of anybody."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django import forms as django_forms
from django.http import HttpRequest

from goldthread.house import Basis, Figure, InboxItem, Origin, OriginKind, Rung
from goldthread.ui import components as c
from goldthread.ui import forms
from goldthread.ui.tables import DayColumn, NumberColumn, StatusColumn, Table

TODAY = date(2026, 5, 14)


class ExampleForm(forms.Form):
    """One of each kind of question."""

    reference = django_forms.CharField(max_length=20, help_text="For example, EW-07")
    notes = django_forms.CharField(
        label="What happened, in your own words",
        widget=django_forms.Textarea(attrs={"rows": 4}),
        max_length=200,
        help_text="Do not name a child.",
    )
    agency = django_forms.ChoiceField(
        choices=[("", "Choose an agency"), ("council", "Eastmarch Council"), ("police", "Police")],
        required=False,
    )
    aware_on = forms.DateField(
        label="Day on which the partners became aware", help_text="For example, 3 4 2026"
    )
    verdict = django_forms.ChoiceField(
        label="Was it achieved?",
        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
        widget=forms.Radios(hints={"partly": "Say below what is still missing"}),
    )
    areas = django_forms.MultipleChoiceField(
        choices=[("eastmarch", "Eastmarch"), ("wellbridge", "Wellbridge")],
        widget=forms.Checkboxes,
        help_text="Choose all that apply",
    )
    children = django_forms.IntegerField(
        label="Number of children",
        min_value=0,
        widget=django_forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    spreadsheet = django_forms.FileField(help_text="XLSX or CSV, up to 5 MB", required=False)
    password = django_forms.CharField(
        widget=django_forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        required=False,
    )
    is_checked = django_forms.BooleanField(
        label="I have checked the figures", help_text="Another person will accept them"
    )


class ExampleFilter(forms.FilterForm):
    """A way to narrow the list of returns."""

    area = django_forms.ChoiceField(choices=[("", "Every area"), ("eastmarch", "Eastmarch")])
    status = django_forms.ChoiceField(choices=[("", "Every status"), ("accepted", "Accepted")])


class ExampleTable(Table):
    """Returns as a performance officer sees them."""

    caption = "Returns for quarter 1"
    agency = tables.Column()
    children = NumberColumn(verbose_name="Figures")
    due_on = DayColumn(verbose_name="Due")
    status = StatusColumn(tones={"Late": c.Tone.LATE, "Accepted": c.Tone.DONE})

    class Meta(Table.Meta):
        pass


def figure(shown: str, basis: Basis = Basis.COUNTED, **others: Any) -> Figure:
    """An invented figure that shows as given."""
    facts: dict[str, Any] = {
        "key": "performance.referrals",
        "indicator": "Referrals",
        "area": "eastmarch",
        "area_name": "Eastmarch",
        "period": "2025-26",
        "unit": "count",
        "value": Decimal(1),
        "shown": shown,
        "basis": basis,
        "origin": Origin(OriginKind.RETURN, "Return of Eastmarch Council"),
        "definition": "Referrals to children’s social care in the year",
        "definition_version": "1",
    }
    return Figure(**facts | others)


def figures() -> dict[str, Figure]:
    """A figure of each kind."""
    return {
        "counted": figure("4,231"),
        "derived": figure("37.6%", Basis.DERIVED),
        "stated": figure("26.0%", Basis.STATED),
        "marked": figure("3", marking="not for publication"),
        "suppressed": figure("fewer than 5", value=None, suppressed=True),
        "missing": figure("", value=None, missing="not yet returned"),
    }


def inbox() -> list[InboxItem]:
    """What may be asked of a business manager."""
    rows = [
        ("Return for quarter 1, Wellbridge Hospitals", "Asked on 1 April. Reminded twice; last opened on 11 May.", "Remind or extend", date(2026, 5, 12)),
        ("Answer two queries on Eastmarch’s return", "Children missing more than once: 61. The twelve values before lay between 22 and 39.", "Answer", TODAY),
        ("Rapid review EW-07, day 9 of 15", "Four of seven agencies have answered. Counted without Monday 4 May, a bank holiday.", "Open", date(2026, 5, 22)),
        ("Test again: safe-sleep advice recorded at every visit", "Closed as done on 3 March by Wellbridge Hospitals. Was it achieved?", "Plan the test", date(2026, 6, 12)),
    ]  # fmt: skip
    return [
        InboxItem("example", title, why, "#", button, due_on, late=due_on < TODAY)
        for title, why, button, due_on in rows
    ]


def example_table(request: HttpRequest) -> ExampleTable:
    """A table of forty rows, in pages of five."""
    agencies = ("Eastmarch Council", "Wellbridge Hospitals", "Police", "Wellbridge Council")
    rows = [
        {
            "agency": f"{agencies[at % 4]} {at // 4 + 1}",
            "children": 1200 + 37 * at,
            "due_on": date(2026, 5, 1 + at % 28),
            "status": ("Accepted", "Late", "Asked")[at % 3],
        }
        for at in range(40)
    ]
    table = ExampleTable(rows, order_by=request.GET.get("sort") or "agency")
    number = request.GET.get("page", "1")
    table.paginate(page=int(number) if number.isdecimal() else 1, per_page=5)
    return table


DRAWING = (
    '<svg class="gt-drawing gt-drawing--wide" viewBox="0 0 600 160" role="img" aria-labelledby="example-title example-description">'
    '<title id="example-title">Re-referrals within 12 months, Eastmarch</title>'
    '<desc id="example-description">A line from 29% in quarter 1 to 24% in quarter 4.</desc>'
    '<path d="M10 40 L200 50 L400 80 L590 120" fill="none" stroke="currentColor" stroke-width="3"/></svg>'
)


def examples(request: HttpRequest) -> dict[str, Any]:
    """Everything that the gallery shows."""
    form = ExampleForm(
        {"aware_on_day": "31", "aware_on_month": "2", "aware_on_year": "2026", "children": "many"}
    )
    return {
        "blank_form": ExampleForm(prefix="blank"),
        "form": form,
        "filter_form": ExampleFilter(),
        "figures": figures(),
        "items": inbox(),
        "today": TODAY,
        "table": example_table(request),
        "empty_table": ExampleTable([]),
        "drawing": DRAWING,
        "chart_table": c.ChartTable(
            ("Quarter", "Re-referrals", "Referrals"),
            [("Quarter 1", "29%", "1,030"), ("Quarter 4", "24%", "1,012")],
        ),
        "crumbs": [c.Crumb("Home", "#"), c.Crumb("Performance", "#")],
        "tones": [(tone, words) for tone, words in zip(c.Tone, TONE_WORDS, strict=True)],
        "tasks": tasks(),
        "rows": summary(),
        "stops": stops(),
        "rung": Rung.PRACTICE,
        "rungs_held": (Rung.ACTIVITY, Rung.KNOWLEDGE),
        "under_way": c.Progress("Building the report", "40 of 64 charts drawn.", 40, 64, "#"),
        "finished": c.Progress("Report built", "It took 12 seconds.", 64, 64, "#", "#", "Open it"),
        "reasons": [
            "A partner other than the lead agency must sign off.",
            "2 findings have no owner.",
        ],
    }


TONE_WORDS = ("Not started", "Under way", "Accepted", "Needs an answer", "Late")


def tasks() -> list[c.Task]:
    """A yearly report half written."""
    return [
        c.Task("Foreword", "Signed", "#", tone=c.Tone.DONE),
        c.Task("Neglect", "Draft", "#", "Nothing in it yet above activity", c.Tone.UNDER_WAY),
        c.Task("Freeze the figures", "Cannot start yet"),
    ]


def summary() -> list[c.SummaryRow]:
    """Where a figure comes from."""
    return [
        c.SummaryRow("Basis", "Stated: numerator and denominator were not given"),
        c.SummaryRow("Origin", "Annual report 2025-26, section 5, row 2"),
        c.SummaryRow("Definition", "Referrals within 12 months of an earlier one, version 2", "#"),
    ]


def stops() -> list[c.Stop]:
    """The road of a figure."""
    return [
        c.Stop(
            "Return", "Eastmarch Council, quarter 1, version 2", "#", "Signed by the agency lead"
        ),
        c.Stop("Accepted", "By the performance officer, 3 May 2026"),
        c.Stop("Frozen", "With the yearly report", is_reached=False),
    ]
