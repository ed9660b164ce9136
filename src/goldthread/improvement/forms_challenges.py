"""The questions of a challenge event: who is called, what is asked, answered and found."""

import re
from typing import Any

from django import forms

from goldthread.accounts.models import Person
from goldthread.improvement.forms import PSEUDONYMS, area, several
from goldthread.improvement.forms_acts import Act, rung_question
from goldthread.improvement.models import Action, LookBack
from goldthread.improvement.models.challenge import QUESTIONS
from goldthread.ui.forms import Checkboxes, DateField, Form, Radios, VersionedForm


class EventForm(Form):
    """A challenge event: its day, its panel, and what is put before it."""

    title = forms.CharField(label="What is it called?", max_length=200)
    held_on = DateField(label="On which day?")
    place = forms.CharField(label="Where?", max_length=200, required=False)
    chair = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Who chairs the panel?",
        to_field_name="public_id",
        empty_label="Choose a person",
    )
    panel = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        label="Who else sits on it?",
        to_field_name="public_id",
        widget=Checkboxes,
        help_text="Peers: nobody who leads one of the actions. They see all that is put before them.",
    )
    numbers = forms.CharField(
        label="Which actions are put before it?",
        max_length=400,
        help_text="Their numbers, such as 3, 7, 12. Their leads and agencies come together.",
    )
    questions = area(label="What is every one of them asked?", initial=QUESTIONS)

    def __init__(self, *args: Any, offered: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = offered["people"]
        self._actions = offered["actions"]
        for name in ("chair", "panel"):
            field: Any = self.fields[name]
            field.queryset = people

    def clean_numbers(self) -> list[Action]:
        """The actions of these numbers, in their order."""
        typed = self.cleaned_data["numbers"]
        asked = [int(each) for each in re.findall(r"\d{1,9}", typed)]
        found = {action.number: action for action in self._actions.filter(number__in=asked)}
        missing = [str(number) for number in asked if number not in found]
        if missing:
            raise forms.ValidationError(f"There is no action {', '.join(missing)} here")
        if not found:
            raise forms.ValidationError("Give the numbers of the actions, such as 3, 7, 12")
        return [found[number] for number in dict.fromkeys(asked)]


class ChangeEventForm(EventForm, VersionedForm):
    """A challenge event that is called already."""


class QuestionForm(VersionedForm):
    """What one action is asked besides what all are asked."""

    question = area(label="What is this action asked besides?", required=False)


class AnswerForm(VersionedForm):
    """What is answered for one action, and on which of its evidence."""

    answer = area(label="How does it stand?", rows=6, help_text=PSEUDONYMS)
    evidence = several("Which evidence does the panel see?")

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offered:
            del self.fields["evidence"]
            return
        evidence: Any = self.fields["evidence"]
        evidence.queryset = offered
        evidence.label_from_instance = lambda row: row.shows


class PanelForm(Act):
    """What the panel found about one action."""

    verdict = forms.ChoiceField(
        label="Is the change embedded?",
        choices=LookBack.Verdict,
        widget=Radios(
            hints={LookBack.Verdict.NOT.value: "An action that was done is opened again."}
        ),
    )
    rung = rung_question("How high does what the panel saw reach?")
    words = area(label="How does the panel know?", help_text=PSEUDONYMS)
    next_on = DateField(
        label="The next day",
        required=False,
        help_text="Not: until when it is done again. Partly: when it is tested next.",
    )
    next_question = forms.CharField(label="What is tested next?", max_length=400, required=False)


class ConcludeForm(Act):
    """What follows from the whole event."""

    because = area(
        label="What follows from the event as a whole?",
        required=False,
        help_text="Such as what is brought to the executive. It stands in the report.",
    )
