"""When the letter of what is due comes, and whether anybody may do without it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldthread.inbox.models import WEEKDAYS, DigestChoice
from goldthread.ui.forms import FilterForm, Radios, VersionedForm

OFTEN = DigestChoice.HowOften


class DigestForm(VersionedForm):
    """How often, on which day, at what hour."""

    how_often = forms.ChoiceField(
        label="How often?",
        widget=Radios(hints={OFTEN.WEEKLY.value: "On the day that you choose below."}),
    )
    weekday = forms.TypedChoiceField(
        label="On which day, if once a week?", choices=list(enumerate(WEEKDAYS)), coerce=int
    )
    hour = forms.TypedChoiceField(
        label="At what hour?",
        choices=[(hour, f"{hour:02}:00") for hour in range(5, 22)],
        coerce=int,
    )

    def __init__(self, *args: Any, may_be_silent: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        often = self.fields["how_often"]
        assert isinstance(often, forms.ChoiceField)
        often.choices = [each for each in OFTEN.choices if may_be_silent or each[0] != OFTEN.NEVER]


class AgencyForm(FilterForm):
    """Of which agency."""

    agency = forms.ChoiceField(label="Agency", required=False)

    def __init__(self, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [("", "Every agency"), *agencies]
        self.fields["agency"] = forms.ChoiceField(label="Agency", required=False, choices=choices)


class SilenceForm(VersionedForm):
    """Yes or no, and why."""

    is_allowed = forms.TypedChoiceField(
        label="May people choose to have no letter?",
        choices=[("yes", "Yes"), ("no", "No: everybody has it daily or weekly")],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
        error_messages={"required": "Choose yes or no"},
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        error_messages={"required": "Say why"},
    )
