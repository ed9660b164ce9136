"""Forms for roles that are offered."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from goldthread.accounts.models import Offer
from goldthread.ui.forms import Checkboxes, Form, Radios, VersionedForm


class AnswerForm(Form):
    """Yes or no."""

    accepts = forms.TypedChoiceField(
        label="Do you accept?",
        choices=[("yes", "Yes, I accept"), ("no", "No, I decline")],
        coerce=lambda answer: answer == "yes",
        widget=Radios,
    )


class SendForm(Form):
    """Which of those that were prepared are asked now."""

    offers = forms.MultipleChoiceField(
        label="Whom do you ask?",
        help_text="A letter goes to each, who can accept or decline.",
        widget=Checkboxes,
        error_messages={"required": "Choose somebody to ask."},
    )

    def __init__(self, *args: Any, prepared: Iterable[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_id = {offer.public_id: offer for offer in prepared}
        field = cast(forms.MultipleChoiceField, self.fields["offers"])
        field.choices = [(key, _asked(offer)) for key, offer in self.of_id.items()]
        field.initial = list(self.of_id)

    def clean_offers(self) -> list[Offer]:
        return [self.of_id[key] for key in self.cleaned_data["offers"]]


def _asked(offer: Offer) -> str:
    role = f"{offer.title}, {offer.agency}" if offer.agency else offer.title
    return f"{offer.person.name} ({offer.person.email}): {role}"


class WithdrawForm(VersionedForm):
    """Nothing but that it is meant."""

    asks_anew = True
