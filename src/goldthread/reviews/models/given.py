"""What each agency is asked for, and gives: a summary and its chronology."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.reviews.models.cases import (
    INSIDE,
    PERSON,
    SEALED,
    SPECIAL,
    CaseRow,
    own_agencys_or_all,
)
from goldthread.reviews.models.rapid import OF_A_REVIEW, RapidReview
from goldthread.vault.fields import SealedTextField


class AgencyRequest(CaseRow):
    """What one agency is asked for in a review, until a day; and its summary once it is given."""

    scope = staticmethod(own_agencys_or_all)
    ties: ClassVar[dict[str, str]] = {**OF_A_REVIEW, "register.agency": "agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            (
                *("review", "agency", "due_on", "status", "asked_by", "asked_at"),
                *("given_by", "given_at", "heard_how"),
            ),
            INSIDE,
        ),
        **dict.fromkeys(("words", "summary"), SEALED),
        "knew_the_family": SPECIAL,
    }

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        GIVEN = "given", "Given"
        WITHDRAWN = "withdrawn", "No longer asked"

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    words = SealedTextField("what is asked")
    due_on = models.DateField()
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED)
    knew_the_family = models.BooleanField(null=True)
    summary = SealedTextField()
    heard_how = models.CharField(
        "how it came, where it was entered for them", max_length=120, blank=True
    )
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    given_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["review", "agency"], name="reviews_agency_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.review}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:request", args=[self.public_id])

    def is_late(self, on: date) -> bool:
        return self.status == self.Status.ASKED and self.due_on < on


class ChronologyEntry(CaseRow):
    """One event as an agency recorded it, in pseudonyms; the words as they came stay beside them, sealed."""

    scope = staticmethod(own_agencys_or_all)
    ties: ClassVar[dict[str, str]] = {
        "reviews.agencyrequest": "request_id",
        "reviews.rapidreview": "request__review_id",
        "reviews.incident": "request__review__incident_id",
        "register.agency": "agency_id",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("request", "agency", "status", "written_by", "written_at"), INSIDE),
        **dict.fromkeys(("happened_on", "kind", "people"), SPECIAL),
        **dict.fromkeys(("text", "as_it_came"), SEALED),
    }

    class Kind(models.TextChoices):
        CONTACT = "contact", "Contact or referral"
        VISIT = "visit", "Visit or appointment"
        MISSED = "missed", "Missed appointment"
        ASSESSMENT = "assessment", "Assessment or meeting"
        HEALTH = "health", "Health"
        SCHOOL = "school", "School or nursery"
        POLICE = "police", "Police"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        TO_CHECK = "to_check", "Names are to be checked"
        KEPT = "kept", "In the chronology"
        DROPPED = "dropped", "Left out"

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="entries")
    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OTHER)
    people = models.ManyToManyField("vault.Identity", related_name="+")
    text = SealedTextField()
    as_it_came = SealedTextField()
    status = models.CharField(max_length=8, choices=Status, default=Status.TO_CHECK)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        verbose_name_plural = "chronology entries"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["request", "status"], name="reviews_entries_of_a_request"),
        ]

    def __str__(self) -> str:
        return f"entry of {self.happened_on:%d %B %Y}"
