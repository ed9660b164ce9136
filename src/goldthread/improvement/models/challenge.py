"""Challenge events: agencies together in one room bring evidence to a panel of their peers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.improvement.models.learning import INSIDE, TEXT
from goldthread.improvement.models.scopes import before_ones_panel, of_event
from goldthread.improvement.models.work import PERSON, RUNGS, Action, Evidence, LookBack
from goldthread.register.rows import SpaceRow

# What the panel of South Tees asks each agency, in the words of its yearly report.
QUESTIONS = "How far has it come?\nDid it have the impact that it was for?\nIf not, what was done about that?"


class ChallengeEvent(SpaceRow):
    """A day on which a panel hears those who lead actions, and finds what each has changed."""

    scope = staticmethod(before_ones_panel)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *(
                "title",
                "held_on",
                "place",
                "chair",
                "panel",
                "questions",
                "status",
                "ended_because",
            ),
            *("ended_by", "ended_at", "written_by", "written_at"),
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        CONCLUDED = "concluded", "Concluded"
        CALLED_OFF = "called_off", "Called off"

    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    panel = models.ManyToManyField("accounts.Person", related_name="+")
    questions = models.TextField("what every action is asked", max_length=TEXT, default=QUESTIONS)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    ended_because = models.TextField("what follows, or why not", max_length=TEXT, blank=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status="planned", ended_at=None, ended_by=None, ended_because="")
                | ~Q(status="planned") & Q(ended_at__isnull=False, ended_by__isnull=False),
                name="improvement_event_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("improvement:challenge-event", args=[self.public_id])


class Challenge(SpaceRow):
    """One action before a panel: what it is asked, what was answered on what evidence, and the verdict.

    `test` is the test of the line that the verdict became; none where the action was still under way.
    """

    scope = staticmethod(of_event)
    ties: ClassVar[dict[str, str]] = {
        "improvement.action": "action_id",
        "register.agency": "action__agencies",
    }
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            *("event", "action", "question", "answer", "evidence", "answered_by", "answered_at"),
            *("verdict", "rung", "words", "next_on", "next_question", "judged_by", "judged_at"),
            "test",
        ),
        INSIDE,
    )

    event = models.ForeignKey(ChallengeEvent, on_delete=models.PROTECT, related_name="challenges")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="challenges")
    question = models.TextField("what it is asked besides", max_length=TEXT, blank=True)
    answer = models.TextField(max_length=TEXT, blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="+")
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, choices=LookBack.Verdict, blank=True)
    rung = models.PositiveSmallIntegerField(choices=RUNGS, null=True)
    words = models.TextField("what the panel found", max_length=TEXT, blank=True)
    next_on = models.DateField(null=True)
    next_question = models.CharField("what is tested next", max_length=400, blank=True)
    judged_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    judged_at = models.DateTimeField(null=True)
    test = models.OneToOneField(
        LookBack, on_delete=models.PROTECT, related_name="challenge", null=True
    )

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "action"], name="improvement_action_once_before_a_panel"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", rung=None, judged_at=None, judged_by=None, words="")
                | ~Q(verdict="")
                & ~Q(words="")
                & Q(rung__isnull=False, judged_at__isnull=False, judged_by__isnull=False),
                name="improvement_challenge_judged_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}, before the panel"

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()
