"""Our own forms at the door: joining, and choosing where to work."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.register.models import Space
from goldthread.ui.forms import Form, Radios

HOW_TO_CHOOSE = (
    "At least 15 characters. Three or four unrelated words are easy to remember. It must not be a "
    "common password, nor be like your name or your email address."
)


class JoinForm(Form):
    """A name and a password, from a one-time link."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        help_text="As your colleagues know it. It stands beside what you do here.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Choose a password",
        help_text=HOW_TO_CHOOSE,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label="The same password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password") and values.get("password") != values.get("again"):
            self.add_error("again", "The two passwords are not the same")
        return values


class ChooseSpaceForm(Form):
    """One of the partnerships in which somebody holds an appointment."""

    space = forms.ChoiceField(label="Which partnership do you want to work in?")

    def __init__(
        self, *args: Any, places: Iterable[Space], roles: dict[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        space = self.fields["space"]
        assert isinstance(space, forms.ChoiceField)
        space.widget = Radios(hints=roles)
        space.choices = [(place.code, place.name) for place in places]
