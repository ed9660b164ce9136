"""Events that happen seldom, and their days: kept by an officer, for a chart of how far apart they lie."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.performance.models.fields import INSIDE
from goldthread.performance.permissions import SEE_RARE_EVENTS
from goldthread.register.rows import SpaceRow, where_held

PERSON = "accounts.Person"


def those_who_see_rare_events(principal: Principal) -> Q:
    """The partnership's own people: the day of a rare event can say who it happened to."""
    return where_held(principal, SEE_RARE_EVENTS)


class RareEvent(SpaceRow):
    """Something that happens seldom, and what exactly counts as one."""

    scope = staticmethod(those_who_see_rare_events)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("title", "counts", "is_bad", "begun_by", "begun_at"), INSIDE
    )

    title = models.CharField(max_length=120)
    counts = models.TextField()
    is_bad = models.BooleanField()
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "title"], name="performance_rare_event_has_its_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rare-event", args=[self.public_id])


class RareDay(SpaceRow):
    """The day of one event; struck out, with a reason, where it was wrong."""

    scope = staticmethod(those_who_see_rare_events)
    ties: ClassVar[dict[str, str]] = {"performance.rareevent": "event_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("event", "kept_by", "kept_at"), INSIDE),
        **dict.fromkeys(("struck_by", "struck_at", "struck_because"), INSIDE),
        **dict.fromkeys(("happened_on", "cases"), Sensitivity.PERSONAL),
    }

    event = models.ForeignKey(RareEvent, on_delete=models.PROTECT, related_name="days")
    happened_on = models.DateField()
    cases = models.PositiveIntegerField(null=True)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    struck_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    struck_at = models.DateTimeField(null=True)
    struck_because = models.TextField(blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["event", "happened_on"], name="performance_rare_days"),
        ]

    def __str__(self) -> str:
        return f"one of: {self.event}"
