"""The questions about one child of a case."""

from typing import Any

from django import forms

from goldthread.reviews.actions.children import agree
from goldthread.reviews.facts import IN_WORDS, choices_of, plans, source_of_plans
from goldthread.reviews.models import ChildFacts
from goldthread.ui.forms import Checkboxes, Radios, VersionedForm

OPEN = "Leave it open while nobody has looked. “Not recorded” says that it was looked for."
YEARS, MONTHS = 26, 11


def _line(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False, help_text=help_text)


def _chosen(label: str, choices: Any, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=Radios, required=False, help_text=help_text
    )


class ChildForm(VersionedForm):
    """What is known of one child. The age is asked for where there is no date of birth."""

    marks_optional = False

    harm = _chosen("What happened to this child?", ChildFacts.Harm)
    years = forms.IntegerField(
        label="Age at the incident: years", min_value=0, max_value=YEARS, required=False
    )
    months = forms.IntegerField(
        label="Age at the incident: months", min_value=0, max_value=MONTHS, required=False
    )
    age_is_nowhere = forms.BooleanField(label="The age is recorded nowhere", required=False)
    sex = _chosen("Sex", choices_of("sex"), OPEN)
    ethnicity = _chosen(
        "Ethnicity", choices_of("ethnicity"), "Main groups of the children in need census. " + OPEN
    )
    ethnicity_words = _line("Ethnicity, in the family's own words")
    disability = _chosen("Disability", choices_of("disability"), OPEN)
    disability_kinds = _line("Which disabilities?", "Such as: learning, hearing.")
    religion = _line("Religion")
    first_language = _line("First language")
    immigration_status = _line("Immigration status")
    legal_status = _line("Legal status", "Such as an interim care order, or none.")
    recorded_nowhere = forms.MultipleChoiceField(
        label="Which of these four were looked for, and are not recorded?",
        choices=[(name, name.replace("_", " ").capitalize()) for name in IN_WORDS],
        widget=Checkboxes,
        required=False,
    )
    plans_then = forms.MultipleChoiceField(
        label="Under which plans or orders was the child at the time of the incident?",
        choices=plans(),
        widget=Checkboxes,
        required=False,
        help_text=f"Several may be true. Source of the list: {source_of_plans()}",
    )

    def __init__(self, *args: Any, has_birthday: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_birthday = has_birthday
        if has_birthday:
            for name in ("years", "months", "age_is_nowhere"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Everything that does not agree, told at once and beside what else is wrong."""
        given = super().clean() or self.cleaned_data
        years, months = given.pop("years", None), given.pop("months", None)
        given["age_months"] = (
            None if years is None and months is None else 12 * (years or 0) + (months or 0)
        )
        given.setdefault("age_is_nowhere", False)
        words = {name: given.get(name, "") for name in (*IN_WORDS, "disability_kinds")}
        answers = agree(
            words=words,
            disability=given.get("disability", ""),
            recorded_nowhere=given.get("recorded_nowhere", []),
            plans_then=given.get("plans_then", []),
            has_birthday=self.has_birthday,
            age_months=given["age_months"],
            age_is_nowhere=given["age_is_nowhere"],
        )
        for reason in answers.reasons:
            self.add_error(None, reason)
        return given
