"""The questions of a draft: the file, what is wrong in it, and what was made of that."""

from django import forms

from goldthread.files.draft.apart import MOST_BYTES
from goldthread.files.fields import LimitedFileField
from goldthread.reviews.forms import PSEUDONYMS, Act, area
from goldthread.ui.forms import DateField, Form, Radios


class SendDraftForm(Form):
    """The draft, and until when agencies have time."""

    file = LimitedFileField(
        label="Draft",
        most=MOST_BYTES,
        help_text="A Word document (.docx) or a PDF, in pseudonyms.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf"}),
        error_messages={"required": "Choose a file"},
    )
    due_on = DateField(label="Until when do agencies say what is wrong in it?")


class WrongForm(Form):
    """What is wrong, and what is right."""

    place = area(
        1,
        label="Where does it stand?",
        max_length=200,
        help_text="Such as: page 4, second paragraph.",
    )
    wrong = area(2, label="What is wrong?", max_length=2000, help_text=PSEUDONYMS)
    right = area(3, label="What is right, and what shows it?", max_length=2000)


class TakenForm(Act):
    """Taken over, or not and why."""

    is_taken_over = forms.TypedChoiceField(
        label="Is it taken over?",
        choices=[("yes", "Yes, into the next version"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    because = area(
        2, label="What was made of it?", max_length=2000, required=False, help_text="A no says why."
    )
