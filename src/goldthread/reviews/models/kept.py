"""A year of cases as it left their compartments: counts alone, protected, approved by another person."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow, where_held
from goldthread.reviews.models.cases import INSIDE, PERSON
from goldthread.reviews.permissions import READ_KEPT, SEE_ALL


def those_who_read_reports(principal: Principal) -> Q:
    """What was approved, for those who read reports; before that, for those who see all of a case."""
    approved = Q(status=KeptYear.Status.APPROVED)
    return approved & where_held(principal, READ_KEPT) | where_held(principal, SEE_ALL)


class KeptYear(SpaceRow):
    """One year, frozen. It lies in no compartment, and nothing in it leads back to a case.

    `tables` is a list of {key, title, headings, rows, notes}, all of them words. Of what was worked out
    here the numbers that are kept back are nowhere in it. A worked year is kept once: a second table
    beside the first would tell what changed. `published`: as a partnership itself has published it.
    """

    scope = staticmethod(those_who_read_reports)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("kind", "year", "over", "tables", "source", "status", "kept_by", "kept_at"),
            *("decided_by", "decided_at", "because"),
        ),
        INSIDE,
    )

    class Kind(models.TextChoices):
        WORKED = "worked", "Worked out here"
        PUBLISHED = "published", "As published"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Waits for another person"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"

    kind = models.CharField(max_length=9, choices=Kind, default=Kind.WORKED)
    year = models.CharField(max_length=20)
    over = models.CharField("over which cases it speaks", max_length=300)
    tables = models.JSONField()
    source = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.CharField("why", max_length=1000, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(compartment__isnull=True), name="reviews_kept_year_in_no_case"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("kept_by")),
                name="reviews_kept_year_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_by__isnull=True)
                | ~Q(status="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="reviews_kept_year_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="worked") | ~Q(source=""), name="reviews_published_has_its_source"
            ),
            models.UniqueConstraint(
                fields=["space", "year", "kind"],
                condition=~Q(status="declined"),
                name="reviews_year_is_kept_once",
            ),
        ]

    def __str__(self) -> str:
        what = "As published" if self.kind == self.Kind.PUBLISHED else "Across the cases"
        return f"{what}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:kept", args=[self.public_id])
