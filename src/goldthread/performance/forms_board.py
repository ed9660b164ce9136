"""The questions of the board of a quarter, and of asking several agencies at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance import standing
from goldthread.performance.actions import Otherwise
from goldthread.performance.forms import recent_periods, usual_indicators
from goldthread.performance.models import ReturnRequest
from goldthread.register.models import Area
from goldthread.ui import british
from goldthread.ui.forms import Checkboxes, DateField, ErrorLink, FilterForm, Form

MOST_AT_ONCE = 500  # agencies of one act; a partnership has some tens


class BoardFilter(FilterForm):
    """Which period, and which of its agencies."""

    period = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, periods: Iterable[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(str(p), p.label) for p in periods]  # type: ignore[attr-defined]
        states = [(key, words) for key, (words, _) in standing.STATES.items()]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", "Every state"),
            ("late", "Late"),
            *states,
        ]

    def chosen(self, name: str) -> str:
        """What was chosen; "" for nothing, or for what is not offered."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class PeriodForm(FilterForm):
    """Which period several agencies are asked for."""

    period = forms.ChoiceField(label="Period that the figures are about")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = recent_periods(today)  # type: ignore[attr-defined]


def due_after(period: Period, due_on: date, today: date) -> date:
    """The day, where a return can be due on it; raises ValidationError."""
    if due_on <= period.ends_on:
        ends = british.day(period.ends_on)
        raise ValidationError(f"The period ends on {ends}: choose a later day")
    if due_on < today:
        raise ValidationError("This day has passed: choose today or a later day")
    return due_on


class OtherwiseForm(Form):
    """What one of several agencies is asked otherwise than before."""

    marks_optional = False

    indicators = forms.MultipleChoiceField(
        widget=Checkboxes,
        label="Figures",
        error_messages={"required": "Choose at least one figure, or take the agency's tick out"},
    )
    areas = forms.MultipleChoiceField(
        widget=Checkboxes, label="Areas", error_messages={"required": "Choose at least one area"}
    )
    due_on = DateField(
        label="Another day by which it is due", help_text="Empty: the day for all", required=False
    )

    def __init__(
        self,
        *args: Any,
        last: ReturnRequest,
        areas: Mapping[str, Area],
        period: Period,
        today: date,
        **kwargs: Any,
    ) -> None:
        rows = catalogue()
        before = [key for key in last.indicators if key in rows and rows[key].is_asked]
        there = {"indicators": before, "areas": [area.public_id for area in last.areas.all()]}
        super().__init__(*args, initial=there, **kwargs)
        self.last, self.areas_by_id, self.period, self.today = last, areas, period, today
        keys = dict.fromkeys([*before, *usual_indicators(last.agency, period)])
        self.fields["indicators"].choices = [(key, rows[key].title) for key in keys]  # type: ignore[attr-defined]
        self.fields["areas"].choices = [(key, area.name) for key, area in areas.items()]  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """Whether something in it is already another thing than before, or wrong."""
        return self.is_bound and bool(self.errors or self.has_changed())

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        return due_after(self.period, due_on, self.today) if due_on else None

    def answer(self) -> Otherwise:
        """What was typed, once it is valid."""
        given = self.cleaned_data
        areas = tuple(self.areas_by_id[key] for key in given["areas"])
        return Otherwise(tuple(given["indicators"]), areas, given["due_on"])


class AskAgainForm(Form):
    """Which agencies are asked, until when, and what is otherwise than before for some of them."""

    agencies = forms.MultipleChoiceField(
        widget=Checkboxes,
        label="Agencies to ask",
        help_text="Each is asked for the figures and areas that it was asked for before, unless you say"
        " below what is to differ",
        error_messages={"required": "Choose at least one agency"},
    )
    due_on = DateField(label="Day by which they are due", help_text="For example, 30 4 2026")
    note = forms.CharField(
        label="A note for all of them",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        before: Mapping[str, tuple[ReturnRequest, str]],
        areas: Mapping[str, Area],
        period: Period,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # Without the boxes of one agency on the page that was sent, it is asked the same as before.
        self.differing = {
            key: OtherwiseForm(
                self.data if f"{key}-shown" in self.data else None,
                prefix=key,
                last=last,
                areas=areas,
                period=period,
                today=today,
            )
            for key, (last, _) in before.items()
        }
        self.before, self.period, self.today = before, period, today
        self.fields["agencies"].choices = [(key, words) for key, (_, words) in before.items()]  # type: ignore[attr-defined]

    def clean_agencies(self) -> list[ReturnRequest]:
        return [self.before[key][0] for key in self.cleaned_data["agencies"]]

    def clean_due_on(self) -> date:
        return due_after(self.period, self.cleaned_data["due_on"], self.today)

    def clean(self) -> dict[str, Any]:
        """What differs for those that are ticked is valid too; of the others it counts for nothing."""
        given = super().clean() or {}
        ticked = {last.pk for last in given.get("agencies", ())}
        bound = [
            each for each in self.differing.values() if each.is_bound and each.last.pk in ticked
        ]
        wrong = [each for each in bound if not each.is_valid()]
        self.wrong_links = [link for each in wrong for link in each.error_links]
        for each in wrong:
            self.add_error(None, f"{each.last.agency}: say what is to differ once more, below")
        given["but"] = {each.last.pk: each.answer() for each in bound if each.is_valid()}
        return given

    @property
    def error_links(self) -> list[ErrorLink]:
        """Everything that is wrong, in what differs too."""
        return [*super().error_links, *getattr(self, "wrong_links", ())]
