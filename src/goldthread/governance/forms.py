"""Narrowing the list of agencies, and saying who sits in a group."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.accounts.models import Appointment
from goldthread.register.models import Agency, Membership
from goldthread.ui.forms import DateField, FilterForm, Form, VersionedForm


class AgencyFilterForm(FilterForm):
    """By name, by what they are, and by their place."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    kind = forms.ChoiceField(
        label="What they are", choices=[("", "Anything"), *Agency.Kind.choices], required=False
    )
    standing = forms.ChoiceField(
        label="Their place", choices=[("", "Any"), *Membership.Standing.choices], required=False
    )


class AddMemberForm(Form):
    """Somebody who is appointed in the partnership, and from when they sit in the group."""

    person = forms.ChoiceField(error_messages={"required": "Choose a person"})
    starts_on = DateField(label="First day")

    def __init__(self, appointments: Iterable[Appointment], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        named: dict[str, str] = {}
        for each in appointments:
            named.setdefault(each.person.public_id, f"{each.person}, {each.title.lower()}")
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", "Choose"), *named.items()]


class EndMemberForm(VersionedForm):
    """The last day on which somebody sits in a group."""

    ends_on = DateField(label="Last day")
