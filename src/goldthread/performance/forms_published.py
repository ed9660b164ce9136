"""The questions of the pages about published statistics."""

from typing import Any

from django import forms

from goldthread.performance.published.fitting import LONGEST_EDITION
from goldthread.ui.forms import Form, VersionedForm

MOST_BYTES = 20 * 1024 * 1024


class ImportForm(Form):
    """A table as it was downloaded."""

    file = forms.FileField(
        label="Table",
        help_text="A CSV file as the Department for Education or the interactive tool gives it, up to 20 MB",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    release = forms.CharField(
        label="Edition",
        max_length=LONGEST_EDITION,
        required=False,
        help_text="For example, 2024. Left blank, it is the latest year in the table",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The table must be 20 MB or smaller")
        return file


class TakeBackForm(VersionedForm):
    """Why what was imported is to count no more."""

    asks_anew = True

    reason = forms.CharField(
        label="Why are these figures taken back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stays with the import, for everybody in the partnership",
    )
