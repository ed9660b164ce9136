"""A rapid review: its meeting, what is decided, who of the partners agrees, and what the Panel answered."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.reviews.models.cases import (
    INSIDE,
    PERSON,
    SEALED,
    CaseRow,
    those_of_the_case,
)
from goldthread.reviews.models.incidents import Incident
from goldthread.vault.fields import SealedTextField

OF_A_REVIEW = {
    "reviews.rapidreview": "review_id",
    "reviews.incident": "review__incident_id",
}
# What the Panel's form asks for and nothing else of a review says, in its order.
FOR_THE_PANEL = (
    *("place", "harm_type", "who_harmed", "history", "not_engaged", "already_changed"),
    *("childs_voice", "family_views", "equality", "national_issues", "remaining_learning"),
    "parallel_processes",
)


class RapidReview(CaseRow):
    """The rapid review of a notified incident; its clock runs from the day of the notification."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            (
                *("incident", "starts_on", "status", "met_on", "decision", "proposed_by"),
                *("proposed_at", "sent_on", "panel_answer", "panel_answered_on"),
            ),
            INSIDE,
        ),
        **dict.fromkeys(
            (
                *("made_safe", "minutes", "because", "panel_words", "what_followed"),
                *FOR_THE_PANEL,
            ),
            SEALED,
        ),
    }

    class Status(models.TextChoices):
        GATHERING = "gathering", "Under way"
        PROPOSED = "proposed", "With the partners"
        SENT = "sent", "Sent to the Panel"
        ANSWERED = "answered", "Answered by the Panel"

    class Decision(models.TextChoices):
        NO_FURTHER = "no_further", "No further review"
        LOCAL_REVIEW = "local_review", "A local review"
        NATIONAL = "national", "A national review may be appropriate"
        OTHER_LEARNING = "other_learning", "Learning in another way"

    class PanelAnswer(models.TextChoices):
        AGREES = "agrees", "The Panel agrees"
        RECONSIDER = "reconsider", "The Panel asks to think again"
        NATIONAL = "national", "The Panel considers a national review"

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="rapid_review")
    starts_on = models.DateField()
    status = models.CharField(max_length=9, choices=Status, default=Status.GATHERING)
    made_safe = SealedTextField("what was done at once for other children")
    met_on = models.DateField(null=True)
    minutes = SealedTextField("what the meeting said")
    decision = models.CharField(max_length=14, choices=Decision, blank=True)
    because = SealedTextField("why")
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    panel_answer = models.CharField(max_length=10, choices=PanelAnswer, blank=True)
    panel_answered_on = models.DateField(null=True)
    panel_words = SealedTextField("what the Panel wrote")
    what_followed = SealedTextField("what followed")
    place = SealedTextField("where it happened")
    harm_type = SealedTextField("type of harm")
    who_harmed = SealedTextField("who is thought to have caused the harm")
    history = SealedTextField("concise facts and relevant history")
    not_engaged = SealedTextField("agencies that knew the family and took no part")
    already_changed = SealedTextField("what has changed already")
    childs_voice = SealedTextField("voice and daily life of the child")
    family_views = SealedTextField("views of the family")
    equality = SealedTextField("equality, race and identity")
    national_issues = SealedTextField("issues of national importance")
    remaining_learning = SealedTextField("how remaining learning is taken")
    parallel_processes = SealedTextField("other processes about the case")

    class Meta(CaseRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"Rapid review {self.incident.reference}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.public_id])


class PartnerAnswer(CaseRow):
    """That one statutory partner agrees or dissents, by name; each decision is answered anew."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("review", "agency", "agrees", "to", "answered_by", "answered_at"), INSIDE),
        "words": SEALED,
    }

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="answers")
    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    to = models.DateTimeField("when what was answered had been decided")
    words = SealedTextField()
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["review", "agency", "to"], name="reviews_partner_answers_once"
            ),
        ]

    def __str__(self) -> str:
        return "Agrees" if self.agrees else "Dissents"


class ScrutinyComment(CaseRow):
    """What the scrutineer says of a review; it decides nothing."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = OF_A_REVIEW
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("review", "written_by", "written_at"), INSIDE),
        "words": SEALED,
    }

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="comments")
    words = SealedTextField()
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"comment of {self.written_at:%d %B %Y}"
