"""The questions of a partnership's quality standards for reviews."""

from collections.abc import Iterable
from typing import Any

from django import forms

from goldthread.reviews.forms import PSEUDONYMS, Act, area
from goldthread.reviews.models import QualityStandard, StandardAnswer
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm


class StandardForm(Form):
    """What is asked of every review, and where that comes from."""

    text = area(
        2, label="What is asked of a review?", max_length=300, help_text="One thing, in a sentence."
    )
    source = forms.CharField(
        label="Where does it come from?",
        max_length=200,
        help_text="Such as: agreed by the executive on 4 March 2026, after the national panel's guidance.",
    )
    holds_from = DateField(
        label="From which day?", help_text="For reviews that are decided on that day or later."
    )


class EndStandardForm(Act):
    """From when it holds no longer."""

    ended_on = DateField(label="From which day does it hold no longer?")


class StandardsForm(VersionedForm):
    """Each standard, with how the review stands."""

    def __init__(
        self,
        *args: Any,
        asked: Iterable[tuple[QualityStandard, StandardAnswer | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        for standard, given in self.asked:
            self.fields[f"stands_{standard.public_id}"] = forms.ChoiceField(
                label=standard.text,
                choices=StandardAnswer.Stands,
                widget=Radios,
                help_text=f"Source: {standard.source}",
                initial=given.stands if given else None,
            )
            self.fields[f"words_{standard.public_id}"] = area(
                2,
                label=f"What shows it? {standard.text}",
                max_length=2000,
                required=False,
                initial=given.words if given else "",
                help_text=f"Partly or not met: what is missing. {PSEUDONYMS}",
            )

    @property
    def answers(self) -> dict[int, tuple[str, str]]:
        """What was answered: the standard's key -> (how it stands, words)."""
        given = self.cleaned_data
        return {
            each.pk: (given[f"stands_{each.public_id}"], given[f"words_{each.public_id}"])
            for each, _ in self.asked
        }
