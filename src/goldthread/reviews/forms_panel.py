"""The questions about the family of a case, and about the Panel's form."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldthread.files.fields import LimitedFileField
from goldthread.files.word.opening import ENDING, MOST_BYTES
from goldthread.reviews.forms import PSEUDONYMS, area
from goldthread.reviews.models import TemplateCell, Tie
from goldthread.reviews.models.ties import ALONE
from goldthread.reviews.panel.catalogue import catalogue, offered, proposed
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm

Kind = Tie.Kind
_FAMILY = [each for each in Kind if each not in ALONE and each is not Kind.IN_TOUCH]
KINDS = [
    ("", "Choose"),
    ("Of the person alone", [(each.value, each.label) for each in Kind if each in ALONE]),
    ("In the family and the household", [(each.value, each.label) for each in _FAMILY]),
    (
        "To an agency, or anybody outside the household",
        [(Kind.IN_TOUCH.value, Kind.IN_TOUCH.label)],
    ),
]
NOBODY = ("", "Choose, or leave it")


class TieForm(Form):
    """One tie, as a sentence: who, what, to whom."""

    who: Any = forms.ModelChoiceField(
        None, label="Who?", to_field_name="public_id", empty_label="Choose a person"
    )
    kind = forms.ChoiceField(label="What is written down?", choices=KINDS)
    to = forms.ChoiceField(
        label="To whom?",
        required=False,
        help_text="A person of the case, or an agency. Leave it where it holds of the person alone.",
    )
    to_other = forms.CharField(
        label="Or to somebody else",
        max_length=120,
        required=False,
        help_text="Without a name, such as: a neighbour, football club.",
    )
    strength = forms.ChoiceField(
        label="How strong is it?",
        choices=Tie.Strength,
        widget=Radios,
        required=False,
        help_text="Of whom somebody is in touch with.",
    )
    since = DateField(label="Since when?", required=False)
    words = area(2, max_length=1000, label="More about it", required=False, help_text=PSEUDONYMS)

    def __init__(self, *args: Any, people: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["who"].queryset = people
        self.ends = {f"person {each.public_id}": each for each in people}
        self.ends |= {f"agency {each.public_id}": each for each in agencies}
        grouped = {
            group: [(key, str(row)) for key, row in self.ends.items() if key.startswith(begins)]
            for group, begins in (("People of the case", "person"), ("Agencies", "agency"))
        }
        fields["to"].choices = [NOBODY, *((name, rows) for name, rows in grouped.items() if rows)]

    @property
    def given(self) -> dict[str, Any]:
        """What the act takes."""
        given = dict(self.cleaned_data)
        to = given.pop("to")
        end = self.ends.get(to)
        given["to_person"] = end if to.startswith("person") else None
        given["to_agency"] = end if to.startswith("agency") else None
        return given


class ForPanelForm(VersionedForm):
    """What the Panel's form asks for, and no other page of the review."""

    place = area(2, label="Where did it happen?", required=False)
    harm_type = area(2, label="Which type of harm?", required=False)
    who_harmed = area(
        2,
        label="Who is thought to have caused the harm?",
        required=False,
        help_text="What they are to the child, such as: the mother's partner.",
    )
    history = area(6, label="Relevant history", required=False, help_text=PSEUDONYMS)
    childs_voice = area(
        6,
        label="What was life like for the child, and what did the child say?",
        required=False,
        help_text="Also what was not asked. " + PSEUDONYMS,
    )
    family_views = area(4, label="What does the family say?", required=False, help_text=PSEUDONYMS)
    equality = area(
        4,
        label="Equality, race and identity",
        required=False,
        help_text="What race, culture, disability and other parts of who they are meant for the case, together.",
    )
    not_engaged = area(
        3, label="Which agencies should have taken part, and did not?", required=False
    )
    already_changed = area(4, label="What has changed already?", required=False)
    national_issues = area(3, label="Issues of national importance", required=False)
    remaining_learning = area(
        4,
        label="If no review follows: how is the remaining learning taken?",
        required=False,
    )
    parallel_processes = area(
        3,
        label="Other processes about the case",
        required=False,
        help_text="Criminal, inquest, safeguarding adults review, domestic abuse related death review, patient safety and others. Say so where there are none.",
    )


class TemplateForm(Form):
    """A version of the Panel's form."""

    file = LimitedFileField(
        most=MOST_BYTES,
        label="The Panel's form",
        widget=forms.FileInput(attrs={"accept": ENDING}),
        help_text="The blank form as Word document (.docx), with nobody's details in it.",
    )


class CellsForm(VersionedForm):
    """What goes into each blank of the form."""

    marks_optional = False

    def __init__(self, *args: Any, cells: Sequence[TemplateCell], is_new: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.cells = list(cells)
        for cell in self.cells:
            guess = proposed(cell.words) if is_new and not cell.takes else ""
            if guess and (cell.holds == "tick") != catalogue()[guess].ticks:
                guess = ""
            hint = f"Under: {cell.under}." if cell.under else ""
            if guess:
                hint = f"{hint} Proposed from the words: check it.".strip()
            self.fields[self.name(cell)] = forms.ChoiceField(
                label=str(cell),
                help_text=hint,
                required=False,
                initial=cell.takes or guess,
                choices=[("", "Nothing"), *offered(holds=cell.holds)],
            )

    @staticmethod
    def name(cell: TemplateCell) -> str:
        return f"cell_{cell.number}"

    @property
    def takes(self) -> dict[str, str]:
        """The key of what goes there, by the place of each blank."""
        return {cell.place: self.cleaned_data[self.name(cell)] for cell in self.cells}


class PanelFileForm(Form):
    """Why a form is made that says by name who is meant."""

    because = area(
        2,
        max_length=400,
        label="Why is it needed?",
        help_text="Such as: to send the review to the Panel. Kept with your name, for good.",
    )

    def __init__(self, *args: Any, names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names:
            del self.fields["because"]
