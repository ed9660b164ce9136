"""Months 1 to 6: a local review or learning review, who makes it, what holds it up, and who signs it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.reviews.models.cases import (
    INSIDE,
    PERSON,
    SEALED,
    SPECIAL,
    CaseRow,
    those_of_the_case,
)
from goldthread.reviews.models.rapid import RapidReview
from goldthread.vault.fields import SealedTextField

OF_A_PRACTICE_REVIEW = {
    "reviews.practicereview": "review_id",
    "reviews.rapidreview": "review__rapid_review_id",
    "reviews.incident": "review__rapid_review__incident_id",
}


class PracticeReview(CaseRow):
    """A review that a rapid review led to, in the compartment of its case."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = {
        "reviews.rapidreview": "rapid_review_id",
        "reviews.incident": "rapid_review__incident_id",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            (
                *("rapid_review", "kind", "decided_on", "status", "fee", "proposed_by"),
                *("proposed_at", "signed_on"),
            ),
            INSIDE,
        ),
        **dict.fromkeys(("terms", "lines_of_enquiry", "familys_part", "pace"), SEALED),
    }

    class Kind(models.TextChoices):
        LOCAL = "local", "Local review"
        LEARNING = "learning", "Learning review"

    class Status(models.TextChoices):
        PREPARING = "preparing", "Being prepared"
        UNDER_WAY = "under_way", "Under way"
        PROPOSED = "proposed", "With the partners"
        SIGNED = "signed", "Signed off"

    rapid_review = models.OneToOneField(
        RapidReview, on_delete=models.PROTECT, related_name="practice_review"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    decided_on = models.DateField("the day on which the partners decided to start it")
    status = models.CharField(max_length=9, choices=Status, default=Status.PREPARING)
    terms = SealedTextField("terms of reference")
    lines_of_enquiry = SealedTextField()
    familys_part = SealedTextField("the family's part")
    fee = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    pace = SealedTextField("how the work goes on")
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)

    class Meta(CaseRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.rapid_review.incident.reference}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:practice", args=[self.public_id])


class ReviewSeat(CaseRow):
    """A person's part in a review, with what they declared; who leaves keeps their line and its day."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_PRACTICE_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            ("review", "person", "part", "starts_on", "declared_at", "left_on", "named_here"),
            INSIDE,
        ),
        "has_conflict": SPECIAL,
        **dict.fromkeys(("conflict", "managed", "why_left"), SEALED),
    }

    class Part(models.TextChoices):
        LEAD = "lead", "Lead reviewer"
        CHAIR = "chair", "Chair of the panel"
        MEMBER = "member", "Member of the panel"

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=6, choices=Part)
    starts_on = models.DateField()
    has_conflict = models.BooleanField(null=True)
    conflict = SealedTextField("what was declared")
    declared_at = models.DateTimeField(null=True)
    managed = SealedTextField("how the conflict is dealt with")
    left_on = models.DateField(null=True)
    why_left = SealedTextField()
    named_here = models.BooleanField("was named to the case for this part", default=False)

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["review", "person"],
                condition=Q(left_on__isnull=True),
                name="reviews_one_seat_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(part="lead", left_on__isnull=True),
                name="reviews_one_lead_reviewer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.review}"

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()


class ParallelProcess(CaseRow):
    """Something else that goes on about the case, and from when until when it holds the review up."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_PRACTICE_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("review", "noted_by", "noted_at"), INSIDE),
        **dict.fromkeys(("kind", "holds_from", "expected_until", "lifted_on"), SPECIAL),
        **dict.fromkeys(("because", "lifted_because"), SEALED),
    }

    class Kind(models.TextChoices):
        INQUEST = "inquest", "Inquest"
        CRIMINAL = "criminal", "Criminal investigation or trial, with its disclosure"
        EMPLOYMENT = "employment", "Employment or professional conduct"
        DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse related death review"
        ADULTS = "adults", "Safeguarding adults review"
        PATIENT_SAFETY = "patient_safety", "Patient safety investigation"
        POLICE_CONDUCT = "police_conduct", "Police conduct investigation"
        OTHER = "other", "Something else"

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="parallel")
    kind = models.CharField(max_length=14, choices=Kind)
    because = SealedTextField("why it holds the review up")
    holds_from = models.DateField()
    expected_until = models.DateField(null=True)
    lifted_on = models.DateField(null=True)
    lifted_because = SealedTextField("why it holds it up no longer")
    noted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        verbose_name_plural = "parallel processes"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("holds_from")),
                name="reviews_hold_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.review}"

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()


class SignOff(CaseRow):
    """That one statutory partner signs a review off or dissents, by name."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_PRACTICE_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("review", "agency", "agrees", "to", "answered_by", "answered_at"), INSIDE),
        "words": SEALED,
    }

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="answers")
    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    to = models.DateTimeField("when what was answered had been put to the partners")
    words = SealedTextField()
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["review", "agency", "to"], name="reviews_partner_signs_once"
            ),
        ]

    def __str__(self) -> str:
        return "Signs it off" if self.agrees else "Dissents"

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()


class ReviewEvent(CaseRow):
    """A meeting with the family or with practitioners, or what was commissioned by a day."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_PRACTICE_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("review", "kind", "due_on", "done_on", "noted_by", "noted_at"), INSIDE),
        **dict.fromkeys(("words", "outcome"), SEALED),
    }

    class Kind(models.TextChoices):
        FAMILY = "family", "Family's part"
        PRACTITIONERS = "practitioners", "Practitioner event"
        PANEL = "panel", "Panel meeting"
        DELIVERABLE = "deliverable", "Something that the lead reviewer gives"

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=13, choices=Kind)
    words = SealedTextField("what it is")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    outcome = SealedTextField("what came of it")
    noted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.review}"

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()
