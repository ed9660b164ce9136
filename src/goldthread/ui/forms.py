"""Forms that draw themselves in GOV.UK markup and speak plain British English about mistakes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BaseForm
from django.forms.utils import ErrorDict

from goldthread.ui.bound import BoundField, Renderer
from goldthread.ui.dates import DateField, DateInput
from goldthread.ui.versions import OUT_OF_DATE, Versioned, row_version
from goldthread.ui.words import speak_plainly

__all__ = [
    "OUT_OF_DATE",
    "Checkboxes",
    "DateField",
    "DateInput",
    "ErrorLink",
    "FilterForm",
    "Form",
    "GovukForm",
    "ModelForm",
    "Radios",
    "VersionedForm",
    "VersionedModelForm",
    "as_typed",
    "error_links",
    "row_version",
]


class ErrorLink(NamedTuple):
    """One line of the error summary: what is wrong, and the id of the control that mends it."""

    message: str
    target: str = ""


class WithHints:
    """Gives the options of a choice a line of explanation each: `hints` maps a value to it."""

    def __init__(self, *args: Any, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        hint = self.hints.get(getattr(value, "value", value))
        if hint and "id" in option["attrs"]:
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}-hint"
        return option


class Radios(WithHints, forms.RadioSelect):
    """One of a few."""


class Checkboxes(WithHints, forms.CheckboxSelectMultiple):
    """Any of a few."""


class GovukForm(BaseForm):
    """What makes a form ours; put it before a library's form to give that one our look too."""

    default_renderer = Renderer
    use_required_attribute = False  # the server's words are better than the browser's bubbles
    marks_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is forms.DateField:
                field = self.fields[name] = _in_three_boxes(field)
            speak_plainly(name, field)

    @property
    def error_links(self) -> list[ErrorLink]:
        """Everything that is wrong, in the order of the page."""
        links = [ErrorLink(str(message)) for message in self.non_field_errors()]
        for field in self:
            target = field.target if isinstance(field, BoundField) and not field.is_hidden else ""
            links += [ErrorLink(str(message), target) for message in field.errors]
        return links


class Form(GovukForm, forms.Form):
    """A form of questions."""


class ModelForm(GovukForm, forms.ModelForm):
    """A form of a record's fields. It validates and draws; an action writes."""


class FilterForm(Form):
    """A row of questions that narrow a list, all of them optional."""

    marks_optional = False


class VersionedForm(Versioned, Form):
    """A form that says which version of the record its writer saw."""

    row_version = row_version()


class VersionedModelForm(Versioned, ModelForm):
    """The form of a record that is there already, which says which version its writer saw."""

    row_version = row_version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("row_version", getattr(self.instance, "row_version", None))


def as_typed(form: Any) -> Any:
    """A form that was not sent to be saved: as it was typed, with nothing held against its writer."""
    form._errors = ErrorDict()
    form.cleaned_data = {}
    return form


def error_links(*forms_on_page: Any) -> list[ErrorLink]:
    """The lines of one error summary for a page of several forms or formsets."""
    links: list[ErrorLink] = []
    for form in forms_on_page:
        if isinstance(form, forms.BaseFormSet):
            links += [ErrorLink(str(message)) for message in form.non_form_errors()]
            links += error_links(*form.forms)
        else:
            links += form.error_links
    return links


def _in_three_boxes(field: forms.DateField) -> DateField:
    """The same question, asked in three boxes."""
    return DateField(
        required=field.required,
        label=field.label,
        initial=field.initial,
        help_text=field.help_text,
        disabled=field.disabled,
        validators=field.validators,
        error_messages=field.error_messages,
    )
