"""The questions by which an indicator's judging is settled and its changes are answered."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.measures.catalogue import Indicator, Kind
from goldthread.performance.models import ChangeToAnswer
from goldthread.performance.scorecard import Column
from goldthread.register.models import Group
from goldthread.ui.forms import FilterForm, Form, Radios, VersionedForm

EVERY_AREA = "all"
_WHY = forms.Textarea(attrs={"rows": 3})


class TargetForm(Form):
    """A target, where and from when it holds, and why."""

    area = forms.ChoiceField(label="Area")
    value = forms.DecimalField(
        label="Target",
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text="Left empty, there is no target any more.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "step": "any"}),
    )
    holds_from = forms.DateField(label="Holds from", help_text="Today or a day to come.")
    reason = forms.CharField(
        label="Why this is the target",
        widget=_WHY,
        max_length=1000,
        help_text="Such as who decided it, and what it rests on.",
    )
    source = forms.CharField(label="Document that it rests on", required=False, max_length=400)

    def __init__(
        self, row: Indicator, columns: Iterable[Column], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = [(column.code, column.name) for column in columns]
        self.fields["area"] = forms.ChoiceField(
            label="Area", choices=[(EVERY_AREA, "Every area that has none of its own"), *own]
        )
        unit = "%" if row.kind is Kind.PERCENTAGE else row.unit
        self.fields["value"].label = f"Target ({unit})" if unit else "Target"


class RebaseForm(Form):
    """From when the limits begin anew in an area, and what changed."""

    area = forms.ChoiceField(label="Area")
    from_period = forms.ChoiceField(label="From")
    reason = forms.CharField(
        label="What changed",
        widget=_WHY,
        max_length=200,
        help_text="Stands on the chart. Say what was done differently, not that the figure moved.",
    )

    def __init__(
        self, columns: Iterable[Column], periods: Iterable[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label="Area", choices=[(column.code, column.name) for column in columns]
        )
        self.fields["from_period"] = forms.ChoiceField(
            label="From", choices=[(period, period) for period in periods]
        )


class TakeBackRebasingForm(VersionedForm):
    """Why a rebasing is taken back."""

    reason = forms.CharField(label="Why it is taken back", widget=_WHY, max_length=1000)


class AnswerForm(VersionedForm):
    """No action, with why; or an action, by whom and until when."""

    marks_optional = False  # what is asked for depends on the answer

    answer = forms.ChoiceField(
        label="What is the answer?", choices=ChangeToAnswer.Answer.choices, widget=Radios
    )
    because = forms.CharField(
        label="Why",
        widget=_WHY,
        max_length=2000,
        required=False,
        help_text="Needed where no action is. Do not name a child.",
    )
    action = forms.CharField(
        label="If an action is to be taken: what is to be done",
        widget=_WHY,
        max_length=2000,
        required=False,
    )
    owner = forms.CharField(
        label="Who does it",
        max_length=200,
        required=False,
        help_text="A person by role, or an agency.",
    )
    due_on = forms.DateField(label="Until when", required=False)

    def clean(self) -> dict[str, Any]:
        """What each answer wants beside it."""
        given = super().clean() or {}
        wanted: dict[str, dict[str, str]] = {
            ChangeToAnswer.Answer.NO_ACTION: {"because": "Say why no action is needed"},
            ChangeToAnswer.Answer.ACTION: {
                "action": "Say what is to be done",
                "owner": "Say who does it",
                "due_on": "Say until when",
            },
        }
        for name, words in wanted.get(given.get("answer", ""), {}).items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        return given


class GroupForm(FilterForm):
    """Whose changes are shown."""

    group = forms.ChoiceField(label="Group", required=False)

    def __init__(self, groups: Iterable[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(group.public_id, group.name) for group in groups]
        self.fields["group"] = forms.ChoiceField(
            label="Group", required=False, choices=[("", "All"), *named]
        )
