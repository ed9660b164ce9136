"""The questions of a seven-minute briefing."""

from typing import Any

from django import forms

from goldthread.publication.models import Publication
from goldthread.reviews.boxes import LONGEST, boxes
from goldthread.reviews.forms import PSEUDONYMS, Act, Offering, area, one_of, several
from goldthread.reviews.models.briefings import TITLE
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm

WAYS = (
    (Publication.Way.LEARNING, "To the teams of the partnership alone"),
    (Publication.Way.PUBLIC, "To everybody, on the partnership’s public page"),
)


class BeginBriefingForm(Offering, Form):
    """What it is called, and what it is drawn from."""

    title = forms.CharField(
        label="What is the briefing called?",
        max_length=TITLE,
        help_text="By what is to be learnt, such as: Asking about fathers.",
    )
    findings = several("Which findings is it drawn from?", required=False)


class BriefingForm(VersionedForm):
    """The seven boxes."""

    title = forms.CharField(label="What is the briefing called?", max_length=TITLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box in boxes():
            self.fields[box.key] = area(
                4, label=box.heading, max_length=LONGEST, required=False, help_text=box.hint
            )

    @property
    def given(self) -> dict[str, Any]:
        """What was written, for the act."""
        told = dict(self.cleaned_data)
        return {
            "title": told["title"],
            "row_version": told["row_version"],
            "texts": {box.key: told[box.key] for box in boxes()},
        }


class ToGateForm(Act):
    """To whom it is to go."""

    way = forms.ChoiceField(label="To whom is it to go?", choices=WAYS, widget=Radios)


class UseForm(Offering, Form):
    """Which team used it."""

    agency = one_of("Which agency?")
    team = forms.CharField(label="Which team?", max_length=120)
    used_on = DateField(label="On which day?")
    people = forms.IntegerField(
        label="How many people were there?", min_value=1, max_value=2000, required=False
    )
    said = area(
        2,
        label="What did they say?",
        max_length=1000,
        required=False,
        help_text="What they will do differently. Everybody of the partnership reads it. "
        + PSEUDONYMS,
    )
