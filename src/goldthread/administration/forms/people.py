"""Forms for people and their appointments."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from goldthread.access.principal import Principal
from goldthread.accounts.rules import has_its_agency, speaks_for_a_partner
from goldthread.administration.people import Wanted, agencies_of, areas_of
from goldthread.house import ROLES, Role
from goldthread.register.members import is_statutory
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


WHOLE_PARTNERSHIP = "whole"


class AppointForm(Form):
    """Somebody's address, whom they work for, a role, and from when."""

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="The one that their agency gave them. A letter goes there, whoever they are.",
        error_messages={"required": "Enter their email address"},
    )
    agency = forms.ChoiceField(
        label="Whom do they speak, sign or work for?",
        error_messages={"required": "Choose an agency, or the whole partnership"},
    )
    role = forms.TypedChoiceField(
        label="Role",
        choices=[(role.value, card.title) for role, card in ROLES.items()],
        coerce=Role,
        error_messages={"required": "Choose a role"},
        widget=Radios(hints={role.value: card.purpose for role, card in ROLES.items()}),
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
        self.today, self.space = on, principal.space
        self.agencies = {each.public_id: each for each in agencies_of(principal, on=on)}
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ChoiceField)
        agency.choices = [
            ("", "Choose"),
            (WHOLE_PARTNERSHIP, "The whole partnership"),
            *((public_id, each.name) for public_id, each in self.agencies.items()),
        ]
        offer(self, "area", areas_of(principal, on=on))

    def clean_agency(self) -> Agency | None:
        return self.agencies.get(self.cleaned_data["agency"])

    def clean(self) -> dict[str, Any]:
        """The question of the agency is answered as the role needs it, and told beside it if not."""
        given = super().clean() or {}
        if "role" in given and "agency" in given:
            role, agency = given["role"], given["agency"]
            decision = has_its_agency(role, agency is not None)
            if decision and agency is not None and self.space is not None:
                on = given.get("starts_on") or self.today
                partner = is_statutory(agency, space_id=self.space.id, on=on)
                decision = speaks_for_a_partner(role, partner)
            for reason in decision.reasons:
                self.add_error("agency", reason)
        return given


class EndAppointmentForm(VersionedForm):
    """When an appointment ends, and why."""

    asks_anew = True

    on = DateField(
        label="From which day is the access gone?",
        help_text="Today means at once: also from pages that are open now.",
    )
    because_of = forms.CharField(label="Why does it end?", max_length=200)


class SignOutForm(Form):
    """Nothing is asked: the page says what happens."""


class RecoverForm(VersionedForm):
    """That the one who asks knows who they spoke with."""

    asks_anew = True

    is_known = forms.BooleanField(
        label="I have checked that I am speaking with this person",
    )
