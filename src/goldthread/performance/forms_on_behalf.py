"""The question of how an agency told what the business unit enters for it."""

from django import forms

from goldthread.performance.models import Return
from goldthread.ui.forms import DateField, Form, Radios


class OnBehalfForm(Form):
    """How an agency told its figures, where the business unit enters them."""

    how = forms.ChoiceField(
        label="How did the agency tell you its figures?",
        choices=[
            (Return.Heard.TELEPHONE.value, "By telephone"),
            (Return.Heard.FILE.value, "In a file that they filled in and sent"),
        ],
        widget=Radios(
            hints={Return.Heard.FILE.value: "You send that file here as it came; it is kept."}
        ),
        error_messages={"required": "Choose how they told you"},
    )
    heard_from = forms.CharField(
        label="Who told you, or sent it?",
        max_length=120,
        error_messages={"required": "Enter the name of the person at the agency"},
    )
    heard_on = DateField(label="On which day?")
