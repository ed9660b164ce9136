"""The questions about who is meant in a case, and who may see it."""

from typing import Any

from django import forms

from goldthread.accounts.models import Person
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm
from goldthread.vault.models import Identity


class IdentityForm(Form):
    """Who is meant, and the pseudonym that stands for them everywhere else."""

    kind = forms.ChoiceField(label="Who is it?", choices=Identity.Kind, widget=Radios)
    pseudonym = forms.CharField(
        label="Pseudonym",
        max_length=40,
        help_text="Such as Child A, Mother, Health visitor 1. The case speaks of them by this alone.",
    )
    part = forms.CharField(
        label="What they are in the case",
        max_length=120,
        required=False,
        help_text="Without a name, such as: half-brother of Child A.",
    )
    name = forms.CharField(label="Full name", max_length=160)
    other_names = forms.CharField(
        label="Other names",
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Earlier names, nicknames, other spellings: one on each line.",
    )
    born_on = DateField(label="Date of birth", required=False)
    identifier = forms.CharField(label="NHS number", max_length=40, required=False)


class CorrectionForm(VersionedForm):
    """Who is meant, written anew; what is asked is asked as it was the first time."""

    name = IdentityForm.base_fields["name"]
    other_names = IdentityForm.base_fields["other_names"]
    was_somebody_else = forms.BooleanField(
        label="The name that stood here is somebody else’s",
        required=False,
        help_text="Else it stays among the other names, since a text may hold it.",
    )
    born_on = IdentityForm.base_fields["born_on"]
    identifier = IdentityForm.base_fields["identifier"]
    part = IdentityForm.base_fields["part"]
    because = forms.CharField(
        label="What was wrong?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept sealed with your name, the time and what stood here before.",
    )


class NameSomebodyForm(Form):
    """Who may see inside the case, and until when."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Who may see inside this case?",
        to_field_name="public_id",
        empty_label="Choose a person",
    )
    until = DateField(
        label="Until when?",
        required=False,
        help_text="Leave it blank for as long as the case goes on.",
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = offered


class RevealForm(Form):
    """Why a name is needed."""

    because = forms.CharField(
        label="Why do you need to see the name?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with your name and the time, for good.",
    )
