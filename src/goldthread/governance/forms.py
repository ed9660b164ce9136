"""Narrowing the list of agencies, trying a clock, setting one, and saying who sits in a group."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.accounts.models import Appointment
from goldthread.clocks import Unit
from goldthread.governance.clocks import Kept
from goldthread.register.models import Agency, Membership
from goldthread.ui.forms import DateField, FilterForm, Form, VersionedForm


class AgencyFilterForm(FilterForm):
    """By name, by what they are, and by their place."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    kind = forms.ChoiceField(
        label="What they are", choices=[("", "Anything"), *Agency.Kind.choices], required=False
    )
    standing = forms.ChoiceField(
        label="Their place", choices=[("", "Any"), *Membership.Standing.choices], required=False
    )


class TryForm(FilterForm):
    """A day to count a limit from."""

    starts_on = forms.DateField(label="If it starts on", required=True)


class TryHoursForm(TryForm):
    """A day and a time of day to count a limit in hours from."""

    at = forms.TimeField(
        label="At",
        required=True,
        input_formats=["%H:%M"],
        help_text="On the clock of 24 hours, such as 14:30.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )


class ClockForm(VersionedForm):
    """A limit of the partnership's own, or the shipped one again; from when, why, and where it is written."""

    asks_anew = True
    marks_optional = False  # what is left open goes with the answer above it
    OWN, SHIPPED = "own", "shipped"
    UNITS = (
        (Unit.WORKING_DAYS.value, "Working days"),
        (Unit.CALENDAR_DAYS.value, "Days, weekends and bank holidays among them"),
        (Unit.HOURS.value, "Hours"),
        (Unit.MONTHS.value, "Months"),
    )

    whose = forms.ChoiceField(label="Which limit holds", widget=forms.RadioSelect)
    amount = forms.IntegerField(
        label="How many",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        help_text="For a limit of your own.",
    )
    unit = forms.ChoiceField(label="Of what", choices=UNITS, required=False)
    holds_from = forms.DateField(
        label="Holds for what starts from",
        help_text="Today or a day to come: what has started keeps the limit that it began under.",
    )
    reason = forms.CharField(
        label="Why it changes",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="Such as who decided it, and when.",
    )
    source = forms.CharField(
        label="Where it is written",
        max_length=400,
        help_text="Such as a paragraph of your procedures, or of guidance that you have read.",
    )

    def __init__(self, kept: Kept, *args: Any, **kwargs: Any) -> None:
        length = kept.limit.length
        initial = {"whose": self.OWN, "amount": length.amount, "unit": length.unit.value}
        initial |= {"holds_from": kept.today, "row_version": kept.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            (self.OWN, "One of our own"),
            (self.SHIPPED, f"The one that came with Goldthread: {kept.limit.shipped}"),
        ]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if answers.get("whose") == self.OWN and not self.errors:
            for name in ("amount", "unit"):
                if not answers.get(name):
                    self.add_error(name, "Say how long the limit of your own is.")
        return answers


class AddMemberForm(Form):
    """Somebody who is appointed in the partnership, and from when they sit in the group."""

    person = forms.ChoiceField(error_messages={"required": "Choose a person"})
    starts_on = DateField(label="First day")

    def __init__(self, appointments: Iterable[Appointment], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        named: dict[str, str] = {}
        for each in appointments:
            named.setdefault(each.person.public_id, f"{each.person}, {each.title.lower()}")
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", "Choose"), *named.items()]


class EndMemberForm(VersionedForm):
    """The last day on which somebody sits in a group."""

    ends_on = DateField(label="Last day")
