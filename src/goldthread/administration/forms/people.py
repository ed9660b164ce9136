"""Forms for people and their appointments."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.administration.people import Wanted, agencies_of, areas_of
from goldthread.house import ROLES, Role
from goldthread.register.models import Agency, Area
from goldthread.ui.forms import DateField, FilterForm, Form, Radios, VersionedForm


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let one of these rows be chosen in a field of the form."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class SearchForm(FilterForm):
    """Narrows the list of people. What is typed is a name: it is posted, and stands in no address."""

    text = forms.CharField(label="Name, agency or role", max_length=120, required=False)
    wanted = forms.TypedChoiceField(
        label="Appointments",
        choices=[(wanted.value, wanted.value) for wanted in Wanted],
        coerce=Wanted,
        empty_value=Wanted.HOLDING,
        required=False,
    )


class AppointForm(Form):
    """Somebody's name and address, a role, and from when."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter their name"}
    )
    email = forms.EmailField(
        label="Email address",
        help_text="The one that their agency gave them. Whoever has no account yet is sent a link.",
        error_messages={"required": "Enter their email address"},
    )
    role = forms.TypedChoiceField(
        label="Role",
        choices=[(role.value, card.title) for role, card in ROLES.items()],
        coerce=Role,
        error_messages={"required": "Choose a role"},
        widget=Radios(hints={role.value: card.purpose for role, card in ROLES.items()}),
    )
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="No agency: the whole partnership",
        help_text="For those who speak, sign or work for one agency.",
    )
    area = forms.ModelChoiceField(
        queryset=Area.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="No limit: every area",
        help_text="Choose one only where the appointment is for that area alone.",
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(
        label="Last day", required=False, help_text="Leave empty until it is known."
    )

    def __init__(self, *args: Any, principal: Principal, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "agency", agencies_of(principal, on=on))
        offer(self, "area", areas_of(principal, on=on))


class EndAppointmentForm(VersionedForm):
    """When an appointment ends, and why."""

    on = DateField(
        label="From which day is the access gone?",
        help_text="Today means at once: also from pages that are open now.",
    )
    because_of = forms.CharField(label="Why does it end?", max_length=200)


class RecoverForm(VersionedForm):
    """That the one who asks knows who they spoke with."""

    is_known = forms.BooleanField(
        label="I have checked that I am speaking with this person",
    )
