"""Narrowing the list of agencies."""

from django import forms

from goldthread.register.models import Agency, Membership
from goldthread.ui.forms import FilterForm


class AgencyFilterForm(FilterForm):
    """By name, by what they are, and by their place."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    kind = forms.ChoiceField(
        label="What they are", choices=[("", "Anything"), *Agency.Kind.choices], required=False
    )
    standing = forms.ChoiceField(
        label="Their place", choices=[("", "Any"), *Membership.Standing.choices], required=False
    )
