"""What a form says about a mistake, where its author wrote nothing of their own."""

from django import forms

# The nearest kind in a field's ancestry wins. `small` is the label as it stands inside a sentence.
REQUIRED: dict[type, str] = {
    forms.Field: "Enter {small}",
    forms.ChoiceField: "Choose {small}",
    forms.FileField: "Choose a file for “{label}”",
    forms.BooleanField: "Tick “{label}” to go on",
}
INVALID: dict[type, str] = {
    forms.IntegerField: "{label} must be a whole number, like 15",
    forms.FloatField: "{label} must be a number, like 15.2",
    forms.DecimalField: "{label} must be a number, like 15.2",
    forms.EmailField: "{label} must be an email address, like name@example.org",
}
# Django fills in the limit, so that a per cent sign in a label is doubled for these.
LIMITS = {
    "max_length": "{label} must be %(limit_value)d characters or fewer",
    "min_length": "{label} must be %(limit_value)d characters or more",
    "min_value": "{label} must be %(limit_value)s or more",
    "max_value": "{label} must be %(limit_value)s or less",
    "max_decimal_places": "{label} must have no more than %(max)s decimal places",
    "invalid_choice": "Choose one of the answers offered for {small}",
}


def speak_plainly(name: str, field: forms.Field) -> None:
    """Put our words in the place of Django's own."""
    label = str(field.label or name.replace("_", " ").capitalize())
    required = "Answer “{label}”" if label.endswith("?") else _nearest(REQUIRED, field)
    words = {
        "required": _fill(required, label),
        "invalid": _fill(_nearest(INVALID, field), label),
        "empty": _fill("The file chosen for “{label}” is empty", label),
    }
    for code, sentence in LIMITS.items():
        words[code] = _fill(sentence, label.replace("%", "%%"))
    stock = _stock(field)
    for code, sentence in words.items():
        if sentence and field.error_messages.get(code) == stock.get(code):
            field.error_messages[code] = sentence


def _fill(sentence: str, label: str) -> str:
    return sentence.format(label=label, small=_small(label))


def _small(label: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is an abbreviation."""
    return label if label[1:2].isupper() or label[1:2] == "’" else label[:1].lower() + label[1:]


def _nearest(sentences: dict[type, str], field: forms.Field) -> str:
    return next((sentences[kind] for kind in type(field).__mro__ if kind in sentences), "")


def _stock(field: forms.Field) -> dict[str, object]:
    """Django's messages for this kind of field."""
    stock: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        stock |= getattr(kind, "default_error_messages", {})
    return stock
