"""Forms at the door."""

from django import forms

from goldthread.ui.forms import Form


class JoinForm(Form):
    """Choosing a password from a one-time link."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 15 characters. Three or four unrelated words are easy to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label="The same password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict:
        values = super().clean() or {}
        if values.get("password") and values.get("password") != values.get("again"):
            self.add_error("again", "The two passwords are not the same")
        return values
