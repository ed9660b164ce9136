"""The forms of those who write the yearly report, and what they make of what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldthread.house import Rung
from goldthread.measures.periods import Period
from goldthread.measures.printed import read_printed
from goldthread.register.models import Agency
from goldthread.ui.forms import Checkboxes, Form, Radios, VersionedForm
from goldthread.yearly_report.contents import (
    FigureChart,
    FigureTable,
    Kind,
    PrintedChange,
    PrintedChanges,
    Shape,
    Text,
)
from goldthread.yearly_report.editions import Edition
from goldthread.yearly_report.places import Place

LONG = 20_000
RUNG_HINTS = {
    Rung.ACTIVITY: "What was done, and how often",
    Rung.KNOWLEDGE: "What people know now that they did not",
    Rung.PRACTICE: "What was seen in records or at work",
    Rung.VOICE: "What children and families say about it",
    Rung.OUTCOME: "What moved for children",
}


def textarea(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class RemoveForm(VersionedForm):
    """Nothing but that a content is to go."""

    asks_anew = True


class StartForm(Form):
    """The year of a new report."""

    year = forms.CharField(label="Financial year", help_text="For example, 2025-26", max_length=20)
    title = forms.CharField(
        max_length=200,
        required=False,
        help_text="Leave it empty for the partnership’s name and the year",
    )


class SectionForm(Form):
    """A section's heading and, where it is to stay empty, why."""

    heading = forms.CharField(max_length=200)
    required = forms.MultipleChoiceField(
        label="What it answers",
        required=False,
        widget=Checkboxes,
        help_text="What the guidance asks for and this section gives",
    )
    left_empty_because = forms.CharField(
        label="Why there is nothing here",
        widget=textarea(3),
        max_length=2000,
        required=False,
        help_text="Only for a section that stays empty. It is printed in the section’s place.",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required: Any = self.fields["required"]
        required.choices = [(content.key, content.title) for content in edition.contents]


class ChangeSectionForm(VersionedForm, SectionForm):
    """A section that is there already."""


class ReasonForm(VersionedForm):
    """Why something is done to a report."""

    asks_anew = True
    reason = forms.CharField(widget=textarea(3), max_length=2000)

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question


class ApprovalForm(Form):
    """Which very text is approved, and for which partner, where somebody may speak for several."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    partner = forms.ChoiceField(label="For whom do you approve it?", widget=Radios)

    def __init__(self, *args: Any, partners: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner: Any = self.fields["partner"]
        partner.choices = [(each.public_id, each.name) for each in partners]
        if len(partner.choices) == 1:
            ((partner.initial, _),) = partner.choices
            partner.widget = partner.hidden_widget()


class NotYetForm(ApprovalForm):
    """Why a text is not approved yet, and by which partner."""

    reason = forms.CharField(
        label="Why not yet?",
        widget=textarea(3),
        max_length=2000,
        help_text="The business manager reads it, with everybody who may read the report here.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].label = "For whom do you say so?"


class ShowingForm(Form):
    """A small number, or a whole document, that may be shown because it is public already."""

    what = forms.ChoiceField(label="What may be shown")
    reason = forms.CharField(
        label="Where is it public already?",
        widget=textarea(3),
        max_length=2000,
        help_text="This reason stands beside the figure, for every reader",
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Choices:
    """What a writer may choose between: areas, the names of figures by key, periods by kind."""

    places: Sequence[Place]
    titles: Mapping[str, str]
    periods: Mapping[str, list[str]]


class _ContentForm(Form):
    """What all contents share. `content` of each gives what was typed, of a valid form."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=300,
        help_text="Where it was written before, if it was",
    )
    field_order: Any = None
    kind: Kind

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name == "areas" and isinstance(field, forms.MultipleChoiceField):
                field.choices = [(place.code, place.label) for place in choices.places]
            elif isinstance(field, ChosenField):
                field.hold(self[name].value() or (), choices.titles)
            elif isinstance(field, PeriodField):
                field.offer(choices.periods, self[name].value() or "")

    def typed(self) -> dict[str, Any]:
        """What stands in the form, to be kept as a draft."""
        return {name: self[name].value() for name in self.fields}


class TextForm(_ContentForm):
    """A passage."""

    kind = Kind.TEXT
    field_order = ("text", "rung", "source")
    text = forms.CharField(
        label="Passage",
        max_length=LONG,
        widget=textarea(14),
        help_text="A blank line begins a paragraph. ## begins a heading, * a point of a list,"
        " **two stars** make bold. Type {{ }} where a figure is to stand, and find it below.",
    )
    rung = forms.TypedChoiceField(
        label="What does it show?",
        choices=[(rung.value, rung.label) for rung in Rung],
        coerce=lambda value: Rung(int(value)),
        error_messages={"required": "Say what the passage shows"},
        widget=Radios(hints={rung.value: hint for rung, hint in RUNG_HINTS.items()}),
    )

    def content(self) -> Text:
        given = self.cleaned_data
        return Text(given["text"].replace("\r\n", "\n"), given["rung"], given["source"])


class LinesField(forms.CharField):
    """Several answers, one on each line."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=textarea(rows), max_length=LONG, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        return tuple(
            self.one(line.strip()) for line in super().clean(value).splitlines() if line.strip()
        )

    def one(self, line: str) -> Any:
        return line


class ChosenField(forms.MultipleChoiceField):
    """Answers that a picker put there, each with a tick that takes it out again."""

    widget = Checkboxes

    def hold(self, chosen: Iterable[str], words: Mapping[str, str]) -> None:
        """Show what was chosen, by its words where there are any."""
        self.choices = [(each, words.get(each, each)) for each in dict.fromkeys(chosen)]

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(super().clean(value))


class PeriodsField(ChosenField):
    """Periods, in order of time."""

    def clean(self, value: Any) -> tuple[str, ...]:
        try:
            periods = [Period.parse(each) for each in super().clean(value)]
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return tuple(str(p) for p in sorted(periods, key=lambda p: (p.starts_on, p.ends_on)))


class PeriodField(forms.ChoiceField):
    """One of the periods that are offered, or the one that stands there; empty for none."""

    def offer(self, periods: Mapping[str, list[str]], stands: str) -> None:
        known = {each for several in periods.values() for each in several}
        groups = [(name, [(each, each) for each in several]) for name, several in periods.items()]
        own = [(stands, stands)] if stands and stands not in known else []
        self.choices = [("", "None"), *own, *groups]


class PrintedField(LinesField):
    """Changes as a source printed them: key | area | printed."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return "\n".join(f"{row.key} | {row.area} | {row.printed}" for row in value)
        return value

    def one(self, line: str) -> PrintedChange:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3:
            raise ValidationError(f"“{line}” is not written as key | area | printed change")
        try:
            read_printed(parts[2])
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return PrintedChange(*parts)


class FiguresForm(_ContentForm):
    """What a table and a chart share: which figures, of which areas and periods."""

    title = forms.CharField(max_length=200)
    keys = ChosenField(
        label="Figures",
        help_text="Search for figures below and put them in; untick one to take it out",
    )
    areas = forms.MultipleChoiceField(label="Areas", widget=Checkboxes)
    periods = PeriodsField(label="Periods", help_text="Add others below; untick one to take it out")


class TableForm(FiguresForm):
    """A table of figures."""

    kind = Kind.TABLE
    field_order = ("title", "keys", "areas", "periods", "change_from", "change_to", "source")
    change_from = PeriodField(label="Change from", required=False)
    change_to = PeriodField(
        label="Change to",
        required=False,
        help_text="With both, the table has a column for the change, by our one rule",
    )

    def content(self) -> FigureTable:
        given = self.cleaned_data
        return FigureTable(
            title=given["title"],
            keys=given["keys"],
            areas=tuple(given["areas"]),
            periods=given["periods"],
            change_from=given["change_from"],
            change_to=given["change_to"],
            source=given["source"],
        )


class ChartForm(FiguresForm):
    """A chart."""

    kind = Kind.CHART
    field_order = ("title", "keys", "areas", "periods", "shape", "text", "source")
    shape = forms.ChoiceField(
        label="Drawn as",
        choices=[(Shape.LINE.value, "Lines over time"), (Shape.BAR.value, "Bars")],
        initial=Shape.LINE.value,
        widget=Radios,
    )
    text = forms.CharField(
        label="What it shows, in a sentence",
        required=False,
        max_length=1000,
        widget=textarea(3),
        help_text="For those who cannot see it. Leave it empty, and it is made from the figures.",
    )

    def content(self) -> FigureChart:
        given = self.cleaned_data
        return FigureChart(
            title=given["title"],
            keys=given["keys"],
            areas=tuple(given["areas"]),
            periods=given["periods"],
            shape=Shape(given["shape"]),
            text=given["text"],
            source=given["source"],
        )


class PrintedForm(_ContentForm):
    """Changes as a source printed them."""

    kind = Kind.PRINTED
    field_order = ("title", "rows", "change_from", "change_to", "source")
    title = forms.CharField(max_length=200)
    rows = PrintedField(
        rows=10,
        label="Changes as they were printed",
        help_text="One on each line: key | area | change, such as Up 7.6% pts, Down 8% or Static",
    )
    change_from = PeriodField(label="Change from")
    change_to = PeriodField(label="Change to")

    def content(self) -> PrintedChanges:
        given = self.cleaned_data
        return PrintedChanges(
            title=given["title"],
            rows=given["rows"],
            change_from=given["change_from"],
            change_to=given["change_to"],
            source=given["source"],
        )


ContentForm = TextForm | TableForm | ChartForm | PrintedForm

FORMS: dict[Kind, type[ContentForm]] = {
    form.kind: form for form in (TextForm, TableForm, ChartForm, PrintedForm)
}
