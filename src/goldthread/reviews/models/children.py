"""What is known of one child of a case, as the Panel asks for it and as cases are looked across."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.house import Sensitivity
from goldthread.reviews.models.cases import (
    INSIDE,
    PERSON,
    SEALED,
    SPECIAL,
    CaseRow,
    those_who_see_all,
)
from goldthread.reviews.models.incidents import Incident
from goldthread.vault.fields import SealedTextField


class ChildFacts(CaseRow):
    """What is known of one child. Blank: nobody answered yet; that it is recorded nowhere is an answer."""

    scope = staticmethod(those_who_see_all)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("incident", "identity", "written_by", "written_at"), INSIDE),
        **dict.fromkeys(
            (
                *("sex", "ethnicity", "disability", "plans", "harm"),
                *("age_months", "age_is_nowhere", "recorded_nowhere"),
            ),
            SPECIAL,
        ),
        **dict.fromkeys(
            (
                *("ethnicity_words", "disability_kinds", "religion", "first_language"),
                *("immigration_status", "legal_status"),
            ),
            SEALED,
        ),
    }

    class Harm(models.TextChoices):
        DIED = "died", "Died"
        HARMED = "harmed", "Was seriously harmed"
        NEITHER = "neither", "Neither, such as a brother or sister"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="children")
    identity = models.OneToOneField("vault.Identity", on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=20, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    ethnicity_words = SealedTextField("ethnicity in the family's own words")
    disability = models.CharField(max_length=20, blank=True)
    disability_kinds = SealedTextField("which disabilities")
    religion = SealedTextField()
    first_language = SealedTextField()
    immigration_status = SealedTextField()
    legal_status = SealedTextField()
    recorded_nowhere = models.JSONField(default=list)  # which of the four above
    plans = models.JSONField(default=list)  # keys of `facts.plans`
    harm = models.CharField(max_length=7, choices=Harm, blank=True)
    age_months = models.PositiveSmallIntegerField("age at the incident in months", null=True)
    age_is_nowhere = models.BooleanField("the age is recorded nowhere", default=False)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(CaseRow.Meta):
        abstract = False
        verbose_name_plural = "facts of children"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(age_is_nowhere=False) | Q(age_months__isnull=True),
                name="reviews_age_is_known_or_is_not",
            ),
        ]

    def __str__(self) -> str:
        return "facts of a child"
