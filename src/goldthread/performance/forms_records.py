"""The questions about records that are sent here: the files, and whether the partnership takes them."""

from typing import Any

from django import forms
from django.conf import settings

from goldthread.files.limits import MEGABYTE
from goldthread.performance.limits import Kept
from goldthread.ui.british import day
from goldthread.ui.forms import Form, Radios, VersionedForm
from goldthread.ui.versions import row_version


class ManyFiles(forms.ClearableFileInput):
    """One box in which several files are chosen."""

    allow_multiple_selected = True
    template_name = forms.FileInput.template_name


class RecordsField(forms.FileField):
    """Several files, which lie in memory alone (`files.receiving`)."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(RecordsField, self).clean(each, initial) for each in data or [None]]
        most = settings.GOLDTHREAD_MOST_RECORDS
        if sum(file.size for file in files) > most:
            raise forms.ValidationError(
                f"The files are larger than {most // MEGABYTE} MB together: make the figures on your "
                "own machine, and send those"
            )
        return files


class RecordsForm(Form):
    """Record files, and the days that they do not say themselves."""

    row_version = row_version()
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    records = RecordsField(
        label="Record files",
        widget=ManyFiles,
        help_text="Annex A (a workbook or its lists as CSV), the children in need census (XML), or the "
        "looked-after children return (CSV). Choose all of them at once.",
    )
    as_at = forms.DateField(
        label="Day on which Annex A was made",
        required=False,
        help_text="Left empty, the last day of the period is taken, or a later one that stands in a list.",
    )
    since = forms.DateField(
        label="Day from which its lists hold everything",
        required=False,
        help_text="Left empty, six months before they were made.",
    )


class SwitchForm(VersionedForm):
    """Whether councils may send records here, and the assessment on which that rests."""

    asks_anew = True
    marks_optional = False  # all of them are asked for where records are to be taken
    is_on = forms.ChoiceField(
        label="May councils send record files here?",
        choices=[("on", "Yes"), ("off", "No")],
        widget=Radios,
    )
    reference = forms.CharField(
        label="Reference of the data protection assessment", required=False, max_length=200
    )
    assessed_on = forms.DateField(label="Date of the assessment", required=False)
    assessed_by = forms.CharField(label="Who signed it", required=False, max_length=200)

    def __init__(self, kept: Kept, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"row_version": kept.version}, **kwargs)
        self._today = kept.today

    def clean(self) -> dict[str, Any]:
        super().clean()
        answers = self.cleaned_data
        if answers.get("is_on") == "on":
            for name, sentence in _NEEDED.items():
                if not answers.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            if (on := answers.get("assessed_on")) and on > self._today:
                self.add_error("assessed_on", "That day has not come yet")
        return answers

    @property
    def settled(self) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        answers = self.cleaned_data
        said = {"holds_from": self._today, "row_version": answers["row_version"]}
        if answers["is_on"] == "off":
            return {"value": 0, "reason": "Records are no longer taken here.", **said}
        reason = (
            f"Data protection assessment of {day(answers['assessed_on'])}, "
            f"signed by {answers['assessed_by']}."
        )
        return {"value": 1, "reason": reason, "source": answers["reference"], **said}


_NEEDED = {
    "reference": "Enter the reference of the assessment",
    "assessed_on": "Enter the date of the assessment",
    "assessed_by": "Enter who signed it",
}
