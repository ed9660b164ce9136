"""How somebody wants to be told of what is due: by a letter, and in their own calendar."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.access.rows import Row
from goldthread.house import Sensitivity
from goldthread.inbox.permissions import SEE_ASKED, SEE_ASKED_OF_ALL
from goldthread.register.rows import SpaceRow

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MORNING = 7  # the hour at which the letter is written where nobody chose another


class DigestChoice(Row):
    """When somebody gets the letter of what is due, and what the last one counted.

    `told` holds keyed hashes of what was counted, so that a letter only comes where something is new.
    """

    scope = staticmethod(lambda principal: Q(person_id=principal.person_id))
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("person", "how_often", "weekday", "hour"), Sensitivity.PERSONAL),
        **dict.fromkeys(("considered_at", "sent_on"), Sensitivity.PERSONAL),
        "told": Sensitivity.SEALED,
    }

    class HowOften(models.TextChoices):
        DAILY = "daily", "Every day"
        WEEKLY = "weekly", "Once a week"
        NEVER = "never", "Never"

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.PROTECT, related_name="digest_choice"
    )
    how_often = models.CharField(max_length=6, choices=HowOften, default=HowOften.DAILY)
    weekday = models.PositiveSmallIntegerField(default=0, choices=list(enumerate(WEEKDAYS)))
    hour = models.PositiveSmallIntegerField(default=MORNING)
    considered_at = models.DateTimeField("when it was looked at last")
    sent_on = models.DateField(null=True)
    told = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(hour__lte=23, weekday__lte=6), name="inbox_digest_has_its_hour"
            )
        ]

    def __str__(self) -> str:
        return f"letter of what is due: {self.get_how_often_display().lower()}"


class CalendarKey(Row):
    """A secret address at which somebody's calendar reads what is due; only its hash is kept."""

    scope = staticmethod(lambda principal: Q(person_id=principal.person_id))
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("person", "made_at", "ended_at", "read_on"), Sensitivity.PERSONAL),
        "token_hash": Sensitivity.SEALED,
    }

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="calendar_keys"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_on = models.DateField("last day on which a calendar read it", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="inbox_one_calendar_each",
            )
        ]

    def __str__(self) -> str:
        return f"calendar address, made {self.made_at:%d %B %Y}"


def _asked_in_sight(principal: Principal) -> Q:
    """All agencies' for those who see them all; else one's own agency's."""
    whole = {held.space_id for held in principal.with_permission(SEE_ASKED_OF_ALL)}
    seen = Q(space_id__in=whole)
    for held in principal.with_permission(SEE_ASKED):
        if held.agency_id is not None:
            seen |= Q(space_id=held.space_id, agency_id=held.agency_id)
    return seen


class AskedOfAgency(SpaceRow):
    """Something asked of people of an agency, by its kind and days: never what it is about.

    It is asked from the day on which it was first seen in their lists until it is seen in none of them.
    """

    scope = staticmethod(_asked_in_sight)
    ties: ClassVar[dict[str, str]] = {"register.agency": "agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("agency", "kind", "url", "people", "due_on", "asked_on", "ended_on"),
        Sensitivity.PARTNERSHIP,
    )

    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    people = models.ManyToManyField("accounts.Person", related_name="+")
    due_on = models.DateField(null=True)
    asked_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        verbose_name_plural = "asked of agencies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "agency", "kind", "url"],
                condition=Q(ended_on__isnull=True),
                name="inbox_asked_once_at_a_time",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["space", "agency", "asked_on"], name="inbox_asked_by_quarter"),
        ]

    def __str__(self) -> str:
        return f"asked since {self.asked_on:%d %B %Y}"
