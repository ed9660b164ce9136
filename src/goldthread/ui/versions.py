"""What two people made of one record: told field by field, while the second one's text stays in the form."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseForm
from django.http import QueryDict

from goldthread.access.rows import CHANGED
from goldthread.ui import british
from goldthread.ui.dates import DateParts

OUT_OF_DATE = "This page was out of date. Load it again, and say once more what you want to change."
FIELD = "row_version"
NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """One field of which two people made different things."""

    label: str
    saved: str  # what stands in the record now
    typed: str  # what the form holds, and would put in its place


def row_version() -> forms.IntegerField:
    """The hidden question of a versioned form."""
    said = {"required": OUT_OF_DATE, "invalid": OUT_OF_DATE}
    return forms.IntegerField(widget=forms.HiddenInput, error_messages=said)


class Versioned(BaseForm):
    """Says which version of the record its writer saw, and gives way where somebody saved another.

    `initial` holds the record as it is now. A form that was sent of an older one is not valid: it
    tells the `differences`, keeps what was typed and carries the new version, so that whoever saves
    again does so knowingly. With `asks_anew`, its questions are none of the record's own fields.
    """

    asks_anew = False
    differences: tuple[Difference, ...] = ()
    is_overtaken = False

    def full_clean(self) -> None:
        """Check as ever, and then whether the record is still the one that the writer saw."""
        super().full_clean()
        if not self.is_bound:
            return
        seen = getattr(self, "cleaned_data", {}).get(FIELD)
        now = self.get_initial_for_field(self.fields[FIELD], FIELD)
        if seen is None or now is None or seen == now:
            return
        self.is_overtaken = True
        self.differences = () if self.asks_anew else tuple(self._differences())
        self.add_error(None, CHANGED)
        self.data = self._carrying(str(now))

    def _carrying(self, version: str) -> Any:
        """What was sent, under another version."""
        data: Any = copy(self.data)
        data = data.copy() if isinstance(data, QueryDict) else data
        data[self.add_prefix(FIELD)] = version
        return data

    def _differences(self) -> Iterator[Difference]:
        for name in self.changed_data:
            box = self[name]
            if not box.is_hidden:
                saved, typed = (words(box.field, value) for value in (box.initial, box.value()))
                if saved != typed:
                    yield Difference(str(box.label), saved or NOTHING, typed or NOTHING)


def words(question: forms.Field, value: Any) -> str:
    """An answer as it is read: the words of what was chosen, and days as they are written."""
    choices = dict(_flat(getattr(question, "choices", ())))
    if isinstance(value, (list, tuple)) and not isinstance(value, DateParts):
        return british.listed(words(question, each) for each in value)
    if isinstance(question, forms.BooleanField):
        return "Yes" if value else "No"
    if isinstance(question, forms.DateField):
        return _day(value)
    text = "" if value is None else str(getattr(value, "value", value))
    return str(choices.get(text, text)).replace("\r\n", "\n").strip()


def _day(value: Any) -> str:
    if isinstance(value, date):
        return british.day(value)
    parts = DateParts.of(value)
    try:
        return british.day(parts.to_date())
    except ValueError:
        return " ".join(part for part in parts if part)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The choices with those of their groups, by value."""
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(getattr(value, "value", value)), label
