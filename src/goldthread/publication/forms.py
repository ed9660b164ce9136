"""What the gate asks: what is to be published, why findings may stand, who reads, who was prepared."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.files.draft.apart import MOST_BYTES
from goldthread.files.fields import LimitedFileField
from goldthread.publication.models import TEXT, Found, Publication
from goldthread.publication.steps import READERS
from goldthread.ui.forms import Checkboxes, Form, Radios, VersionedForm

NO_RECORD = "-"


def _words(
    label: str, missing: str, *, help_text: str = "", required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class ProposeForm(Form):
    """What is to become public, about which record, and in which way."""

    of = forms.ChoiceField(label="Which record is it about?", required=False)
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="As everybody will read it. No name, date or place of the case.",
        error_messages={"required": "Enter a title"},
    )
    summary = _words(
        "Summary", "", help_text="Stands under the title on the public page.", required=False
    )
    way = forms.ChoiceField(
        label="How is it to be published?",
        choices=Publication.Way.choices,
        widget=Radios,
        error_messages={"required": "Choose how it is to be published"},
    )
    why = _words(
        "Why in this way?", "Say why", help_text="For those at work on it; it is not published."
    )
    replaces = forms.ChoiceField(label="Does it replace what is public now?", required=False)

    def __init__(
        self,
        *args: Any,
        records: Iterable[tuple[str, str]],
        public: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered, none in (("of", records, "No record"), ("replaces", public, "Nothing")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", none), *offered]


class DraftForm(Form):
    """The draft itself, as it came from its writer."""

    file = LimitedFileField(
        label="Draft",
        most=MOST_BYTES,
        help_text="A Word document (.docx) or a PDF.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf"}),
        error_messages={"required": "Choose a file"},
    )


class DismissForm(Form):
    """Which findings may stand, and why."""

    findings = forms.MultipleChoiceField(
        label="Findings", error_messages={"required": "Choose at least one finding"}
    )
    because = _words("Why may they stand?", "Say why they may stand")

    def __init__(self, *args: Any, left: Iterable[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["findings"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.public_id, str(row)) for row in left]


class ReadersForm(Form):
    """The two people who read it."""

    readers: Any = forms.ModelMultipleChoiceField(
        label="Who is to read it?",
        queryset=None,
        widget=Checkboxes,
        help_text="Two people who did not prepare it. Neither sees the other’s answer before their own.",
        error_messages={"required": "Choose two people"},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["readers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people

    def clean_readers(self) -> Any:
        chosen = self.cleaned_data["readers"]
        if len(chosen) != READERS:
            raise forms.ValidationError("Choose two people")
        return chosen


class AnswerForm(Form):
    """Whether it may go out."""

    may_go_out = forms.TypedChoiceField(
        label="May it go out as it is?",
        choices=(("yes", "Yes, it may go out"), ("no", "No, something has to change")),
        coerce=lambda said: said == "yes",
        widget=Radios,
        error_messages={"required": "Choose yes or no"},
    )
    words = _words("What has to change, or what you looked at", "", required=False)


class ConfirmForm(VersionedForm):
    """Whether this was done."""

    is_needed = forms.TypedChoiceField(
        label="Is it done?",
        choices=(("yes", "Yes"), ("no", "It is not needed")),
        coerce=lambda said: said == "yes",
        widget=Radios,
        error_messages={"required": "Choose whether it is done"},
    )
    words = _words(
        "What was done, with whom and when, or why it is not needed",
        "Say what was done, or why it is not needed",
    )


class NoticeForm(VersionedForm):
    """When the Panel and the minister were told."""

    on = forms.DateField(
        label="When were the Panel and the minister told?",
        error_messages={"required": "Enter the day"},
    )
    reference = forms.CharField(
        label="Reference",
        max_length=120,
        help_text="Such as that of the e-mail or upload.",
        error_messages={"required": "Enter the reference"},
    )


class PublishForm(Form):
    """That the draft which was looked at is the one that is meant."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class GiveForm(Form):
    """Where it was given."""

    to = forms.CharField(
        label="To whom was it given, or under which number does the repository have it?",
        max_length=200,
        error_messages={"required": "Enter where it was given"},
    )


class KeepForm(VersionedForm):
    """How long it stays, and why."""

    asks_anew = True

    until = forms.DateField(
        label="Until which day does it stay?", error_messages={"required": "Enter the day"}
    )
    because = _words("Why does it stay longer?", "Say why it stays longer")


class WithdrawForm(VersionedForm):
    """Why it is withdrawn."""

    asks_anew = True

    because = _words("Why?", "Say why")
