"""What is done about it: actions, the decisions over them, evidence, and the tests that look again."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from goldthread.house import Rung, Sensitivity
from goldthread.improvement.models.learning import INSIDE, TEXT, Recommendation
from goldthread.improvement.models.scopes import actions_in_sight, of_action
from goldthread.register.rows import SpaceRow

RUNGS = [(rung.value, rung.label) for rung in Rung]
PERSON = "accounts.Person"


class Action(SpaceRow):
    """What one agency or several do, until a day, led by a person.

    One that came in from a tracker can name a lead whom nobody here is: `lead_told` keeps what it said.
    """

    scope = staticmethod(actions_in_sight)
    ties: ClassVar[dict[str, str]] = {"register.agency": "agencies"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("number", "title", "text", "recommendations", "agencies", "lead", "lead_told"),
            *("due_on", "status", "done_on", "figure", "written_by", "written_at"),
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        OPEN = "open", "Under way"
        DONE = "done", "Done"
        ACHIEVED = "achieved", "Achieved"
        WITHDRAWN = "withdrawn", "No longer pursued"

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=TEXT, blank=True)
    recommendations = models.ManyToManyField(Recommendation, related_name="actions")
    agencies = models.ManyToManyField("register.Agency", related_name="+")
    lead = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    lead_told = models.CharField(max_length=160, blank=True)
    due_on = models.DateField()
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    done_on = models.DateField(null=True)
    figure = models.CharField("figure that it is to move", max_length=120, blank=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["space", "number"], name="improvement_action_number"),
            models.CheckConstraint(
                condition=Q(lead__isnull=False) | ~Q(lead_told=""),
                name="improvement_action_has_a_lead_or_what_was_told",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["done", "achieved"], done_on__isnull=False)
                | Q(status__in=["open", "withdrawn"], done_on__isnull=True),
                name="improvement_action_done_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["space", "status", "due_on"], name="improvement_actions_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement:action", args=[self.public_id])

    @property
    def led_by(self) -> str:
        """The lead's name, or what a tracker said."""
        return str(self.lead) if self.lead_id else self.lead_told

    def is_late(self, on: date) -> bool:
        return self.status == self.Status.OPEN and self.due_on < on


class ActionDecision(SpaceRow):
    """One turn in an action's history: what was decided, by whom, and why."""

    scope = staticmethod(of_action)
    ties: ClassVar[dict[str, str]] = {
        "improvement.action": "action_id",
        "register.agency": "action__agencies",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("action", "kind", "because", "due_on", "lead", "decided_by", "decided_at"), INSIDE
    )

    class Kind(models.TextChoices):
        DONE = "done", "Done"
        ACHIEVED = "achieved", "Achieved"
        REOPENED = "reopened", "Opened again"
        WITHDRAWN = "withdrawn", "No longer pursued"
        HANDED_OVER = "handed_over", "Handed over"
        MOVED = "moved", "Another day"
        BROUGHT_IN = "brought_in", "Brought in as it stood"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=11, choices=Kind)
    because = models.TextField(max_length=TEXT)
    due_on = models.DateField(null=True)
    lead = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.get_kind_display()


class Evidence(SpaceRow):
    """What shows what an action did, and when; never changed: a better one `replaces` it.

    `sha256` is over the words, the link and the file's own hash.
    """

    scope = staticmethod(of_action)
    ties: ClassVar[dict[str, str]] = {
        "improvement.action": "action_id",
        "register.agency": "action__agencies",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("action", "shows", "rung", "speaks_from", "speaks_until", "received_on", "link"),
            *("file", "sha256", "replaces", "says_finished", "given_by", "given_at"),
        ),
        INSIDE,
    )

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    shows = models.TextField(max_length=TEXT)
    rung = models.PositiveSmallIntegerField(choices=RUNGS)
    speaks_from = models.DateField()
    speaks_until = models.DateField()
    received_on = models.DateField()
    link = models.URLField(max_length=400, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+", null=True
    )
    sha256 = models.CharField(max_length=64)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True
    )
    says_finished = models.BooleanField(default=False)
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        verbose_name_plural = "evidence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(speaks_until__gte=F("speaks_from")),
                name="improvement_evidence_speaks_of_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence of {self.given_at:%d %B %Y}"


class LookBack(SpaceRow):
    """A test again, on a day: whether the change is embedded, and how that is known."""

    scope = staticmethod(of_action)
    ties: ClassVar[dict[str, str]] = {
        "improvement.action": "action_id",
        "register.agency": "action__agencies",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("action", "due_on", "question", "verdict", "rung", "words"),
            *("tested_on", "tested_by", "tested_at", "set_by", "set_at"),
        ),
        INSIDE,
    )

    class Verdict(models.TextChoices):
        EMBEDDED = "embedded", "Embedded"
        PARTLY = "partly", "Partly embedded"
        NOT = "not", "Not embedded"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="tests")
    due_on = models.DateField()
    question = models.CharField("what is looked at", max_length=400, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    rung = models.PositiveSmallIntegerField(choices=RUNGS, null=True)
    words = models.TextField("how that is known", max_length=TEXT, blank=True)
    tested_on = models.DateField(null=True)
    tested_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    tested_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        verbose_name = "test"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(verdict="", rung=None, tested_at=None, tested_by=None, words="")
                | ~Q(verdict="")
                & ~Q(words="")
                & Q(rung__isnull=False, tested_at__isnull=False, tested_by__isnull=False),
                name="improvement_test_judged_whole",
            ),
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(verdict=""),
                name="improvement_one_test_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"test due on {self.due_on:%d %B %Y}"
