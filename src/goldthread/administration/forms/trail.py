"""Narrowing the trail."""

from typing import Any

from django import forms

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.administration.forms.people import offer
from goldthread.administration.people import people_in_sight
from goldthread.administration.trail import kinds_found
from goldthread.ui.forms import DateField, FilterForm


class TrailFilterForm(FilterForm):
    """By what was done, by whom, on which day; `record` is the pseudonym of one record."""

    kind = forms.ChoiceField(label="What was done", required=False)
    person = forms.ModelChoiceField(
        label="By whom",
        queryset=Person.objects.none(),
        to_field_name="public_id",
        empty_label="Anybody",
        required=False,
    )
    on = DateField(label="On which day", required=False)
    record = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, principal: Principal, **more: Any) -> None:
        super().__init__(*args, **more)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "Anything"), *kinds_found(principal)]
        offer(self, "person", people_in_sight(principal).order_by("name", "pk"))
