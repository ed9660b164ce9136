"""The questions of the board of a quarter, and of asking several agencies at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldthread.measures.periods import Period
from goldthread.performance import standing
from goldthread.performance.forms import recent_periods
from goldthread.performance.models import ReturnRequest
from goldthread.ui import british
from goldthread.ui.forms import Checkboxes, DateField, FilterForm, Form

MOST_AT_ONCE = 500  # agencies of one act; a partnership has some tens


class BoardFilter(FilterForm):
    """Which period, and which of its agencies."""

    period = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, periods: Iterable[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(str(p), p.label) for p in periods]  # type: ignore[attr-defined]
        states = [(key, words) for key, (words, _) in standing.STATES.items()]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", "Every state"),
            ("late", "Late"),
            *states,
        ]

    def chosen(self, name: str) -> str:
        """What was chosen; "" for nothing, or for what is not offered."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class PeriodForm(FilterForm):
    """Which period several agencies are asked for."""

    period = forms.ChoiceField(label="Period that the figures are about")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = recent_periods(today)  # type: ignore[attr-defined]


class AskAgainForm(Form):
    """Which agencies are asked for the same as before, and until when."""

    agencies = forms.MultipleChoiceField(
        widget=Checkboxes,
        label="Agencies to ask",
        help_text="Each is asked for the figures and areas that it was asked for before",
        error_messages={"required": "Choose at least one agency"},
    )
    due_on = DateField(label="Day by which they are due", help_text="For example, 30 4 2026")
    note = forms.CharField(
        label="A note for all of them",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        before: Mapping[str, tuple[ReturnRequest, str]],
        period: Period,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before, self.period, self.today = before, period, today
        self.fields["agencies"].choices = [(key, words) for key, (_, words) in before.items()]  # type: ignore[attr-defined]

    def clean_agencies(self) -> list[ReturnRequest]:
        return [self.before[key][0] for key in self.cleaned_data["agencies"]]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on <= self.period.ends_on:
            ends = british.day(self.period.ends_on)
            raise ValidationError(f"The period ends on {ends}: choose a later day")
        if due_on < self.today:
            raise ValidationError("This day has passed: choose today or a later day")
        return due_on
