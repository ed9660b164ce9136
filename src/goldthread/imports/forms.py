"""The questions of the pages that bring past records in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldthread.files.book import Most
from goldthread.files.fields import SpreadsheetField
from goldthread.files.limits import MEGABYTE, Limits
from goldthread.house import Importable
from goldthread.ui.forms import Form, VersionedForm

MOST = Most(size=10 * MEGABYTE, unpacked=100 * MEGABYTE, rows=20_000, columns=200, cells=1_000_000)
LIMITS = Limits(processor_seconds=40, seconds=60)
NOT_THERE = ""


class SendForm(Form):
    """A spreadsheet of past records."""

    file = SpreadsheetField(
        most=MOST.size,
        label="Spreadsheet",
        help_text="As .xlsx, .xls, .ods or CSV, up to 10 MB and 20,000 rows. Column names come in one of its first 20 rows.",
    )


class ColumnsForm(VersionedForm):
    """Which column of the spreadsheet is which."""

    def __init__(
        self,
        *args: Any,
        kind: Importable,
        headings: Sequence[str],
        examples: Sequence[str],
        places: dict[str, int],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        choices = [(NOT_THERE, "Not in this file"), *_choices(headings, examples)]
        for column in kind.columns:
            place = places.get(column.name)
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                help_text=column.words,
                choices=choices,
                required=column.required,
                initial=NOT_THERE if place is None else str(place),
                error_messages={"required": f"Choose the column of “{column.label}”"},
            )

    def clean(self) -> dict[str, Any]:
        """A column of the file is one column here."""
        given = super().clean() or {}
        taken: dict[str, str] = {}
        for column in self.kind.columns:
            place = given.get(column.name)
            if place and place in taken:
                self.add_error(column.name, f"That column is “{taken[place]}” already")
            elif place:
                taken[place] = column.label
        return given

    @property
    def places(self) -> dict[str, int]:
        """The place of each column that is in the file."""
        said = ((column.name, self.cleaned_data.get(column.name)) for column in self.kind.columns)
        return {name: int(place) for name, place in said if place}


def _choices(headings: Sequence[str], examples: Sequence[str]) -> list[tuple[str, str]]:
    named = []
    for place, heading in enumerate(headings):
        example = examples[place] if place < len(examples) else ""
        if heading or example:
            words = heading or f"Column {place + 1}, without a name"
            named.append((str(place), f"{words} (such as “{example[:40]}”)" if example else words))
    return named
