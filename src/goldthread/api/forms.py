"""Forms of tokens: making one, ending it, switching them on."""

from django import forms

from goldthread.ui.dates import DateField
from goldthread.ui.forms import Form, Radios, VersionedForm


class TokenForm(Form):
    """What a token is for, until when, and whether it sends."""

    name = forms.CharField(
        label="What is it for?",
        max_length=80,
        help_text="So that you know it again: “Power BI on the analyst’s laptop”.",
        error_messages={"required": "Say what it is for"},
    )
    may_send = forms.TypedChoiceField(
        label="What may the program do?",
        choices=[("no", "Read only"), ("yes", "Read, and send returns")],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
        error_messages={"required": "Choose what the program may do"},
    )
    ends_on = DateField(
        label="Last day",
        help_text="At most a year from today.",
        error_messages={"required": "Enter the last day on which it works"},
    )


class SwitchForm(VersionedForm):
    """On or off, and why."""

    is_on = forms.TypedChoiceField(
        label="May people make tokens for programs of their own?",
        choices=[("yes", "Yes"), ("no", "No: tokens that there are open nothing any more")],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
        error_messages={"required": "Choose yes or no"},
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        error_messages={"required": "Say why"},
    )


class EndForm(VersionedForm):
    """Nothing but that it is meant."""

    asks_anew = True
