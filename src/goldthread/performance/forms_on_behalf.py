"""The question of how an agency told what the business unit enters for it."""

from typing import Any

from django import forms

from goldthread.files.fields import PaperField
from goldthread.files.sent import Sent
from goldthread.performance.models import Return
from goldthread.ui.forms import DateField, Form, Radios


class OnBehalfForm(Form):
    """How an agency told its figures, where the business unit enters them."""

    how = forms.ChoiceField(
        label="How did the agency tell you its figures?",
        choices=[
            (Return.Heard.TELEPHONE.value, "By telephone"),
            (Return.Heard.LETTER.value, "In a letter or an e-mail"),
            (Return.Heard.FILE.value, "In a file that they filled in and sent"),
        ],
        widget=Radios(
            hints={
                Return.Heard.LETTER.value: "You send it below, and type its figures on the next page.",
                Return.Heard.FILE.value: "You send that file on the next page, as it came; it is kept.",
            }
        ),
        error_messages={"required": "Choose how they told you"},
    )
    heard_from = forms.CharField(
        label="Who told you, or sent it?",
        max_length=120,
        error_messages={"required": "Enter the name of the person at the agency"},
    )
    heard_on = DateField(label="On which day?")
    letter = PaperField(
        required=False,
        label="The letter or e-mail (of a telephone call, a note of it if there is one)",
        help_text="PDF, Word (.docx), or a photograph or scan (JPEG, PNG), up to 10 MB. It is kept as it came, for those who see this return. Leave out what names a child.",
    )

    def __init__(self, *args: Any, sent: Sent | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent = sent

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        letter, how = answers.get("letter"), answers.get("how")
        if letter and self._sent is not None and self._sent.refused:
            self.add_error("letter", self._sent.refused)
        elif how == Return.Heard.LETTER and not letter and "letter" not in self.errors:
            self.add_error("letter", "Choose the letter or e-mail: it is kept beside the figures")
        elif how == Return.Heard.FILE and letter:
            self.add_error("letter", "Their file is sent on the next page: leave this empty")
        return answers
