"""The questions by which the days of what happens seldom are kept."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from goldthread.measures.rare_events import Event
from goldthread.ui.dates import DateParts
from goldthread.ui.forms import Form, Radios, VersionedForm

_LINE = re.compile(r"\A(\d{4})-(\d{1,2})-(\d{1,2})\Z|\A(\d{1,2})[ /.-]+(\w+)[ /.-]+(\d{4})\Z")


class RareEventForm(Form):
    """What happens seldom, and what counts as one."""

    title = forms.CharField(
        label="What happens",
        max_length=120,
        help_text="Such as “A child placed in an unregistered home”. Do not name a child or a place.",
    )
    counts = forms.CharField(
        label="What exactly counts as one",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="So that whoever keeps the days next counts the same.",
    )
    is_bad = forms.TypedChoiceField(
        label="What is better?",
        widget=Radios,
        coerce=lambda given: given == "seldom",
        choices=[("seldom", "That it happens more seldom"), ("neither", "Neither")],
    )


class DaysForm(Form):
    """The days of events: typed, or a column of a spreadsheet brought in."""

    days = forms.CharField(
        label="Days on which it happened",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text="One on each line, such as 5 March 2026 or 05/03/2026; a column copied from a"
        " spreadsheet does. After a comma, where somebody counts them: how many cases there were since"
        " the event before, such as 5 March 2026, 48. Two events of one day are two lines.",
    )

    def clean_days(self) -> list[Event]:
        """The events of the lines; every line that cannot be read is named by its number."""
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), 1):
            if not line.strip():
                continue
            try:
                found.append(event_of(line))
            except ValueError:
                wrong.append(f"Line {number} must be a day, such as 5 March 2026 or 05/03/2026")
        if wrong:
            raise ValidationError(wrong[:10])
        return found


def event_of(line: str) -> Event:
    """The event of a typed line, its cases after a comma or a tab; ValueError where it is none."""
    typed, *more = (part.strip() for part in re.split(r"[,;\t]", line.strip()))
    matched = _LINE.match(typed)
    if not matched or len(more) > 1:
        raise ValueError(line)
    if matched[1]:
        on = date(int(matched[1]), int(matched[2]), int(matched[3]))
    else:
        on = DateParts(matched[4], matched[5].lower(), matched[6]).to_date()
    return Event(on, _cases(more[0]) if more and more[0] else None)


def _cases(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
        raise ValueError(typed)
    return int(typed)


class StrikeForm(VersionedForm):
    """Why a day is struck out."""

    reason = forms.CharField(
        label="Why it is struck out", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
