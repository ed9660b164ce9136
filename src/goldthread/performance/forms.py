"""The questions of the pages about returns and documents. They validate and draw; actions write."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldthread.files.fields import SpreadsheetField
from goldthread.measures.catalogue import Agency as Source
from goldthread.measures.catalogue import Frequency, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance import standing
from goldthread.performance.asked import Line, LineKey
from goldthread.performance.grid import line_words
from goldthread.performance.models import ReturnRequest
from goldthread.performance.posted import box_name
from goldthread.performance.sheets import MOST_BYTES, SheetRefused
from goldthread.performance.transcribing import Copied, read_copied
from goldthread.register.models import Agency, Area
from goldthread.ui import british
from goldthread.ui.forms import (
    Checkboxes,
    DateField,
    FilterForm,
    Form,
    VersionedForm,
    row_version,
)
from goldthread.ui.words import speak_plainly

DAYS_TO_ANSWER = 30  # after a period's end, where nothing else was usual
MOST_FAULTS = 200  # of what was pasted: whoever has more has pasted the wrong table
DAYS_AT_LEAST = 14  # of notice, where the period ended long ago

SOURCES: dict[str, frozenset[Source]] = {
    Agency.Kind.COUNCIL: frozenset({Source.COUNCIL}),
    Agency.Kind.POLICE: frozenset({Source.POLICE}),
    Agency.Kind.HEALTH: frozenset({Source.HEALTH}),
    Agency.Kind.EDUCATION: frozenset({Source.SCHOOLS}),
    Agency.Kind.JUSTICE: frozenset({Source.YOUTH_JUSTICE}),
    Agency.Kind.OTHER: frozenset({Source.PARTNERSHIP, Source.CHILD_DEATH_PANEL}),
}
FREQUENCIES: dict[PeriodKind, frozenset[Frequency]] = {
    PeriodKind.MONTH: frozenset({Frequency.MONTHLY}),
    PeriodKind.QUARTER: frozenset({Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.TERMLY}),
    PeriodKind.YEAR: frozenset({Frequency.ANNUAL}),
}


def usual_indicators(agency: Agency, period: Period) -> list[str]:
    """The indicators that an agency of this kind holds, as often as the period comes round."""
    sources = SOURCES.get(agency.kind, frozenset()) | {Source.EVERY_AGENCY}
    often = FREQUENCIES.get(period.kind, frozenset())
    return [
        row.key
        for row in catalogue().values()
        if row.is_asked and row.agency in sources and row.frequency in often
    ]


def usual_due_on(period: Period, today: date, last: ReturnRequest | None) -> date:
    """As long after the period's end as last time, and never without notice."""
    days = DAYS_TO_ANSWER
    if last is not None:
        days = (last.due_on - Period.parse(last.period).ends_on).days
    return max(period.ends_on + timedelta(days=days), today + timedelta(days=DAYS_AT_LEAST))


def recent_periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The periods that can be asked about, newest first, by how long they are."""
    kinds = (
        ("Quarters", PeriodKind.QUARTER, 9),
        ("Years", PeriodKind.YEAR, 4),
        ("Months", PeriodKind.MONTH, 7),
    )
    return [
        (
            title,
            [(str(p), p.label) for p in reversed(Period.holding(today, kind).and_before(count))],
        )
        for title, kind, count in kinds
    ]


class ReturnsFilter(FilterForm):
    """Narrows the list of returns."""

    state = forms.ChoiceField(required=False)
    period = forms.ChoiceField(required=False)
    agency = forms.ChoiceField(required=False)

    def __init__(
        self, *args: Any, periods: Iterable[Period], agencies: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, words) for key, (words, _) in standing.STATES.items()]
        self._choices("state", "Every state", [("late", "Late"), *states])
        self._choices("period", "Every period", [(str(p), str(p)) for p in periods])
        self._choices("agency", "Every agency", agencies.items())
        if len(agencies) < 2:
            del self.fields["agency"]

    def _choices(self, name: str, every: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", every), *choices]  # type: ignore[attr-defined]

    @property
    def answers(self) -> dict[str, str]:
        """What was chosen; a choice that is not offered is no choice."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AskWhomForm(Form):
    """First of two questions about a new return: who, and for when."""

    agency = forms.ChoiceField(help_text="An agency of this partnership")
    period = forms.ChoiceField(
        label="Period that the figures are about",
        error_messages={
            "required": "Choose the period that the figures are about",
            "invalid_choice": "Choose one of the periods offered: one that has begun, and not long ago",
        },
    )

    def __init__(
        self, *args: Any, agencies: Mapping[str, Agency], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        names = [(key, agency.name) for key, agency in agencies.items()]
        self.fields["agency"].choices = [("", "Choose an agency"), *names]  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a period"),
            *recent_periods(today),
        ]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])


class WhatForm(Form):
    """What is asked of the agency, and until when."""

    indicators = forms.MultipleChoiceField(
        widget=Checkboxes,
        error_messages={"required": "Choose at least one indicator"},
    )
    due_on = DateField(label="Day by which it is due", help_text="For example, 30 4 2026")
    note = forms.CharField(
        label="A note for the agency",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, period: Period, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period, self.today = period, today
        asked = [row for row in catalogue().values() if row.is_asked]
        self.fields["indicators"].choices = [(row.key, row.title) for row in asked]  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on == self.initial.get("due_on"):
            return due_on  # as it was: a late return may still be asked for less
        if due_on <= self.period.ends_on:
            ends = british.day(self.period.ends_on)
            raise ValidationError(f"The period ends on {ends}: choose a later day")
        if due_on < self.today:
            raise ValidationError("This day has passed: choose today or a later day")
        return due_on

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The boxes of the indicators by section of the catalogue, with how many are ticked."""
        rows = catalogue()
        found: dict[str, list[Any]] = {}
        for option in self["indicators"]:
            found.setdefault(rows[option.data["value"]].section, []).append(option)
        return [
            {
                "title": rows.sections[letter],
                "options": options,
                "chosen": sum(option.data["selected"] for option in options),
            }
            for letter, options in found.items()
        ]


class AskForm(WhatForm):
    """A new request: what, until when, and about which areas."""

    field_order = ("areas", "due_on", "indicators", "note")

    areas = forms.MultipleChoiceField(
        widget=Checkboxes,
        help_text="The agency gives each figure for each of these",
        error_messages={"required": "Choose at least one area"},
    )

    def __init__(self, *args: Any, areas: Mapping[str, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas_by_id = areas
        names = [(key, area.name) for key, area in areas.items()]
        self.fields["areas"].choices = names  # type: ignore[attr-defined]

    def clean_areas(self) -> list[Area]:
        return [self.areas_by_id[key] for key in self.cleaned_data["areas"]]


class ChangeForm(VersionedForm, WhatForm):
    """A request that is there already, and not answered yet."""

    field_order = ("due_on", "indicators", "note")


class WithdrawForm(VersionedForm):
    """Why a request is taken back."""

    asks_anew = True
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The agency reads it on the page of the return",
    )


class FileForm(Form):
    """A filled-in spreadsheet. Its lines are held one by one against what others saved meanwhile."""

    row_version = row_version()
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    file = SpreadsheetField(
        most=MOST_BYTES,
        label="Filled-in file",
        help_text="The template of this return as .xlsx, .xls or .ods, or a CSV file with its columns. Up to 5 MB.",
    )


MOST_QUESTIONS = 3  # of one sending back; what is longer wants a telephone call
MANY_LINES = 600  # with more to choose from, one question at a time


class QuestionForm(VersionedForm):
    """The questions that a return is sent back with, each about a line or the whole."""

    asks_anew = True
    marks_optional = False
    question = forms.CharField(
        label="What do you want to know?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The agency sees it beside the figure, and answers it there",
    )

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {box_name(line.key, ""): line for line in lines}
        several = len({line.key.area for line in self.lines.values()}) > 1
        names = [(name, line_words(line, several)) for name, line in self.lines.items()]
        choices = [("", "The whole return"), *names]
        count = MOST_QUESTIONS if len(names) < MANY_LINES else 1
        for number in range(1, count + 1):
            suffix = f"_{number}" if number > 1 else ""
            if suffix:
                self.fields[f"question{suffix}"] = forms.CharField(
                    label=f"Question {number}",
                    required=False,
                    max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
            self.fields[f"about{suffix}"] = forms.ChoiceField(
                label=f"What is question {number} about?" if suffix else "What is it about?",
                required=False,
                choices=choices,
            )
        for name in self.fields:
            speak_plainly(name, self.fields[name])

    @property
    def others(self) -> list[Any]:
        """The boxes of the questions after the first."""
        return [self[name] for name in self.fields if name[-1].isdigit()]

    @property
    def asks_more(self) -> bool:
        return self.is_bound and any(box.value() for box in self.others)

    @property
    def of_the_whole(self) -> str:
        return "\n\n".join(text for name, text in self._pairs() if not name)

    @property
    def of_lines(self) -> dict[LineKey, str]:
        """What is asked of each line; twice of one makes one."""
        asked: dict[LineKey, list[str]] = {}
        for name, text in self._pairs():
            if name:
                asked.setdefault(self.lines[name].key, []).append(text)
        return {key: "\n\n".join(texts) for key, texts in asked.items()}

    def _pairs(self) -> list[tuple[str, str]]:
        answers = self.cleaned_data
        suffixes = [
            name.removeprefix("question") for name in answers if name.startswith("question")
        ]
        pairs = [(answers[f"about{suffix}"], answers[f"question{suffix}"]) for suffix in suffixes]
        return [(name, text) for name, text in pairs if text]


class ReasonForm(Form):
    """Why an accepted return gets a new version."""

    reason = forms.CharField(
        label="Why is there a new version?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stays with both versions, for everybody who reads them",
    )


class DocumentForm(Form):
    """A document of others."""

    title = forms.CharField(max_length=200, help_text="As it is printed on the document")
    publisher = forms.CharField(max_length=160)
    year = forms.CharField(
        max_length=20, label="Year that it is about", help_text="For example, 2022-23"
    )
    url = forms.URLField(
        label="Where it can be read on the web",
        required=False,
        assume_scheme="https",
        max_length=200,
    )


class FiguresForm(VersionedForm):
    """The figures of one section, pasted as a table."""

    figures = forms.CharField(
        label="Figures",
        widget=forms.Textarea(
            attrs={"rows": 14, "class": "gt-return__paste", "spellcheck": "false"}
        ),
        help_text=(
            "Copy them from a spreadsheet, or type them with commas between. The first line names "
            "the columns: area_code, indicator, period, value; and as far as the document prints "
            "them numerator, denominator, breakdown, row, note."
        ),
    )

    def __init__(self, *args: Any, areas: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.copied: tuple[Copied, ...] = ()

    def clean_figures(self) -> str:
        text: str = self.cleaned_data["figures"]
        try:
            found = read_copied(text, self.areas)
        except SheetRefused as refused:
            said = str(refused).replace("The file", "What you pasted")
            raise ValidationError(said) from refused
        if found.faults:
            told = [f"Row {f.row}: {f.sentence}" for f in found.faults[:MOST_FAULTS]]
            more = len(found.faults) - MOST_FAULTS
            raise ValidationError([*told, *([f"And {more:,} more like these"] if more > 0 else [])])
        self.copied = found.figures
        return text


class SectionForm(FiguresForm):
    """A section of a document and its figures."""

    field_order = ("section", "figures")

    section = forms.CharField(
        max_length=80,
        help_text="So that anybody finds it again: the heading, the table or the page",
    )
