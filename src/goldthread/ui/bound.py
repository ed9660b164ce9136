"""How a form field is drawn: which template and classes each kind of control takes."""

from typing import Any, NamedTuple

from django import forms
from django.forms import boundfield
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString

from goldthread.ui.dates import DateInput


class Look(NamedTuple):
    """The template of a kind of control, and the classes that its element takes."""

    template: str
    css: str = ""


# Looked up along the widget's own ancestry: the nearest one wins.
LOOKS: dict[type[forms.Widget], Look] = {
    forms.Widget: Look("ui/forms/field.html", "govuk-input"),
    forms.Textarea: Look("ui/forms/textarea.html", "govuk-textarea govuk-js-character-count"),
    forms.Select: Look("ui/forms/field.html", "govuk-select"),
    forms.FileInput: Look("ui/forms/file.html", "govuk-file-upload"),
    forms.PasswordInput: Look(
        "ui/forms/password.html",
        "govuk-input govuk-password-input__input govuk-js-password-input-input",
    ),
    forms.CheckboxInput: Look("ui/forms/checkbox.html", "govuk-checkboxes__input"),
    forms.RadioSelect: Look("ui/forms/radios.html"),
    forms.CheckboxSelectMultiple: Look("ui/forms/checkboxes.html"),
    DateInput: Look("ui/forms/date.html"),
}

# Nobody sees them, and XML has no place for them: what is pasted from Word may bring a line break
# of its own (U+000B) or of a page (U+000C); the others are noise.
_NOT_WRITABLE = dict.fromkeys((*range(0x20), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
_NOT_WRITABLE |= {0x0B: "\n", 0x0C: "\n", 0x09: "\t", 0x0A: "\n", 0x0D: "\r"}

# Django leaves out an attribute whose value is False.
_LEFT_OUT = {"maxlength": False, "min": False, "max": False, "step": False}


def look_of(widget: forms.Widget) -> Look:
    """How a widget is drawn."""
    return next(LOOKS[kind] for kind in type(widget).__mro__ if kind in LOOKS)


def writable(text: str) -> str:
    """The text without control characters and what else can stand in no XML."""
    return text.translate(_NOT_WRITABLE)


class BoundField(boundfield.BoundField):
    """A field with its answer, drawn as the GOV.UK Design System draws it."""

    @property
    def template_name(self) -> str:
        return getattr(self.field, "template_name", None) or look_of(self.field.widget).template

    @property
    def data(self) -> Any:
        """What was sent, without the characters that no document and no database can hold."""
        sent = super().data
        if isinstance(sent, list):
            return [writable(one) if isinstance(one, str) else one for one in sent]
        return writable(sent) if isinstance(sent, str) else sent

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def info_id(self) -> str:
        """Where the characters left are counted; GOV.UK's script looks for this name."""
        return f"{self.auto_id}-info"

    @property
    def is_optional(self) -> bool:
        """Whether the label says so: most questions must be answered, so only the others are marked."""
        marks = getattr(self.form, "marks_optional", True)
        return marks and not self.field.required and not self.field.disabled

    @property
    def counted_to(self) -> int | None:
        """The most characters that a long answer may have; None where nothing is counted."""
        is_long = isinstance(self.field.widget, forms.Textarea)
        return getattr(self.field, "max_length", None) if is_long else None

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The boxes of a date that an error is about."""
        found = [part for error in self.errors.as_data() for part in getattr(error, "wrong", ())]
        return tuple(dict.fromkeys(found))

    @property
    def target(self) -> str:
        """The id of the control that the error summary leads to."""
        if self.wrong_parts:
            return f"{self.auto_id}_{self.wrong_parts[0]}"
        if self.id_for_label:
            return self.id_for_label
        return self.subwidgets[0].id_for_label if len(self.subwidgets) else self.auto_id

    @property
    def aria_describedby(self) -> str:
        """The ids of the hint, the error and the count, as far as there are any."""
        if self.is_hidden or not self.auto_id:
            return ""
        described = (
            (self.help_text, self.hint_id),
            (self.errors, self.error_id),
            (self.counted_to, self.info_id),
        )
        return " ".join(name for there, name in described if there)

    def as_widget(
        self, widget: Any = None, attrs: Any = None, only_initial: bool = False
    ) -> SafeString:
        """Numbers are typed as text: a number box changes its value when the wheel turns over it."""
        widget = widget or self.field.widget
        if isinstance(widget, forms.NumberInput):
            broken = isinstance(self.field, forms.DecimalField | forms.FloatField)
            widget = forms.TextInput(
                {"inputmode": "decimal" if broken else "numeric"} | widget.attrs
            )
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """Add our classes, and leave limits to the server: a paste is never cut in silence."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        names = look_of(widget).css.split()
        if names and self.errors and "__" not in names[0]:
            names.append(f"{names[0]}--error")
        names += widget.attrs.get("class", "").split()
        wrong = {"wrong": self.wrong_parts} if self.wrong_parts else {}
        return attrs | _LEFT_OUT | wrong | ({"class": " ".join(names)} if names else {})


class Renderer(DjangoTemplates):
    """Draws the forms of this house, and leaves those of libraries alone."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = BoundField
