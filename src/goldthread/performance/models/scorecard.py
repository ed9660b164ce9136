"""What a partnership has put on its scorecard, how it words it, and what is said of it."""

from typing import ClassVar

from django.db import models

from goldthread.house import Sensitivity
from goldthread.performance.models.fields import INSIDE, OPEN
from goldthread.register.models import KNOWN_START, Dated, everybody_of_the_space
from goldthread.register.rows import SpaceRow


class ScorecardLine(SpaceRow, Dated):
    """An indicator that the partnership has put on its scorecard, under a priority."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "priority", "standing", "order", "group"), OPEN
    )

    class Standing(models.TextChoices):
        HEADLINE = "headline", "Headline"
        SUPPORTING = "supporting", "Supporting"
        CONTEXT = "context", "Context"

    indicator = models.CharField(max_length=80)
    priority = models.ForeignKey(
        "register.Priority", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.SUPPORTING)
    order = models.PositiveSmallIntegerField(default=0)
    group = models.ForeignKey(
        "register.Group",
        verbose_name="the group that answers for its changes",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "space",
                "indicator",
                KNOWN_START,
                name="performance_line_once_a_space",
            ),
        ]

    def __str__(self) -> str:
        return self.indicator


class LocalDefinition(SpaceRow):
    """A partnership's own wording of an indicator from a day on, with the reason."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "version", "text", "holds_from", "reason"), OPEN
    )

    indicator = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    text = models.TextField()
    holds_from = models.DateField()
    reason = models.TextField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "indicator", "version"], name="performance_definition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, version {self.version}"


class Commentary(SpaceRow):
    """What somebody said of an indicator in a period, for those who read the scorecard."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "period", "text", "written_by", "written_at"), INSIDE
    )

    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    text = models.TextField()
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"
