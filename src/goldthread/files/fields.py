"""The question for a file: what is too large is refused in words before anything opens it."""

from typing import Any

from django import forms
from django.conf import settings

from goldthread.files.limits import MEGABYTE

SPREADSHEETS = ".xlsx,.xls,.ods,.csv,text/csv"


class SpreadsheetField(forms.FileField):
    """A spreadsheet of at most so many bytes, and of no more than the installation takes."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": SPREADSHEETS}))
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        most = min(self.most, settings.GOLDTHREAD_MOST_UPLOAD)
        if data and data.size > most:
            raise forms.ValidationError(
                f"The file is larger than {most // MEGABYTE} MB: send only its own table"
            )
        return super().clean(data, initial)
