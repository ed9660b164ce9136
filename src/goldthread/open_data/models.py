"""An indicator that was proposed as open data, as it was frozen, and what was decided about it."""

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow

INSIDE = Sensitivity.PARTNERSHIP


class TableDamaged(RuntimeError):
    """What is kept of an open table is not what was approved."""


class OpenTable(SpaceRow):
    """One indicator over some areas and periods, frozen when it was proposed.

    `held` is what the public is given, as text: its SHA-256 is what was approved, and the JSON file is
    this very text. `behind` holds the numbers that it was protected by, for what is published later.
    """

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            (
                *("why", "caveats", "held", "behind", "status", "proposed_by", "proposed_at"),
                *("decided_by", "decided_at", "decided_because"),
                *("withdrawn_by", "withdrawn_at", "withdrawn_because"),
            ),
            INSIDE,
        ),
        # What its addresses and lists say, once it is public: words of the catalogue and the register.
        **dict.fromkeys(("key", "title", "level", "from_period", "sha256"), Sensitivity.PUBLIC),
    }

    class Level(models.TextChoices):
        PARTNERSHIP = "partnership", "The partnership as a whole"
        COUNCILS = "councils", "Each council"
        BOTH = "both", "Each council, and the partnership as a whole"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Waits for a decision"
        PUBLISHED = "published", "Open to everybody"
        DECLINED = "declined", "Declined"
        TAKEN_BACK = "taken_back", "Taken back before it was decided"
        REPLACED = "replaced", "Replaced by a later one"
        WITHDRAWN = "withdrawn", "Withdrawn"

    key = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=11, choices=Level)
    from_period = models.CharField(max_length=20)
    why = models.TextField()
    caveats = models.TextField(blank=True)
    held = models.TextField()
    sha256 = models.CharField(max_length=64)
    behind = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "key"],
                condition=Q(status="published"),
                name="open_data_one_table_is_public",
            ),
            models.UniqueConstraint(
                fields=["space", "key"],
                condition=Q(status="proposed"),
                name="open_data_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_by__isnull=True)
                | ~Q(status="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="open_data_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("declined", "taken_back", "proposed"))
                | ~Q(decided_by=models.F("proposed_by")),
                name="open_data_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_by__isnull=False)
                & ~Q(withdrawn_because="")
                | ~Q(status="withdrawn") & Q(withdrawn_by__isnull=True),
                name="open_data_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("open_data:one", args=[self.public_id])

    def insist_unaltered(self) -> None:
        """Raise TableDamaged where what is kept was altered since it was frozen."""
        if hash_of(self.held) != self.sha256:
            raise TableDamaged(f"open table {self.public_id} was altered")


def hash_of(held: str) -> str:
    """The hash by which a frozen table is known again; also that of its JSON file."""
    return hashlib.sha256(held.encode()).hexdigest()
