"""The questions of "What have we done?": what came, whether it is relevant, how each agency stands."""

from typing import Any

from django import forms

from goldthread.improvement.forms import PSEUDONYMS, area, several
from goldthread.improvement.forms_acts import Act
from goldthread.improvement.models import Benchmark, Standing
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm

LONGEST_POINT = 400


class BenchmarkForm(Form):
    """What came from outside, and what it recommends."""

    kind = forms.ChoiceField(label="What came?", choices=Benchmark.Kind, widget=Radios)
    title = forms.CharField(label="What is it called?", max_length=200)
    published_on = DateField(label="When was it published?")
    address = forms.URLField(
        label="Where is it published?", max_length=400, required=False, assume_scheme="https"
    )
    due_on = DateField(label="When is our answer due?")
    points = area(
        10, 40000, label="What does it recommend?", help_text="Each recommendation on its own line."
    )

    def clean_points(self) -> list[tuple[str, int]]:
        """A recommendation for each line."""
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines()]
        long = [line for line in lines if len(line) > LONGEST_POINT]
        if long:
            words = f"Shorten to {LONGEST_POINT} characters: {long[0][:60]}…"
            raise forms.ValidationError(words)
        return [(line, 1) for line in lines if line]


class RelevantForm(Act):
    """Why it is relevant, and who is asked."""

    because = area(3, label="Why is it relevant here?")
    agencies = several("Which agencies are asked?")
    ourselves = forms.BooleanField(
        label="The partnership itself is asked too",
        required=False,
        help_text="For what is recommended to the partnership as a whole. The business unit answers.",
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies: Any = self.fields["agencies"]
        agencies.queryset = offered


class StandingForm(VersionedForm):
    """How one agency stands on one point."""

    stands = forms.ChoiceField(label="How does it stand?", choices=Standing.Stands, widget=Radios)
    evidence = area(
        label="What shows it?",
        help_text=f"Partly or not: what is missing. Does not apply: why. {PSEUDONYMS}",
    )


class EndForm(Act):
    """What follows from the whole answer."""

    because = area(
        label="What follows?", required=False, help_text="It stands on the page of the answer."
    )
