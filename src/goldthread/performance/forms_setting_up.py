"""The questions by which a scorecard is set up: its limits, and what stands on it."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from goldthread.measures.catalogue import catalogue
from goldthread.performance.limits import Kept
from goldthread.performance.models import ScorecardLine
from goldthread.register.models import Group, Priority
from goldthread.ui.forms import Form, Radios, VersionedForm

NO_PRIORITY = "none"
_HINTS = {
    ScorecardLine.Standing.HEADLINE: "Stands in bold, first under its priority",
    ScorecardLine.Standing.SUPPORTING: "Stands below the headlines",
    ScorecardLine.Standing.CONTEXT: "Stands apart, last under its priority: it is no measure of success",
}


class LimitForm(VersionedForm):
    """A limit's new value, from when it holds, and why."""

    asks_anew = True
    value = forms.IntegerField(label="New value", min_value=0)
    holds_from = forms.DateField(label="Holds from", help_text="Today or a day to come.")
    reason = forms.CharField(
        label="Why it changes",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="Such as who decided it, and when.",
    )
    source = forms.CharField(label="Document that it rests on", required=False, max_length=400)

    def __init__(self, kept: Kept, *args: Any, **kwargs: Any) -> None:
        today = {"holds_from": kept.today, "row_version": kept.version}
        super().__init__(*args, initial=today, **kwargs)
        self.fields["value"] = forms.IntegerField(
            label="New value",
            min_value=kept.limit.least,
            max_value=kept.limit.most,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            help_text=f"A whole number from {kept.limit.least} to {kept.limit.most}.",
        )
        self.fields["source"].required = kept.limit.must_name_source


class PlacedForm(Form):
    """Where an indicator stands: under which priority, as what, how far up; and who answers for it."""

    priority = forms.ChoiceField(label="Priority")
    standing = forms.ChoiceField(
        label="Standing", choices=ScorecardLine.Standing.choices, widget=Radios(hints=_HINTS)
    )
    order = forms.IntegerField(
        label="Order",
        min_value=0,
        max_value=999,
        help_text="Lower numbers stand further up among those of the same priority and standing.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    group = forms.ChoiceField(label="Who answers for its changes", required=False)

    def __init__(
        self,
        priorities: Iterable[Priority],
        *args: Any,
        groups: Iterable[Group] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.public_id: group for group in groups}
        self.fields["group"] = forms.ChoiceField(
            label="Who answers for its changes",
            required=False,
            choices=[
                ("", "The business unit"),
                *((public_id, group.name) for public_id, group in self.groups.items()),
            ],
        )
        self.priorities = {priority.public_id: priority for priority in priorities}
        named = [(public_id, str(each)) for public_id, each in self.priorities.items()]
        self.fields["priority"] = forms.ChoiceField(
            label="Priority", choices=[*named, (NO_PRIORITY, "Under no priority")]
        )

    @property
    def place(self) -> dict[str, Any]:
        """What was answered, as the actions take it."""
        answers = self.cleaned_data
        return {
            "priority": self.priorities.get(answers["priority"]),
            "standing": answers["standing"],
            "order": answers["order"],
            "group": self.groups.get(answers["group"]),
        }


class PlaceForm(PlacedForm):
    """An indicator that is to stand on the scorecard, and where."""

    indicator = forms.ChoiceField(label="Indicator")
    field_order = ("indicator", "priority", "standing", "order", "group")

    def __init__(
        self, priorities: Iterable[Priority], placed: Collection[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(priorities, *args, **kwargs)
        sections: dict[str, list[tuple[str, str]]] = {}
        for row in catalogue().values():
            if row.key not in placed:
                title = catalogue().sections[row.section]
                sections.setdefault(title, []).append((row.key, row.title))
        self.fields["indicator"] = forms.ChoiceField(
            label="Indicator", choices=[("", "Choose one"), *sections.items()]
        )
        self.order_fields(self.field_order)


class PlaceAnewForm(PlacedForm, VersionedForm):
    """Where a line of the scorecard is to stand from now on."""


class TakeOffForm(VersionedForm):
    """Nothing but the wish."""

    asks_anew = True
