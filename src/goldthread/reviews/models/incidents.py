"""An incident, what it was held against, what was decided, and that it was notified."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.reviews.criteria import Set
from goldthread.reviews.models.cases import (
    INSIDE,
    PERSON,
    SEALED,
    SPECIAL,
    CaseRow,
    those_of_the_case,
)
from goldthread.vault.fields import SealedTextField

SETS = [(each.value, each.value) for each in Set]


class Incident(CaseRow):
    """Something that may have to be notified. It is called by its number, and never by a name."""

    scope = staticmethod(those_of_the_case)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("year", "number", "council", "status", "told_by", "told_at"), INSIDE),
        **dict.fromkeys(("harm", "aware_on", "happened_on", "child_death_reference"), SPECIAL),
        "account": SEALED,
    }

    class Harm(models.TextChoices):
        DEATH = "death", "A child died"
        SERIOUS_HARM = "serious_harm", "A child was seriously harmed"
        LOOKED_AFTER = "looked_after", "A looked-after child died"
        CARE_LEAVER = "care_leaver", "A care leaver died"

    class Status(models.TextChoices):
        OPEN = "open", "To be decided"
        TO_NOTIFY = "to_notify", "To be notified"
        NOT_NOTIFIABLE = "not_notifiable", "Not notifiable"
        NOTIFIED = "notified", "Notified"

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    council = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    harm = models.CharField("what happened", max_length=12, choices=Harm)
    aware_on = models.DateField("the day on which the council became aware")
    happened_on = models.DateField(null=True)
    account = SealedTextField("what is known")
    child_death_reference = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=14, choices=Status, default=Status.OPEN)
    told_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["space", "year", "number"], name="reviews_incident_number"
            ),
        ]

    def __str__(self) -> str:
        return f"Incident {self.reference}"

    @property
    def reference(self) -> str:
        return f"{self.year}-{self.number:02}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:incident", args=[self.public_id])


class CriterionAnswer(CaseRow):
    """What was answered to one criterion, and why; a later answer takes the place of an earlier one."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("incident", "of", "criterion", "answered_by", "answered_at"), INSIDE),
        "answer": SPECIAL,
        "because": SEALED,
    }

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known yet"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="answers")
    of = models.CharField(max_length=8, choices=SETS)
    criterion = models.CharField(max_length=40)
    answer = models.CharField(max_length=9, choices=Answer)
    because = SealedTextField()
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["incident", "of", "criterion"], name="reviews_criterion_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return self.criterion


class NoticeDecision(CaseRow):
    """That an incident is notified or is not, by whom and why; kept for good, also when it is no."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("incident", "is_notifiable", "decided_by", "decided_at"), INSIDE),
        "because": SEALED,
    }

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions")
    is_notifiable = models.BooleanField()
    because = SealedTextField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return "Notifiable" if self.is_notifiable else "Not notifiable"


class Notification(CaseRow):
    """What was sent through the national system, which this is not: its reference, day and text."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            ("incident", "reference", "notified_on", "partners_told_on", "noted_by", "noted_at"),
            INSIDE,
        ),
        "text": SEALED,
    }

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="notification")
    reference = models.CharField("reference in the national system", max_length=60)
    notified_on = models.DateField()
    text = SealedTextField("what was sent")
    partners_told_on = models.DateField(null=True)
    noted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reference=""), name="reviews_notification_has_its_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"notification {self.reference}"
