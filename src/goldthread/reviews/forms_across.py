"""The questions of keeping a year across cases."""

from typing import Any

from django import forms

from goldthread.reviews.forms import Act
from goldthread.ui.forms import Form, Radios


class KeepYearForm(Form):
    """Which year is kept."""

    year = forms.ChoiceField(
        label="Which year?",
        widget=Radios,
        help_text="The financial year in which the council became aware. A year is kept once: what is written down later is not in it.",
    )

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class DeclineYearForm(Act):
    """Why a year is not approved."""

    because_of = forms.CharField(
        label="Why is it not approved?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
