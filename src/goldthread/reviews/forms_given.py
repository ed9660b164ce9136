"""The questions of an agency's part: its summary, its entries, and the names in them."""

from typing import Any

from django import forms

from goldthread.files.fields import SPREADSHEETS, SpreadsheetField
from goldthread.imports.forms import MOST
from goldthread.reviews.forms import PSEUDONYMS, Act, Offering, area, several
from goldthread.reviews.models import ChronologyEntry
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm


class SummaryForm(VersionedForm):
    """Whether the agency knew the family, and what it knows."""

    knew_the_family = forms.TypedChoiceField(
        label="Did your agency know the child or the family?",
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda value: value == "True",
        widget=Radios,
    )
    summary = area(10, label="Summary", required=False, help_text=PSEUDONYMS)
    heard_how = forms.CharField(
        label="How did you hear it from the agency?",
        max_length=120,
        help_text="Such as: by telephone from the named nurse, 14 May.",
    )

    def __init__(self, *args: Any, on_behalf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not on_behalf:
            del self.fields["heard_how"]


class EntryForm(Form):
    """One event."""

    happened_on = DateField(label="On which day was it?")
    kind = forms.ChoiceField(label="What was it?", choices=ChronologyEntry.Kind, widget=Radios)
    text = area(
        5,
        label="What happened?",
        help_text="Names of the case are turned into pseudonyms, and you check them next.",
    )


class CheckForm(Offering, VersionedForm):
    """An entry in pseudonyms, as its checker reads it."""

    text = area(6, label="As it will stand", required=False)
    people = several("Whom is it about?", required=False)
    keep = forms.ChoiceField(
        label="Is it right?",
        choices=[("keep", "Yes, no name is left in it"), ("drop", "Leave this entry out")],
        widget=Radios,
    )


class AgainForm(Act):
    """Until when an agency is asked again."""

    due_on = DateField(label="Until when?")


class LetterForm(Form):
    """Why a letter is made that names who is meant."""

    because = area(
        2,
        max_length=400,
        label="Why is it needed?",
        help_text="Such as: so that the trust can find the records. Kept with your name, for good.",
    )


class SpreadsheetForm(Form):
    """An agency's own chronology."""

    file = SpreadsheetField(
        most=MOST.size,
        label="Spreadsheet or Word document",
        widget=forms.FileInput(attrs={"accept": f"{SPREADSHEETS},.docx"}),
        help_text="A table with the columns Date and What happened; Time, Source and Kind if you like. As .xlsx, .xls, .ods, CSV or .docx.",
    )
