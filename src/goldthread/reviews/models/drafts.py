"""A draft of a review's report: its versions, which agencies read it, and what each says is wrong in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.reviews.models.cases import (
    INSIDE,
    PERSON,
    SEALED,
    CaseRow,
    own_agencys_or_all,
    those_of_the_case,
)
from goldthread.reviews.models.practice import OF_A_PRACTICE_REVIEW, PracticeReview
from goldthread.vault.fields import SealedTextField

FILE, AGENCY = "files.StoredFile", "register.Agency"


class ReviewDraft(CaseRow):
    """One version of the report, as it came from its writer: sealed, known by its hash."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_PRACTICE_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            ("review", "number", "kind", "sha256", "words", "file", "due_on", "sent_by", "sent_at"),
            INSIDE,
        ),
        "file_name": SEALED,
    }

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    file = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    file_name = SealedTextField()
    due_on = models.DateField("until when agencies say what is wrong in it")
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["review", "number"], name="reviews_draft_number"),
        ]

    def __str__(self) -> str:
        return f"Draft {self.number} of {self.review}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:draft", args=[self.public_id])


class DraftReading(CaseRow):
    """That an agency was asked to read a draft, and when it said that it had."""

    scope = staticmethod(own_agencys_or_all)
    ties: ClassVar[dict[str, str]] = {"reviews.reviewdraft": "draft_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("draft", "agency", "given_by", "given_at"), INSIDE
    )

    draft = models.ForeignKey(ReviewDraft, on_delete=models.PROTECT, related_name="readings")
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    given_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["draft", "agency"], name="reviews_agency_reads_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draft}, read by {self.agency}"

    def get_absolute_url(self) -> str:
        return self.draft.get_absolute_url()


class FactualComment(CaseRow):
    """What an agency says is wrong in a draft, and what the review made of it."""

    scope = staticmethod(own_agencys_or_all)
    ties: ClassVar[dict[str, str]] = {"reviews.reviewdraft": "reading__draft_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            ("reading", "agency", "given_by", "given_at", "is_taken_over", "answered_by"), INSIDE
        ),
        "answered_at": INSIDE,
        **dict.fromkeys(("place", "wrong", "right", "because"), SEALED),
    }

    reading = models.ForeignKey(DraftReading, on_delete=models.PROTECT, related_name="comments")
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    place = SealedTextField("where it stands")
    wrong = SealedTextField("what is wrong")
    right = SealedTextField("what is right, and what shows it")
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    is_taken_over = models.BooleanField(null=True)
    because = SealedTextField("what was made of it")
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_taken_over=None) | Q(answered_by__isnull=False),
                name="reviews_comment_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"comment of {self.agency} on {self.reading.draft}"

    def get_absolute_url(self) -> str:
        return self.reading.draft.get_absolute_url()
