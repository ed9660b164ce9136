"""The questions of a local review or a learning review."""

from django import forms

from goldthread.reviews.forms import PSEUDONYMS, Act, Offering, area, one_of
from goldthread.reviews.models import ParallelProcess, ReviewEvent, ReviewSeat
from goldthread.ui.forms import DateField, Form, Radios, VersionedForm

HOLDS = "It moves no time limit: it is kept as the reason for the time that the review takes."


class BeginForm(Act):
    """When the partners decided to start it."""

    decided_on = DateField(
        label="On which day did the partners decide to start it?",
        help_text="The time limit of a local review runs from here.",
    )


class TermsForm(VersionedForm):
    """What is asked, and the family's part in it."""

    terms = area(8, label="Terms of reference", required=False, help_text=PSEUDONYMS)
    lines_of_enquiry = area(
        6, label="Lines of enquiry", required=False, help_text="One question on each line."
    )
    familys_part = area(
        4,
        label="The family's part",
        required=False,
        help_text="What they were offered, what they chose, and what they said; also where they took no part.",
    )


class CommissionForm(VersionedForm):
    """What is paid, and how the work goes on."""

    fee = forms.DecimalField(
        label="Fee in pounds", max_digits=8, decimal_places=2, min_value=0, required=False
    )
    pace = area(
        4,
        label="How does the work go on?",
        required=False,
        help_text="Such as: two days a week, a report to the panel each month.",
    )


class SeatForm(Offering, Form):
    """Who has which part."""

    person = one_of("Who?", help_text="They are named to the case from today.")
    part = forms.ChoiceField(label="Which part?", choices=ReviewSeat.Part, widget=Radios)


class DeclareForm(Act):
    """A conflict of interest, or that there is none."""

    has_conflict = forms.TypedChoiceField(
        label="Do you have a conflict of interest?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=Radios,
        help_text="Such as: you worked for an agency of the case, or know somebody in it.",
    )
    words = area(3, label="Which one?", required=False, help_text=PSEUDONYMS)


class ManagedForm(Act):
    """How a conflict is dealt with."""

    words = area(3, label="How is the conflict dealt with?", help_text=PSEUDONYMS)


class LeaveForm(Act):
    """Why somebody leaves."""

    words = area(2, label="Why do they leave?", help_text="Kept with the review. " + PSEUDONYMS)


class HoldForm(Form):
    """What holds a review up."""

    kind = forms.ChoiceField(label="What holds it up?", choices=ParallelProcess.Kind, widget=Radios)
    because = area(
        3,
        label="Why does it hold the review up?",
        help_text="Such as: the police ask that no witness is spoken to. " + PSEUDONYMS,
    )
    holds_from = DateField(label="From which day?", help_text=HOLDS)
    expected_until = DateField(label="Until when is it expected?", required=False)


class LiftForm(Act):
    """That it holds the review up no longer."""

    lifted_on = DateField(label="From which day does it hold the review up no longer?")
    words = area(2, label="Why?", help_text=PSEUDONYMS)


class PlanForm(Form):
    """Something that is planned."""

    kind = forms.ChoiceField(label="What is it?", choices=ReviewEvent.Kind, widget=Radios)
    words = area(2, label="In your words", help_text=PSEUDONYMS)
    due_on = DateField(label="By which day?")


class DoneForm(Act):
    """What came of it."""

    done_on = DateField(label="On which day was it done?")
    outcome = area(4, label="What came of it?", help_text=PSEUDONYMS)


class SignForm(Act):
    """Sign off or dissent."""

    agrees = forms.TypedChoiceField(
        label="What does your organisation say?",
        choices=[("yes", "We sign it off"), ("no", "We dissent")],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    words = area(4, label="In your words", required=False, help_text="A dissent says why.")
