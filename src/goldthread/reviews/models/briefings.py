"""A seven-minute briefing: written inside its case, let out by the gate, and who used it in which team."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow, where_held
from goldthread.reviews.boxes import boxes
from goldthread.reviews.models.cases import INSIDE, PERSON, SEALED, CaseRow, those_of_the_case
from goldthread.reviews.models.incidents import Incident
from goldthread.reviews.permissions import READ_BRIEFINGS
from goldthread.vault.fields import SealedTextField

TITLE = 120
BOXES = tuple(box.key for box in boxes())


def readers_of_briefings(principal: Principal) -> Q:
    """Everybody at work in the partnership: what is let out leads back to no case."""
    return where_held(principal, READ_BRIEFINGS)


class LetOutBriefing(SpaceRow):
    """A briefing as the gate let it out, for everybody of the partnership; it names no case."""

    scope = staticmethod(readers_of_briefings)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("title", "boxes", "let_out_on", "withdrawn_on"), INSIDE
    )

    title = models.CharField(max_length=TITLE)
    boxes = models.JSONField()  # [heading, text], in their order
    let_out_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:briefing-out", args=[self.public_id])


class BriefingUse(SpaceRow):
    """That a team used a briefing: which, on which day, how many people, and what they said."""

    scope = staticmethod(readers_of_briefings)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("briefing", "agency", "team", "used_on", "people", "said", "noted_by", "noted_at"), INSIDE
    )

    briefing = models.ForeignKey(LetOutBriefing, on_delete=models.PROTECT, related_name="uses")
    agency = models.ForeignKey("register.Agency", on_delete=models.PROTECT, related_name="+")
    team = models.CharField(max_length=120)
    used_on = models.DateField()
    people = models.PositiveSmallIntegerField("how many people", null=True)
    said = models.TextField("what they said", max_length=1000, blank=True)
    noted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.agency}, {self.team}"

    def get_absolute_url(self) -> str:
        return self.briefing.get_absolute_url()


class Briefing(CaseRow):
    """A briefing while it is written: seven boxes, drawn from the findings of the case."""

    scope = staticmethod(those_of_the_case)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("incident", "publication", "let_out", "written_by", "written_at"), INSIDE),
        **dict.fromkeys(("title", "sent", *BOXES), SEALED),
    }

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="briefings")
    title = SealedTextField()
    background = SealedTextField()
    why_it_matters = SealedTextField()
    what_happened = SealedTextField()
    found = SealedTextField()
    good_practice = SealedTextField()
    do_differently = SealedTextField()
    questions = SealedTextField()
    publication = models.ForeignKey(
        "publication.Publication", on_delete=models.PROTECT, related_name="+", null=True
    )
    sent = SealedTextField("what the gate has, as JSON")
    let_out = models.OneToOneField(
        LetOutBriefing, on_delete=models.PROTECT, related_name="+", null=True
    )
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"Briefing of {self.incident}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:briefing", args=[self.public_id])

    @property
    def told(self) -> list[list[str]]:
        """[heading, text] of each box that holds anything."""
        texts: list[tuple[str, Any]] = [(box.heading, getattr(self, box.key)) for box in boxes()]
        return [[heading, text] for heading, text in texts if text]
