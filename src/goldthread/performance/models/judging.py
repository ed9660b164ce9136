"""How a partnership has its indicators judged, and the changes that it has to answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.house import Sensitivity
from goldthread.measures.judging import Variation
from goldthread.performance.models.fields import INSIDE, OPEN, value_field
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow


class Target(SpaceRow):
    """What a partnership wants an indicator to reach, from a day on; no value: it has no target any more.

    Without an area it is that of every area which has none of its own.
    """

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("indicator", "value", "holds_from", "reason", "source", "set_by", "set_at"), INSIDE
    )

    indicator = models.CharField(max_length=80)
    value = value_field()
    holds_from = models.DateField()
    reason = models.TextField()
    source = models.CharField(max_length=400, blank=True)
    set_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["space", "indicator"], name="performance_targets"),
        ]

    def __str__(self) -> str:
        return self.indicator


class Rebase(SpaceRow):
    """The limits of an indicator in an area begin anew from a period on, for a reason."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "indicator",
            "from_period",
            "reason",
            "rebased_by",
            "rebased_at",
            "taken_back_by",
            "taken_back_at",
            "taken_back_because",
        ),
        INSIDE,
    )

    indicator = models.CharField(max_length=80)
    from_period = models.CharField(max_length=20)
    reason = models.TextField()
    rebased_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    rebased_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.TextField(blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(area__isnull=False), name="performance_rebase_of_an_area"
            ),
            models.UniqueConstraint(
                fields=["space", "indicator", "area", "from_period"],
                condition=Q(taken_back_at__isnull=True),
                name="performance_rebased_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, from {self.from_period}"


class ChangeToAnswer(SpaceRow):
    """A special cause that a group has to answer, with its chart as it was on the day it was found."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "indicator",
            "period",
            "variation",
            "group",
            "sentence",
            "chart",
            "chart_narrow",
            "points",
            "found_at",
            "answer",
            "because",
            "action",
            "owner",
            "due_on",
            "answered_by",
            "answered_at",
        ),
        INSIDE,
    ) | {"key_of_marks": OPEN}

    class Answer(models.TextChoices):
        NO_ACTION = "no_action", "No action is needed"
        ACTION = "action", "An action is to be taken"

    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    variation = models.CharField(max_length=20, choices=[(v.value, v.words) for v in Variation])
    group = models.ForeignKey(
        "register.Group", on_delete=models.PROTECT, related_name="+", null=True
    )
    sentence = models.TextField()
    chart = models.TextField()
    chart_narrow = models.TextField()
    key_of_marks = models.TextField(blank=True)
    points = models.JSONField()
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    because = models.TextField(blank=True)
    action = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    answered_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    answered_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "indicator", "area", "period"],
                name="performance_change_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer="", because="", action="", owner="", due_on=None, answered_at=None
                )
                | Q(answer="no_action", action="", owner="", due_on=None, answered_at__isnull=False)
                & ~Q(because="")
                | Q(answer="action", due_on__isnull=False, answered_at__isnull=False)
                & ~Q(action="")
                & ~Q(owner=""),
                name="performance_change_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"


class Pack(SpaceRow):
    """What a partnership's executive saw of its scorecard: plain data, frozen, and the file made of it."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("period", "content", "sha256", "frozen_by", "frozen_at", "file"), INSIDE
    )

    period = models.CharField(max_length=20)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"Pack of {self.period}"
