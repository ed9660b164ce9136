"""The questions of open data: what to propose, why it ends, under which licence it is given."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.open_data.models import OpenTable
from goldthread.ui.forms import Form, Radios, VersionedForm


class ProposeForm(Form):
    """Which indicator, of which areas, since when, and why."""

    key = forms.ChoiceField(label="Indicator", error_messages={"required": "Choose an indicator"})
    level = forms.ChoiceField(
        label="Which areas?",
        choices=OpenTable.Level.choices,
        widget=Radios,
        error_messages={"required": "Choose which areas"},
    )
    from_period = forms.CharField(
        label="From which period?",
        max_length=20,
        help_text="A year such as 2019-20, for years; a quarter such as 2021-22 Q1, for quarters.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the first period"},
    )
    caveats = forms.CharField(
        label="What is to be known of these figures?",
        required=False,
        max_length=2000,
        help_text="Everybody reads this beside them, one caveat a line. Do not name a child.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    why = forms.CharField(
        label="Why is it to be public?",
        max_length=1000,
        help_text="For whoever decides; it is not published.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is to be public"},
    )

    def __init__(self, offered: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an indicator"), *offered]


class ReasonForm(VersionedForm):
    """Why."""

    asks_anew = True

    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say why"},
    )


class ApproveForm(Form):
    """That the table that was read is the one that is meant."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class LicenceForm(VersionedForm):
    """The licence, and where it was decided."""

    title = forms.CharField(
        label="Licence", max_length=120, error_messages={"required": "Enter the licence’s name"}
    )
    url = forms.URLField(
        label="Its address",
        max_length=300,
        assume_scheme="https",
        error_messages={"required": "Enter the address of its text"},
    )
    source = forms.CharField(
        label="Where was this decided?",
        max_length=400,
        help_text="Such as the meeting and its date.",
        error_messages={"required": "Say where this was decided"},
    )
