"""Partnerships, areas, agencies, groups and priorities: what everything else stands on."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from goldthread.access.principal import Principal
from goldthread.access.rows import Row, everybody_signed_in
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow

OPEN = Sensitivity.PUBLIC
INSIDE = Sensitivity.PARTNERSHIP


def everybody_of_the_space(principal: Principal) -> Q:
    """What is told to everybody who works in the partnership."""
    return Q()


def in_date(on: date, prefix: str = "") -> Q:
    """Rows that hold on a day: begun, as far as that is known, and not ended before it."""
    return in_span(on, on, prefix)


def in_span(first: date, last: date | None, prefix: str = "") -> Q:
    """Rows that hold on any day from the first to the last; without a last day, on any day after."""
    going_on = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": first})
    if last is None:
        return going_on
    begun = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": last})
    return begun & going_on


# Two rows that both began on a day that nobody knows are the same row: in a unique key the unknown day
# is one day, since databases hold two nulls to be different.
KNOWN_START = Coalesce("starts_on", Value(date(1900, 1, 1)))


class Dated(models.Model):
    """Something with a first day, where that is known, and a last one, once it is."""

    sensitivity: ClassVar[dict[str, Sensitivity]] = {"starts_on": OPEN, "ends_on": OPEN}

    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]


class Space(Row, Dated):
    """A partnership, or a collaboration of several: the owner of rows.

    A space that takes the place of another `succeeds` it; the old one ends and its rows stay.
    """

    scope = staticmethod(lambda principal: Q(pk__in=principal.spaces))
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("code", "name", "kind", "is_fictional", "source", "members", "succeeds", "areas"), OPEN
    )

    class Kind(models.TextChoices):
        PARTNERSHIP = "partnership", "Partnership"
        COLLABORATION = "collaboration", "Collaboration"

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.PARTNERSHIP)
    is_fictional = models.BooleanField(default=False)
    source = models.CharField(max_length=400, blank=True)
    members = models.ManyToManyField("self", symmetrical=False, related_name="collaborations")
    succeeds = models.ManyToManyField("self", symmetrical=False, related_name="succeeded_by")
    areas = models.ManyToManyField("register.Area", through="register.SpaceArea")

    def __str__(self) -> str:
        return self.name

    @property
    def space_id(self) -> int:
        """A space belongs to itself: may this be done in it, and in which trail is it told?"""
        return self.pk


class Area(Row, Dated):
    """A piece of geography: a council, but also a police force's, an NHS place's or a region."""

    scope = staticmethod(everybody_signed_in)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("code", "name", "kind", "is_fictional", "within"), OPEN
    )

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        PARTNERSHIP = "partnership", "Partnership"
        POLICE_FORCE = "police_force", "Police force"
        NHS_PLACE = "nhs_place", "NHS place"
        PROVIDER = "provider", "Provider"
        REGION = "region", "Region"
        COUNTRY = "country", "Country"

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=Kind)
    is_fictional = models.BooleanField(default=False)
    within = models.ManyToManyField("self", symmetrical=False, related_name="parts")

    def __str__(self) -> str:
        return self.name


class SpaceArea(Row, Dated):
    """An area that a partnership is responsible for, or compares itself with."""

    scope = staticmethod(lambda principal: Q(space_id__in=principal.spaces))
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("space", "area", "is_comparator", "order"), OPEN
    )

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="area_links")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="space_links")
    is_comparator = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(Dated.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["space", "area"], name="register_area_once_a_space"),
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.space}"


class Agency(Row, Dated):
    """An organisation that works with children; it stands outside partnerships and may be in many."""

    scope = staticmethod(everybody_signed_in)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("code", "name", "kind", "is_fictional", "source"), OPEN
    )

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        POLICE = "police", "Police"
        HEALTH = "health", "Health"
        EDUCATION = "education", "Education and early years"
        JUSTICE = "justice", "Justice and probation"
        HOUSING = "housing", "Housing"
        VOLUNTARY = "voluntary", "Voluntary and faith"
        OTHER = "other", "Other"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=Kind)
    is_fictional = models.BooleanField(default=False)
    source = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.name


class Membership(SpaceRow, Dated):
    """An agency's place in a partnership."""

    scope = staticmethod(everybody_of_the_space)
    ties: ClassVar[dict[str, str]] = {"register.agency": "agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("agency", "standing", "source"), OPEN
    )

    class Standing(models.TextChoices):
        STATUTORY = "statutory", "Statutory safeguarding partner"
        RELEVANT = "relevant", "Relevant agency"
        OTHER = "other", "Other"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=10, choices=Standing)
    source = models.CharField(max_length=400, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "space",
                "agency",
                KNOWN_START,
                name="register_agency_once_a_space",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.space_id}"


class Group(SpaceRow, Dated):
    """A group of the arrangements: an executive, a subgroup, a panel."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("name", "parent", "cadence", "purpose", "chair", "source", "is_outside"), OPEN
    )

    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True
    )
    cadence = models.CharField("how often it meets", max_length=80, blank=True)
    purpose = models.TextField(blank=True)
    chair = models.CharField("who chairs it, by role", max_length=120, blank=True)
    is_outside = models.BooleanField("a board of others that this one is linked to", default=False)
    source = models.CharField(max_length=400, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["space", "name"], name="register_group_once_a_space"),
        ]

    def __str__(self) -> str:
        return self.name


class Priority(SpaceRow, Dated):
    """What a partnership has decided to put first, for some years."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("name", "aim", "order", "source"), OPEN
    )

    name = models.CharField(max_length=120)
    aim = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=400, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                "space",
                "name",
                KNOWN_START,
                name="register_priority_once_a_space",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Setting(SpaceRow):
    """A partnership's own value above a default that is not confirmed; who set it is in the trail."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("name", "value", "reason", "source", "holds_from"), INSIDE
    )

    name = models.CharField(max_length=80)
    value = models.JSONField()
    reason = models.TextField()
    source = models.CharField(max_length=400, blank=True)
    holds_from = models.DateField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "name", "holds_from"], name="register_setting_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Compartment(Row, Dated):
    """A named list of people: rows inside are seen by them and by nobody else."""

    scope = staticmethod(lambda principal: Q(pk__in=principal.compartments))
    sensitivity: ClassVar[dict[str, Sensitivity]] = {"space": INSIDE, "name": Sensitivity.SEALED}

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    class Meta(Dated.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["space", "name"], name="register_compartment_once"),
        ]

    def __str__(self) -> str:
        return self.name
