"""Forms for roles that are offered."""

from django import forms

from goldthread.ui.forms import Form, Radios, VersionedForm


class AnswerForm(Form):
    """Yes or no."""

    accepts = forms.TypedChoiceField(
        label="Do you accept?",
        choices=[("yes", "Yes, I accept"), ("no", "No, I decline")],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
    )


class WithdrawForm(VersionedForm):
    """Nothing but that it is meant."""

    asks_anew = True
