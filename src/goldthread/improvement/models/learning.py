"""What was learnt and what is recommended: sources, findings, themes and recommendations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.improvement.models.scopes import by_way_of_actions
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow

INSIDE = Sensitivity.PARTNERSHIP
TEXT = 4000
SMART = {
    "specific": "Specific",
    "measurable": "Measurable",
    "achievable": "Achievable",
    "relevant": "Relevant",
    "timely": "By when",
}


class Theme(SpaceRow):
    """What findings of several years have in common, such as sharing information."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(("name", "words"), INSIDE)

    name = models.CharField(max_length=80)
    words = models.TextField("what belongs to it", max_length=1000, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["space", "name"], name="improvement_theme_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("improvement:theme", args=[self.public_id])


class Source(SpaceRow):
    """Where something was learnt. A module that holds the record names it by its kind and random id."""

    scope = staticmethod(
        by_way_of_actions(model="Source", path="findings__recommendations__actions")
    )
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("kind", "title", "reference", "happened_on"),
            *("record_kind", "record_id", "figure", "written_by", "written_at"),
        ),
        INSIDE,
    )

    class Kind(models.TextChoices):
        RAPID_REVIEW = "rapid_review", "Rapid review"
        PRACTICE_REVIEW = "practice_review", "Practice review"
        AUDIT = "audit", "Audit"
        SECTION_11 = "section_11", "Section 11"
        SCRUTINY = "scrutiny", "Scrutiny"
        CHILD_DEATH = "child_death", "Child death"
        FIGURE = "figure", "Change in a figure"
        ESCALATION = "escalation", "Escalation"
        VOICE = "voice", "What children and families say"
        INSPECTION = "inspection", "Inspection"
        NATIONAL_REVIEW = "national_review", "National review"
        LETTER = "letter", "Letter"
        OTHER = "other", "Something else"

    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    happened_on = models.DateField("its date", null=True)
    record_kind = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=22, blank=True)
    figure = models.CharField("figure that it is about", max_length=120, blank=True)
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "record_kind", "record_id"],
                condition=~Q(record_kind=""),
                name="improvement_source_once_a_record",
            ),
            models.CheckConstraint(
                condition=Q(record_kind="", record_id="") | ~Q(record_kind="") & ~Q(record_id=""),
                name="improvement_source_names_its_record_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Finding(SpaceRow):
    """What was found, in pseudonyms: a strength or a concern."""

    scope = staticmethod(by_way_of_actions(model="Finding", path="recommendations__actions"))
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("title", "kind", "text", "evidence", "themes", "sources", "status"),
            *("no_recommendation_because", "written_by", "written_at"),
        ),
        INSIDE,
    )

    class Kind(models.TextChoices):
        CONCERN = "concern", "Concern"
        STRENGTH = "strength", "Strength"

    class Status(models.TextChoices):
        OPEN = "open", "To be followed"
        ENDS_HERE = "ends_here", "No recommendation follows"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(max_length=TEXT, blank=True)
    evidence = models.TextField("what it rests on", max_length=TEXT, blank=True)
    themes = models.ManyToManyField(Theme, related_name="findings")
    sources = models.ManyToManyField(Source, related_name="findings")
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    no_recommendation_because = models.TextField(max_length=TEXT, blank=True)
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="open", no_recommendation_because="")
                | Q(status="ends_here") & ~Q(no_recommendation_because=""),
                name="improvement_finding_ends_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement:finding", args=[self.public_id])


class Recommendation(SpaceRow):
    """What ought to change, each of its SMART parts said in words; accepted or declined by somebody else."""

    scope = staticmethod(by_way_of_actions(model="Recommendation", path="actions"))
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("text", *SMART, "findings", "status", "decided_by", "decided_at"),
            *("decided_because", "written_by", "written_at"),
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Waiting for a decision"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    text = models.CharField(max_length=400)
    specific = models.TextField(max_length=1000, blank=True)
    measurable = models.TextField(max_length=1000, blank=True)
    achievable = models.TextField(max_length=1000, blank=True)
    relevant = models.TextField(max_length=1000, blank=True)
    timely = models.TextField(max_length=1000, blank=True)
    findings = models.ManyToManyField(Finding, related_name="recommendations")
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    decided_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(max_length=TEXT, blank=True)
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="proposed", decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(status="proposed")
                & ~Q(decided_because=""),
                name="improvement_recommendation_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("improvement:recommendation", args=[self.public_id])

    @property
    def smart(self) -> list[tuple[str, str]]:
        """Each SMART part with what was said of it; blank where nothing was."""
        return [(label, getattr(self, name)) for name, label in SMART.items()]
