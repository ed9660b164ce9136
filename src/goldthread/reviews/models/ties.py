"""Who belongs to whom in a case, and who stands by the household: what the genogram and the ecomap are drawn from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

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

IDENTITY = "vault.Identity"


class Tie(CaseRow):
    """What somebody of a case is to somebody else, to an agency or to others; or what holds of them alone.

    It reads as a sentence: who, what, to whom. `to_person`, `to_agency` and `to_other` are three ways of
    saying to whom; a statement about one person has none of them.
    """

    scope = staticmethod(those_who_see_all)
    ties: ClassVar[dict[str, str]] = {"reviews.incident": "incident_id"}
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("incident", "written_by", "written_at", "taken_out_at"), INSIDE),
        **dict.fromkeys(("who", "kind", "to_person", "to_agency", "strength", "since"), SPECIAL),
        **dict.fromkeys(("to_other", "words"), SEALED),
    }

    class Kind(models.TextChoices):
        MOTHER = "mother", "is the mother of"
        FATHER = "father", "is the father of"
        PARENT = "parent", "is a parent of"
        STEP_PARENT = "step_parent", "is a step-parent of"
        CARER = "carer", "is a foster carer, adopter or guardian of"
        GRANDPARENT = "grandparent", "is a grandparent of"
        AUNT_OR_UNCLE = "aunt_or_uncle", "is an aunt or uncle of"
        SIBLING = "sibling", "is a brother or sister of"
        HALF_SIBLING = "half_sibling", "is a half-brother or half-sister of"
        PARTNER = "partner", "is the partner of"
        MARRIED = "married", "is married to"
        SEPARATED = "separated", "is separated or divorced from"
        LIVES_WITH = "lives_with", "lives with"
        IN_TOUCH = "in_touch", "is in touch with"
        SUBJECT = "subject", "is the child whom the review is about"
        FEMALE = "female", "is female"
        MALE = "male", "is male"
        DIED = "died", "has died"

    class Strength(models.TextChoices):
        STRONG = "strong", "Strong"
        ORDINARY = "ordinary", "Neither strong nor weak"
        WEAK = "weak", "Weak"
        STRESSFUL = "stressful", "Stressful"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="family_ties")
    who = models.ForeignKey(IDENTITY, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    to_person = models.ForeignKey(IDENTITY, on_delete=models.PROTECT, related_name="+", null=True)
    to_agency = models.ForeignKey(
        "register.Agency", on_delete=models.PROTECT, related_name="+", null=True
    )
    to_other = SealedTextField("to whom else")
    strength = models.CharField(max_length=9, choices=Strength, blank=True)
    since = models.DateField(null=True)
    words = SealedTextField("more about it")
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_person__isnull=True) | Q(to_agency__isnull=True),
                name="reviews_tie_to_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"tie of {self.who}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:family", args=[self.incident.public_id])


ALONE = frozenset({Tie.Kind.SUBJECT, Tie.Kind.FEMALE, Tie.Kind.MALE, Tie.Kind.DIED})
