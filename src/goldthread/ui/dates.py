"""A day asked for in three boxes, as the GOV.UK Design System does, with errors that say what is wrong."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from goldthread.ui.british import MONTHS


class DateParts(NamedTuple):
    """What was typed into the three boxes, as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: Any) -> "DateParts":
        """The parts of a day, of an ISO text, or of parts themselves; empty for nothing."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        year, _, rest = str(value or "").strip().partition("-")
        month, _, day = rest.partition("-")
        return cls(day.lstrip("0"), month.lstrip("0"), year)

    @property
    def missing(self) -> list[str]:
        return [name for name, text in self._asdict().items() if not text]

    def to_date(self) -> date:
        """The day that the parts name; ValueError where there is no such day.

        A month may be a number or its English name; a year has four figures.
        """
        if not (self.year.isascii() and self.year.isdigit() and len(self.year) == 4):
            raise ValueError("a year has four figures")
        try:
            return date(int(self.year), _month(self.month.capitalize()), int(self.day))
        except OverflowError as fault:
            raise ValueError("a day has one or two figures") from fault


def _month(text: str) -> int:
    """A month's number, from that number or from at least three letters of its name."""
    named = [at for at, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text)]
    return named[0] if named else int(text)


class DateInput(forms.Widget):
    """Three boxes: day, month, year."""

    template_name = "ui/forms/date_boxes.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        wrong = context["widget"]["attrs"].pop("wrong", ())
        context["boxes"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "label": part.capitalize(),
                "value": text,
                "width": 4 if part == "year" else 2,
                "is_wrong": part in wrong,
            }
            for part, text in DateParts.of(value)._asdict().items()
        ]
        return context

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> DateParts:
        """The three boxes; or one ISO text under the field's own name, for commands and imports."""
        if name in data:
            return DateParts.of(data[name])
        return DateParts(
            *((data.get(f"{name}_{part}") or "").strip() for part in DateParts._fields)
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part in DateParts._fields)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


# Nothing that a partnership keeps lies outside: what does is a slip of the hand.
YEARS = range(1900, 2101)


class DateField(forms.DateField):
    """A day; its errors name the part that is missing, or say that there is no such day."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return super().to_python(value)
        parts = DateParts.of(value)
        if not any(parts):
            return None
        label = self.label or "The date"
        if parts.missing:
            words = " and ".join(
                ("a " if at == 0 else "") + p for at, p in enumerate(parts.missing)
            )
            raise DateError(f"{label} must include {words}", parts.missing)
        try:
            day = parts.to_date()
        except ValueError as error:
            raise DateError(f"{label} must be a real date, like 3 4 2026", parts._fields) from error
        if day.year not in YEARS:
            raise DateError(
                f"{label} must lie in a year from {YEARS.start} to {YEARS.stop - 1}", ("year",)
            )
        return day


class DateError(ValidationError):
    """An error that knows which of the boxes it is about."""

    def __init__(self, message: str, wrong: Iterable[str]) -> None:
        super().__init__(message, code="invalid")
        self.wrong = tuple(wrong)
