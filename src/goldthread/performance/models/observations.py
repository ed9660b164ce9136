"""Figures that count: accepted, or checked by a second person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.house import Basis, OriginKind, Sensitivity
from goldthread.performance.models.documents import Transcription
from goldthread.performance.models.fields import INSIDE, value_field
from goldthread.performance.models.returns import Return
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow


class Observation(SpaceRow):
    """An accepted value of an indicator, for an area and a period, with where it came from."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "indicator",
            "definition_version",
            "period",
            "period_starts_on",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "basis",
            "origin",
            "of_return",
            "of_transcription",
            "row",
            "note",
            "is_current",
        ),
        INSIDE,
    )

    indicator = models.CharField(max_length=80)
    definition_version = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    period_starts_on = models.DateField()
    breakdown = models.CharField(max_length=60, blank=True)
    value = value_field()
    numerator = value_field()
    denominator = value_field()
    basis = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Basis])
    origin = models.CharField(max_length=8, choices=[(k.value, k.value) for k in OriginKind])
    of_return = models.ForeignKey(
        Return, on_delete=models.PROTECT, related_name="observations", null=True
    )
    of_transcription = models.ForeignKey(
        Transcription, on_delete=models.PROTECT, related_name="observations", null=True
    )
    row = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(origin="return", of_return__isnull=False, of_transcription__isnull=True)
                | Q(origin="document", of_return__isnull=True, of_transcription__isnull=False),
                name="performance_observation_has_its_origin",
            ),
            models.UniqueConstraint(
                fields=["space", "area", "indicator", "period", "breakdown"],
                condition=Q(is_current=True, origin="return"),
                name="performance_one_current_from_returns",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["space", "indicator", "area", "period_starts_on"],
                condition=Q(is_current=True),
                name="performance_current_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"
