"""Forms of links: whom to ask, the code, and switching them on."""

from django import forms

from goldthread.links.codes import LENGTH, as_typed
from goldthread.links.rules import MOST_DAYS
from goldthread.ui.forms import Form, Radios, VersionedForm


class AskForm(Form):
    """Who is asked, and where the address goes."""

    name = forms.CharField(
        label="Name of the person",
        max_length=60,
        help_text="What they give says so: “given through a link by” this name.",
        error_messages={"required": "Enter the name of the person"},
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="The address of the link goes there now. The code never does.",
        error_messages={"required": "Enter their email address"},
    )


class CodeForm(Form):
    """Nothing but the code."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Eight letters and numbers. The partnership gave them to you by telephone or on paper.",
        error_messages={"required": "Enter the code"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )

    def clean_code(self) -> str:
        code = as_typed(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError("Enter the eight letters and numbers of the code")
        return code


class SwitchForm(VersionedForm):
    """On or off, for how long, and why."""

    is_on = forms.TypedChoiceField(
        label="May people without an account be asked by a link?",
        choices=[("yes", "Yes"), ("no", "No: links that are open now end")],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
        error_messages={"required": "Choose yes or no"},
    )
    days = forms.IntegerField(
        label="For how many days does a link work?", min_value=1, max_value=MOST_DAYS
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        error_messages={"required": "Say why"},
    )


class WithdrawForm(VersionedForm):
    """Nothing but that it is meant."""

    asks_anew = True
