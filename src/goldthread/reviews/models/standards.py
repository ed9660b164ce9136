"""What a partnership asks of every review of its own, and how one review stands against it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow, where_held
from goldthread.reviews.models.cases import INSIDE, PERSON, SEALED, CaseRow, those_of_the_case
from goldthread.reviews.models.practice import OF_A_PRACTICE_REVIEW, PracticeReview
from goldthread.reviews.permissions import SEE
from goldthread.vault.fields import SealedTextField


def those_who_see_reviews(principal: Principal) -> Q:
    """A standard speaks of no case."""
    return where_held(principal, SEE)


class QualityStandard(SpaceRow):
    """One standard, from a day on; a review is held against those of the day on which it was decided."""

    scope = staticmethod(those_who_see_reviews)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("text", "source", "holds_from", "ended_on", "written_by", "written_at"), INSIDE
    )

    text = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    holds_from = models.DateField()
    ended_on = models.DateField("the first day on which it holds no longer", null=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("reviews:standards")


def standards_for(review: Any) -> models.QuerySet[QualityStandard]:
    """The standards that a review is held against."""
    on = review.decided_on
    rows = QualityStandard.objects.filter(space_id=review.space_id, holds_from__lte=on)
    return rows.filter(Q(ended_on=None) | Q(ended_on__gt=on)).order_by("holds_from", "pk")


class StandardAnswer(CaseRow):
    """How a review stands against one standard, said by somebody who does not lead it."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_PRACTICE_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("review", "standard", "stands", "answered_by", "answered_at"), INSIDE),
        "words": SEALED,
    }

    class Stands(models.TextChoices):
        MET = "met", "Met"
        PARTLY = "partly", "Partly"
        NOT = "not", "Not met"

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="standards")
    standard = models.ForeignKey(QualityStandard, on_delete=models.PROTECT, related_name="+")
    stands = models.CharField(max_length=6, choices=Stands)
    words = SealedTextField("what shows it")
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["review", "standard"], name="reviews_standard_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard}: {self.get_stands_display().lower()}"

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()
