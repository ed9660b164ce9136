"""The questions by which a line is opened: findings, recommendations, actions and themes."""

from typing import Any

from django import forms

from goldthread.accounts.models import Person
from goldthread.improvement.models import SMART, Action, Finding, Source
from goldthread.improvement.models.learning import TEXT
from goldthread.register.models import Agency
from goldthread.ui.forms import Checkboxes, DateField, FilterForm, Form, Radios, VersionedForm

PSEUDONYMS = "In pseudonyms: no name, date of birth or address of a child, a relative or a worker."
LATE = "late"
SMART_HINTS = {
    "specific": "Who does what, for which children?",
    "measurable": "By what will it be seen, and where is that counted?",
    "achievable": "What makes it possible: people, money, agreement?",
    "relevant": "How does it answer the finding?",
    "timely": "By when, and when is it looked at on the way?",
}


def area(rows: int = 4, most: int = TEXT, **kwargs: Any) -> forms.CharField:
    """A question for a longer text."""
    return forms.CharField(max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def several(label: str, **kwargs: Any) -> forms.ModelMultipleChoiceField:
    """Any of a few records, which the view puts there; each is known by its random id."""
    return forms.ModelMultipleChoiceField(
        queryset=None,
        label=label,
        required=False,
        to_field_name="public_id",
        widget=Checkboxes,
        **kwargs,
    )


class Offering:
    """A form whose choices of records are given to it, as querysets by the name of their question.

    A question of several for which there is nothing to choose is left out.
    """

    def __init__(self, *args: Any, offered: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, rows in offered.items():
            is_several = isinstance(fields[name], forms.ModelMultipleChoiceField)
            if is_several and not fields[name].required and not rows:
                del fields[name]
            else:
                fields[name].queryset = rows


class WhatWasFoundForm(Offering, Form):
    """What was found, and its themes."""

    title = forms.CharField(label="What was found, in a sentence", max_length=200)
    kind = forms.ChoiceField(
        label="Is it a strength or a concern?", choices=Finding.Kind, widget=Radios
    )
    text = area(label="More about it", required=False, help_text=PSEUDONYMS)
    evidence = area(
        3,
        label="What it rests on",
        required=False,
        help_text="Such as 9 of 30 files, or what was said.",
    )
    themes = several("Themes")


class FindingForm(WhatWasFoundForm):
    """A new finding, and where it was found: in a source that is here already, or in a new one."""

    marks_optional = False  # a source is asked for in one way or the other

    sources = several(
        "Where was it found?",
        help_text="Choose one or more; or leave this, and name a new one below.",
    )
    source_kind = forms.ChoiceField(
        label="A new source: what kind is it?",
        choices=[("", "No new source"), *Source.Kind.choices],
        required=False,
    )
    source_title = forms.CharField(label="What is it called?", max_length=200, required=False)
    source_reference = forms.CharField(label="Its reference", max_length=80, required=False)
    source_on = DateField(label="Its date", required=False)

    field_order = ("sources", "source_kind", "source_title", "source_reference", "source_on")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        new, named = given.get("source_kind"), given.get("source_title")
        if not new and not given.get("sources"):
            self.add_error("source_kind", "Say where it was found: in which source")
        if new and not named:
            self.add_error("source_title", "Say what the new source is called")
        if named and not new and "source_kind" not in self.errors:
            self.add_error("source_kind", "Choose what kind of source it is")
        return given


class ChangeFindingForm(WhatWasFoundForm, VersionedForm):
    """A finding, said better."""


class RecommendationForm(Offering, Form):
    """A recommendation, with each of its SMART parts."""

    text = area(2, 400, label="What is recommended?")
    specific = area(2, 1000, required=False)
    measurable = area(2, 1000, required=False)
    achievable = area(2, 1000, required=False)
    relevant = area(2, 1000, required=False)
    timely = area(2, 1000, required=False)
    findings = several("Which other findings does it answer?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in SMART.items():
            self.fields[name].label, self.fields[name].help_text = label, SMART_HINTS[name]

    @property
    def smart(self) -> dict[str, str]:
        """The words of each part, once the form is valid."""
        return {name: self.cleaned_data[name] for name in SMART}


class ChangeRecommendationForm(RecommendationForm, VersionedForm):
    """A recommendation, said better before it is decided about."""

    findings = None  # type: ignore[assignment]  # what it answers stays as it is


class ActionForm(Offering, Form):
    """An action: by whom, led by whom, until when."""

    title = forms.CharField(label="What is to be done?", max_length=200)
    text = area(3, label="More about it", required=False)
    agencies = forms.ModelMultipleChoiceField(
        queryset=Agency.objects.none(),
        label="Which agencies do it?",
        to_field_name="public_id",
        widget=Checkboxes,
        error_messages={"required": "Choose the agency or agencies that do it"},
    )
    lead = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Who leads it?",
        to_field_name="public_id",
        empty_label="Choose a person",
        help_text="Always a person. They are asked for evidence.",
    )
    due_on = DateField(label="Until when?")
    figure = forms.ChoiceField(
        label="Which figure should it move?",
        required=False,
        help_text="Its chart is shown with the days of the action.",
    )
    recommendations = several("Which other recommendations does it answer?")

    def __init__(self, *args: Any, figures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_figures(self, figures)


class FigureForm(VersionedForm):
    """Which figure an action is to move."""

    figure = forms.ChoiceField(
        label="Figure",
        required=False,
        help_text="Its chart is shown with the days of the action.",
    )

    def __init__(self, *args: Any, figures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_figures(self, figures)


def _offer_figures(form: Any, figures: list[tuple[str, str]]) -> None:
    form.fields["figure"].choices = [("", "None"), *figures]


class ThemeForm(Form):
    """A theme."""

    name = forms.CharField(label="Theme", max_length=80, help_text="Such as: sharing information.")
    words = area(2, 1000, label="What belongs to it", required=False)


class ActionFilter(FilterForm):
    """Which actions are shown."""

    standing = forms.ChoiceField(
        label="Standing",
        required=False,
        choices=[("", "Any"), (LATE, "Late"), *Action.Status.choices],
    )
    agency = forms.ChoiceField(label="Agency", required=False)
    theme = forms.ChoiceField(label="Theme", required=False)
    lead = forms.ChoiceField(label="Lead", required=False)

    def __init__(self, *args: Any, offered: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in offered.items():
            choices = [("", "Any"), *((row.public_id, str(row)) for row in rows)]
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, required=False, choices=choices
            )


class FindingFilter(FilterForm):
    """Which findings are shown."""

    words = forms.CharField(label="Words", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="Found in", required=False, choices=[("", "Any source"), *Source.Kind.choices]
    )
