"""Why a local figure and the official one disagree."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.house import OriginKind, Sensitivity
from goldthread.performance.models.fields import INSIDE, OPEN, value_field
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow


class Explanation(SpaceRow):
    """The reason that somebody gave for two numbers of one figure. It holds for these two numbers alone."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "indicator",
            "period",
            "origin",
            "publisher",
            "local_value",
            "official_value",
            "text",
            "explained_by",
            "explained_at",
        ),
        INSIDE,
    ) | {"reason": OPEN}

    class Reason(models.TextChoices):
        DEFINITION = "definition", "Another definition: the two count different things"
        DATE = "date", "Another date: the two were counted at different times"
        LOCAL_ERROR = "local_error", "An error in the local figure"
        OFFICIAL_ERROR = "official_error", "An error in the official figure"
        UNKNOWN = "unknown", "Looked into, and not known"

    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    origin = models.CharField(max_length=8, choices=[(k.value, k.value) for k in OriginKind])
    publisher = models.CharField(max_length=200, blank=True)
    local_value = value_field()
    official_value = value_field()
    reason = models.CharField(max_length=14, choices=Reason)
    text = models.TextField()
    explained_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(
                    area__isnull=False, local_value__isnull=False, official_value__isnull=False
                ),
                name="performance_explanation_of_two_numbers",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["space", "explained_at"], name="performance_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"
