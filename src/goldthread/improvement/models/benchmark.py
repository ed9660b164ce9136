"""What came from outside, such as a national review: each recommendation of it, and how each agency stands."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.improvement.models.learning import INSIDE, TEXT
from goldthread.improvement.models.scopes import of_ones_agency, of_readers
from goldthread.improvement.models.work import PERSON
from goldthread.register.rows import SpaceRow


class Benchmark(SpaceRow):
    """A published document against which the partnership is asked: what have we done?"""

    scope = staticmethod(of_readers)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("kind", "title", "published_on", "address", "status", "due_on", "decided_because"),
            *("decided_by", "decided_at", "ended_because", "ended_by", "ended_at"),
            *("written_by", "written_at"),
        ),
        INSIDE,
    )

    class Kind(models.TextChoices):
        NATIONAL_REVIEW = "national_review", "National review"
        LETTER = "letter", "Ministerial letter"
        GUIDANCE = "guidance", "New edition of guidance"
        ELSEWHERE = "elsewhere", "Inspection or inquiry elsewhere"

    class Status(models.TextChoices):
        CAME = "came", "Waiting for a decision"
        ASKED = "asked", "Agencies are asked"
        ASIDE = "aside", "Not relevant here"
        ANSWERED = "answered", "Answered"

    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    address = models.URLField("where it is published", max_length=400, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.CAME)
    due_on = models.DateField("when the answer is due")
    decided_because = models.TextField("why it is relevant or not", max_length=TEXT, blank=True)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    ended_because = models.TextField("what follows", max_length=TEXT, blank=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="came", decided_at=None, decided_by=None, decided_because="")
                | ~Q(status="came")
                & ~Q(decided_because="")
                & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="improvement_benchmark_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", ended_at__isnull=False, ended_by__isnull=False)
                | ~Q(status="answered") & Q(ended_at=None, ended_by=None, ended_because=""),
                name="improvement_benchmark_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement:benchmark", args=[self.public_id])


class Point(SpaceRow):
    """A recommendation of it, or several where a source gives their number and not their words."""

    scope = staticmethod(of_readers)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("benchmark", "number", "text", "stands_for"), INSIDE
    )

    benchmark = models.ForeignKey(Benchmark, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    stands_for = models.PositiveSmallIntegerField("recommendations it stands for", default=1)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["benchmark", "number"], name="improvement_point_once"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.benchmark.get_absolute_url()


class Standing(SpaceRow):
    """How one agency says that it stands on one point; without an agency, the partnership itself."""

    scope = staticmethod(of_ones_agency)
    ties: ClassVar[dict[str, str]] = {"register.agency": "agency_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("point", "agency", "stands", "evidence", "answered_by", "answered_at"), INSIDE
    )

    class Stands(models.TextChoices):
        MET = "met", "Met"
        PARTLY = "partly", "Partly"
        NOT = "not", "Not met"
        NOT_OURS = "not_ours", "Does not apply to us"

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="standings")
    agency = models.ForeignKey(
        "register.Agency", on_delete=models.PROTECT, related_name="+", null=True
    )
    stands = models.CharField(max_length=8, choices=Stands, blank=True)
    evidence = models.TextField("what shows it", max_length=TEXT, blank=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["point", "agency"], name="improvement_standing_once_an_agency"
            ),
            models.UniqueConstraint(
                fields=["point"],
                condition=Q(agency=None),
                name="improvement_standing_once_ourselves",
            ),
            models.CheckConstraint(
                condition=Q(stands="", evidence="", answered_at=None, answered_by=None)
                | ~Q(stands="")
                & ~Q(evidence="")
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="improvement_standing_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_of}, point {self.point.number}"

    @property
    def asked_of(self) -> str:
        return str(self.agency) if self.agency_id else "The partnership itself"

    def get_absolute_url(self) -> str:
        return reverse("improvement:standing", args=[self.public_id])
