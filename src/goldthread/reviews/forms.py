"""The questions of an incident and of its rapid review."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.reviews.criteria import Criterion
from goldthread.reviews.models import CriterionAnswer, Incident, RapidReview
from goldthread.ui.forms import Checkboxes, DateField, Form, Radios, VersionedForm

PSEUDONYMS = (
    "In pseudonyms, such as Child A and Mother. Names belong to the identities of the case."
)
TEXT = 12000


def area(rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A question for a longer text."""
    kwargs.setdefault("max_length", TEXT)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def one_of(label: str, **kwargs: Any) -> forms.ModelChoiceField:
    """One of a few records, which the view puts there; known by its random id."""
    return forms.ModelChoiceField(
        queryset=None,
        label=label,
        to_field_name="public_id",
        widget=Radios,
        empty_label=None,
        **kwargs,
    )


def several(label: str, **kwargs: Any) -> forms.ModelMultipleChoiceField:
    """Any of a few records, which the view puts there."""
    return forms.ModelMultipleChoiceField(
        queryset=None, label=label, to_field_name="public_id", widget=Checkboxes, **kwargs
    )


class Offering:
    """A form whose choices of records are given to it, as querysets by the name of their question."""

    def __init__(self, *args: Any, offered: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, rows in offered.items():
            if rows or fields[name].required:
                fields[name].queryset = rows
            else:
                del fields[name]


class Act(VersionedForm):
    """A form that acts upon a case as its writer saw it, and asks for nothing that stands in it."""

    asks_anew = True
    marks_optional = False


class IncidentForm(Offering, Form):
    """What a council has become aware of, and who is named to the case from the start."""

    council = one_of("In which council's area did it happen?")
    harm = forms.ChoiceField(label="What happened?", choices=Incident.Harm, widget=Radios)
    aware_on = DateField(
        label="On which day did the council become aware?", help_text="The clock runs from here."
    )
    happened_on = DateField(label="On which day did it happen?", required=False)
    account = area(6, label="What is known?", help_text=PSEUDONYMS)
    child_death_reference = forms.CharField(
        label="Reference of the child death notification",
        max_length=60,
        required=False,
        help_text="As the child death review gave it.",
    )
    people = several(
        "Who is named to the case?",
        required=False,
        help_text="Nobody else sees that it is there. You are named to it yourself.",
    )


class CriteriaForm(VersionedForm):
    """Each criterion, answered, with the reason."""

    def __init__(
        self,
        *args: Any,
        asked: Iterable[tuple[Criterion, CriterionAnswer | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        for row, given in self.asked:
            hint = " ".join(filter(None, (row.hint, f"Source: {row.where_from}")))
            self.fields[f"answer_{row.key}"] = forms.ChoiceField(
                label=row.title,
                choices=CriterionAnswer.Answer,
                widget=Radios,
                help_text=hint,
                initial=given.answer if given else None,
            )
            self.fields[f"why_{row.key}"] = area(
                2,
                label=f"Why? {row.title}",
                initial=given.because if given else "",
                max_length=2000,
            )

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """What was answered: criterion -> (answer, why)."""
        given = self.cleaned_data
        return {
            row.key: (given[f"answer_{row.key}"], given[f"why_{row.key}"]) for row, _ in self.asked
        }


class DecideForm(Act):
    """Notified or not, and why."""

    decision = forms.ChoiceField(
        label="Is it notified?",
        choices=[("yes", "Yes, it is notified"), ("no", "No, it is not")],
        widget=Radios,
    )
    because = area(4, label="Why?", help_text="Kept for good, also where it is no.")


class NotifyForm(Act):
    """What was sent through the national system, and when."""

    reference = forms.CharField(label="Reference that the national system gave", max_length=60)
    notified_on = DateField(label="Notified on")
    text = area(8, label="The text that was sent", help_text="Kept encrypted, as it was sent.")
    partners_told_on = DateField(label="The partners were told on", required=False)


class TellPartnersForm(Offering, Act):
    """When the partners were told, and who of them is named to the case."""

    told_on = DateField(label="The partners were told on")
    people = several("Who of them is named to the case?", required=False)


class AskForm(Offering, Form):
    """Which agencies are asked, for what and until when."""

    agencies = several("Which agencies are asked?")
    words = area(
        5,
        label="What are they asked for?",
        help_text="The time that matters, and what to look for. " + PSEUDONYMS,
    )
    due_on = DateField(label="Until when?")


class MeetingForm(VersionedForm):
    """What was done at once, and what the meeting said."""

    made_safe = area(
        4, label="What was done at once for other children?", required=False, help_text=PSEUDONYMS
    )
    met_on = DateField(label="The meeting was on", required=False)
    minutes = area(8, label="What the meeting said", required=False, help_text=PSEUDONYMS)


class ProposeForm(Act):
    """What the meeting decided, and why."""

    decision = forms.ChoiceField(
        label="What is decided?", choices=RapidReview.Decision, widget=Radios
    )
    because = area(6, label="Why, against the criteria?", help_text=PSEUDONYMS)


class PartnerForm(Act):
    """Agree or dissent."""

    agrees = forms.TypedChoiceField(
        label="What does your organisation say?",
        choices=[("yes", "We agree"), ("no", "We dissent")],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    words = area(4, label="In your words", required=False, help_text="A dissent says why.")


class CommentForm(Form):
    """A comment of the scrutineer."""

    words = area(6, label="Your comment", help_text=PSEUDONYMS)


class SentForm(Act):
    """When it was sent."""

    sent_on = DateField(label="Sent to the Panel on")


class PanelForm(Act):
    """What the Panel answered, and what followed."""

    answer = forms.ChoiceField(
        label="What did the Panel answer?", choices=RapidReview.PanelAnswer, widget=Radios
    )
    answered_on = DateField(label="The Panel answered on")
    words = area(5, label="What the Panel wrote", required=False, help_text=PSEUDONYMS)
    what_followed = area(3, label="What followed?", required=False, help_text=PSEUDONYMS)


class SureForm(Act):
    """Nothing but the version that was seen."""


class LearntForm(Offering, Form):
    """What was learnt, in pseudonyms."""

    title = forms.CharField(label="What was found, in a sentence", max_length=200)
    kind = forms.ChoiceField(
        label="Is it a strength or a concern?",
        choices=[("strength", "A strength"), ("concern", "A concern")],
        widget=Radios,
    )
    text = area(4, max_length=4000, label="More about it", required=False, help_text=PSEUDONYMS)
    evidence = area(3, max_length=4000, label="What it rests on", required=False)
    themes = several("Themes", required=False)
