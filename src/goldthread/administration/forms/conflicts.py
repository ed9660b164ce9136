"""Forms for conflicts of interest."""

from django import forms

from goldthread.ui.forms import Form, VersionedForm


class DeclareForm(Form):
    """Why somebody must not see a record."""

    reason = forms.CharField(
        label="What is your tie to it?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: a relative is concerned. Only you can read this. Name no child.",
    )


class EndConflictForm(VersionedForm):
    """That the tie is no more."""

    asks_anew = True
