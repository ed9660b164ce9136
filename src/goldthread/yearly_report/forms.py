"""The forms of those who write the yearly report, and what they make of what was typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldthread.house import Rung
from goldthread.measures.periods import Period
from goldthread.measures.printed import read_printed
from goldthread.register.models import Agency
from goldthread.ui.forms import Checkboxes, Form, Radios
from goldthread.yearly_report.contents import (
    Content,
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


class VersionForm(Form):
    """Which version of a content its reader saw."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)


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
    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required: Any = self.fields["required"]
        required.choices = [(content.key, content.title) for content in edition.contents]


class ReasonForm(Form):
    """Why something is done."""

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


class ContentForm(Form):
    """What all contents share; `content` gives what was typed, `typed` what to show of one."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=300,
        help_text="Where it was written before, if it was",
    )
    field_order: Any = None
    kind: Kind

    def __init__(self, *args: Any, places: Iterable[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "areas" in self.fields:
            areas: Any = self.fields["areas"]
            areas.choices = [(place.code, place.label) for place in places]

    def content(self) -> Content:
        """The content as it was typed; only of a valid form."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """What stands in the form, to be kept as a draft."""
        return {name: self[name].value() for name in self.fields}


class TextForm(ContentForm):
    """A passage."""

    kind = Kind.TEXT
    field_order = ("text", "rung", "source")
    text = forms.CharField(
        label="Passage",
        max_length=LONG,
        widget=textarea(14),
        help_text="A blank line begins a paragraph. ## begins a heading, * a point of a list,"
        " **two stars** make bold. A figure is written as {{ key | area | period }}: search below.",
    )
    rung = forms.TypedChoiceField(
        label="What does it show?",
        choices=[(rung.value, rung.label) for rung in Rung],
        coerce=lambda value: Rung(int(value)),
        initial=Rung.ACTIVITY.value,
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


class PeriodsField(LinesField):
    """Periods as people write them."""

    def one(self, line: str) -> str:
        try:
            return str(Period.parse(line))
        except ValueError as error:
            raise ValidationError(str(error)) from None


class PeriodField(forms.CharField):
    """One period, as people write it; empty for none."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        try:
            return str(Period.parse(written)) if written else ""
        except ValueError as error:
            raise ValidationError(str(error)) from None


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


class FiguresForm(ContentForm):
    """What a table and a chart share: which figures, of which areas and periods."""

    title = forms.CharField(max_length=200)
    keys = LinesField(
        label="Figures", help_text="One key on each line, in the order wanted: search below"
    )
    areas = forms.MultipleChoiceField(label="Areas", widget=Checkboxes)
    periods = PeriodsField(
        label="Periods", help_text="One on each line, such as 2022-23, 2022-23 Q1 or 2023-03"
    )


class TableForm(FiguresForm):
    """A table of figures."""

    kind = Kind.TABLE
    field_order = ("title", "keys", "areas", "periods", "change_from", "change_to", "source")
    change_from = PeriodField(label="Change from", required=False, max_length=20)
    change_to = PeriodField(
        label="Change to",
        required=False,
        max_length=20,
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


class PrintedForm(ContentForm):
    """Changes as a source printed them."""

    kind = Kind.PRINTED
    field_order = ("title", "rows", "change_from", "change_to", "source")
    title = forms.CharField(max_length=200)
    rows = PrintedField(
        rows=10,
        label="Changes as they were printed",
        help_text="One on each line: key | area | change, such as Up 7.6% pts, Down 8% or Static",
    )
    change_from = PeriodField(label="Change from", max_length=20)
    change_to = PeriodField(label="Change to", max_length=20)

    def content(self) -> PrintedChanges:
        given = self.cleaned_data
        return PrintedChanges(
            title=given["title"],
            rows=given["rows"],
            change_from=given["change_from"],
            change_to=given["change_to"],
            source=given["source"],
        )


FORMS: dict[Kind, type[ContentForm]] = {
    form.kind: form for form in (TextForm, TableForm, ChartForm, PrintedForm)
}
