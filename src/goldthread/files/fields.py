"""The question for a file: what is too large is refused in words before anything opens it."""

from typing import Any

from django import forms
from django.conf import settings

from goldthread.files import papers
from goldthread.files.limits import MEGABYTE

SPREADSHEETS = ".xlsx,.xls,.ods,.csv,text/csv"


class LimitedFileField(forms.FileField):
    """A file of at most so many bytes, and of no more than the installation takes."""

    instead = "send a smaller one"

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        most = min(self.most, settings.GOLDTHREAD_MOST_UPLOAD)
        if data and data.size > most:
            raise forms.ValidationError(
                f"The file is larger than {most // MEGABYTE} MB: {self.instead}"
            )
        return super().clean(data, initial)


class SpreadsheetField(LimitedFileField):
    """A spreadsheet of at most so many bytes."""

    instead = "send only its own table"

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": SPREADSHEETS}))
        super().__init__(most=most, **kwargs)


class PaperField(LimitedFileField):
    """A letter, an e-mail printed as PDF, or a photograph of a page, kept as it came."""

    def __init__(self, *, most: int = papers.MOST_BYTES, **kwargs: Any) -> None:
        accept = ",".join(papers.ENDINGS)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(most=most, **kwargs)
