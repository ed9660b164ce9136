"""The questions of each act upon a line: deciding, giving evidence, testing, handing over."""

from typing import Any

from django import forms

from goldthread.accounts.models import Person
from goldthread.files.fields import PaperField
from goldthread.files.sent import Sent
from goldthread.house import Rung
from goldthread.improvement.forms import PSEUDONYMS, area
from goldthread.improvement.models import LookBack, Recommendation
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm

RUNG_HINTS = {
    str(Rung.ACTIVITY.value): "Something was done: a meeting, a letter, a course.",
    str(Rung.KNOWLEDGE.value): "People know more than before.",
    str(Rung.PRACTICE.value): "It is seen in files or in the work itself.",
    str(Rung.VOICE.value): "Children or families say that it is different.",
    str(Rung.OUTCOME.value): "A figure of what happens to children has moved by more than chance.",
}
RUNGS = [(str(rung.value), rung.label) for rung in Rung]


def rung_question(label: str) -> forms.TypedChoiceField:
    """The question for a rung of the ladder; its answer is a Rung."""
    return forms.TypedChoiceField(
        label=label,
        choices=RUNGS,
        coerce=lambda value: Rung(int(value)),
        widget=Radios(hints=RUNG_HINTS),
    )


class Act(VersionedForm):
    """A form that acts upon a record as its writer saw it, and asks for nothing that stands in it."""

    asks_anew = True
    marks_optional = False


class BecauseForm(Act):
    """Why."""

    because = area(3, label="Why?")

    def __init__(self, *args: Any, label: str = "Why?", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = area(3, label=label, help_text=hint)


class SureForm(Act):
    """Nothing but the version of the record that was seen."""


class DecideForm(Act):
    """Accepted or declined, and why."""

    decision = forms.ChoiceField(
        label="What is decided?",
        choices=[
            (Recommendation.Status.ACCEPTED.value, "Accept it"),
            (Recommendation.Status.DECLINED.value, "Decline it"),
        ],
        widget=Radios,
    )
    because = area(3, label="Why?", help_text="Also who was asked, or where it was discussed.")


class EvidenceForm(Form):
    """Evidence: what it shows, of which period, and where it lies."""

    shows = area(label="What does it show?", help_text=PSEUDONYMS)
    rung = rung_question("What is it evidence of?")
    speaks_from = DateField(label="It speaks of the time from")
    speaks_until = DateField(label="It speaks of the time until")
    received_on = DateField(label="Received on")
    link = forms.URLField(label="Link to it", required=False, max_length=400, assume_scheme="https")
    paper = PaperField(
        required=False,
        label="Or the paper itself",
        help_text="PDF, Word (.docx), or a picture (JPEG, PNG), up to 10 MB. It is kept as it came. Leave out what names a child.",
    )
    says_finished = forms.BooleanField(
        label="The action is finished, and can be decided upon", required=False
    )

    def __init__(self, *args: Any, sent: Sent | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent = sent

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("paper") and self._sent is not None and self._sent.refused:
            self.add_error("paper", self._sent.refused)
        first, last = given.get("speaks_from"), given.get("speaks_until")
        if first and last and last < first:
            self.add_error("speaks_until", "The time that it speaks of ends before it begins")
        return given


class DoneForm(Act):
    """That an action is done, and when it is tested again."""

    because = area(3, label="What shows that it is done?")
    done_on = DateField(label="On which day was it done?")
    test_on = DateField(
        label="When is it tested again?",
        help_text="Long enough for practice to change, such as six months.",
    )
    question = forms.CharField(
        label="What will be looked at then?",
        max_length=400,
        required=False,
        help_text="Such as: do referrers say that they heard?",
    )


class VerdictForm(Act):
    """What a test has shown."""

    verdict = forms.ChoiceField(
        label="Is the change embedded?",
        choices=LookBack.Verdict,
        widget=Radios(
            hints={
                LookBack.Verdict.PARTLY.value: "It is tested once more.",
                LookBack.Verdict.NOT.value: "The action is opened again, with its history.",
            }
        ),
    )
    rung = rung_question("How high does what you saw reach?")
    words = area(label="How do you know?", help_text=PSEUDONYMS)
    tested_on = DateField(label="Tested on")
    next_on = DateField(
        label="The next day",
        required=False,
        help_text="Not: until when it is done again. Partly: when it is tested once more.",
    )


class HandOverForm(Act):
    """Who leads an action from now on, and why."""

    lead = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Who leads it from now on?",
        to_field_name="public_id",
        empty_label="Choose a person",
    )
    because = area(2, label="Why?")

    def __init__(self, *args: Any, offered: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead"]
        lead.queryset = offered["lead"]


class MoveForm(Act):
    """Another day, and why."""

    due_on = DateField(label="Until when instead?")
    because = area(2, label="Why?")
