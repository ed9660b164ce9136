"""Releases of published statistics, and who imported and checked them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.access.rows import Row, everybody_signed_in
from goldthread.house import Basis, Sensitivity
from goldthread.performance.models.fields import INSIDE, OPEN, value_field


class Release(Row):
    """A published release of statistics. It stands outside partnerships: it is the same for all."""

    scope = staticmethod(everybody_signed_in)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("name", "publisher", "licence", "dated_on"), OPEN
    )

    name = models.CharField(max_length=160, unique=True)
    publisher = models.CharField(max_length=160)
    licence = models.CharField(max_length=160, blank=True)
    # Which of two releases is the newer: see `published.editions`.
    dated_on = models.DateField("the day that it is held to be of")

    def __str__(self) -> str:
        return self.name


def the_partnerships_own_or_everybodys(principal: Principal) -> Q:
    """What belongs to no space is everybody's; the rest is seen where it belongs."""
    if not principal.is_known:
        return Q(pk__in=[])
    return Q(space__isnull=True) | Q(space_id__in=principal.spaces)


class ReleaseFile(Row):
    """A file of a release as it was imported: its name, its hash, by whom, and how far it counts.

    It belongs to the partnership that imported it, or to none where whoever runs the installation did.
    """

    scope = staticmethod(the_partnerships_own_or_everybodys)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "space",
            "name",
            "identity",
            "sha256",
            "status",
            "taken_at",
            "taken_by",
            "checked_by",
            "checked_at",
            "taken_back_by",
            "taken_back_at",
            "reason",
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        WAITING = "waiting", "Not yet checked by a second person"
        COUNTS = "counts", "Checked"
        TAKEN_BACK = "taken_back", "Taken back"

    space = models.ForeignKey(
        "register.Space", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=160)
    identity = models.CharField(max_length=160)  # table, edition and the first of the hash
    sha256 = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    checked_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    checked_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_back_at = models.DateTimeField(null=True)
    reason = models.TextField("why it was taken back", blank=True)

    class Meta(Row.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(space__isnull=False) | ~Q(status="waiting"),
                name="performance_waiting_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(space__isnull=True)
                | ~Q(status="counts")
                | Q(checked_by__isnull=False) & ~Q(checked_by=models.F("taken_by")),
                name="performance_import_has_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status="taken_back") | ~Q(reason=""),
                name="performance_taken_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def still_standing(principal: Principal) -> Q:
    """The published figures that a principal may see, but for those that were taken back."""
    return Q(is_current=True) & the_partnerships_own_or_everybodys(principal)


class PublishedValue(Row):
    """A published figure of any area, with what the release printed where it printed no number.

    A figure that a later file of the same release gives differently stands beside the first. What a
    partnership imported is its own, and marked until a second person has checked it; what whoever runs
    the installation imported belongs to none, which is to all. One that was taken back is kept, and is
    not current.
    """

    scope = staticmethod(still_standing)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "space",
            "is_current",
            "release",
            "file",
            "indicator",
            "area_code",
            "old_area_code",
            "area_name",
            "level",
            "period",
            "period_starts_on",
            "breakdown",
            "value",
            "numerator",
            "denominator",
            "symbol",
            "basis",
            "source",
            "row",
            "note",
        ),
        OPEN,
    )

    space = models.ForeignKey(
        "register.Space", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    is_current = models.BooleanField(default=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="values")
    file = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="values")
    indicator = models.CharField(max_length=80)
    area_code = models.CharField(max_length=12)
    old_area_code = models.CharField(max_length=6, blank=True)
    area_name = models.CharField(max_length=120)
    level = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    period_starts_on = models.DateField()
    breakdown = models.CharField(max_length=60, blank=True)
    value = value_field()
    numerator = value_field()
    denominator = value_field()
    symbol = models.CharField(max_length=6, blank=True)
    basis = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Basis])
    source = models.CharField(max_length=200, blank=True)
    row = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["release", "file", "indicator", "area_code", "period", "breakdown", "row"],
                name="performance_published_once_a_file",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["indicator", "area_code", "period_starts_on"],
                name="performance_published_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area_name}, {self.period}"
