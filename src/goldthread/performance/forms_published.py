"""The questions of the pages about published statistics."""

from django import forms

from goldthread.files.fields import SpreadsheetField
from goldthread.performance.published.fitting import LONGEST_EDITION
from goldthread.performance.published.reading import MOST_SENT
from goldthread.ui.forms import Form, VersionedForm


class ImportForm(Form):
    """A table as it was downloaded."""

    file = SpreadsheetField(
        most=MOST_SENT,
        label="Table",
        help_text="A CSV file or workbook as the Department for Education or the interactive tool gives it, up to 20 MB",
    )
    release = forms.CharField(
        label="Edition",
        max_length=LONGEST_EDITION,
        required=False,
        help_text="For example, 2024. Left blank, it is the latest year in the table",
    )


class TakeBackForm(VersionedForm):
    """Why what was imported is to count no more."""

    asks_anew = True

    reason = forms.CharField(
        label="Why are these figures taken back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stays with the import, for everybody in the partnership",
    )
