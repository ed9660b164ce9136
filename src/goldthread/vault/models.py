"""Who is meant in a case: one row a person, sealed, under the pseudonym that everything else uses."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.access.rows import nobody
from goldthread.house import Sensitivity
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow, where_held
from goldthread.vault.fields import SealedTextField
from goldthread.vault.permissions import KEEP

INSIDE, SEALED = Sensitivity.PARTNERSHIP, Sensitivity.SEALED
PERSON = "accounts.Person"


class Identity(SpaceRow):
    """Somebody named in a case. Those named to the case see the pseudonym; a name takes a reason."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("kind", "written_by", "written_at"), INSIDE),
        **dict.fromkeys(
            ("pseudonym", "part", "name", "other_names", "born_on", "identifier"), SEALED
        ),
    }

    class Kind(models.TextChoices):
        CHILD = "child", "Child"
        RELATIVE = "relative", "Relative"
        ADULT = "adult", "Another adult"
        WORKER = "worker", "Worker"

    kind = models.CharField(max_length=8, choices=Kind)
    pseudonym = models.CharField(max_length=40)
    part = models.CharField("what they are in the case", max_length=120, blank=True)
    name = SealedTextField()
    other_names = SealedTextField()  # one a line
    born_on = SealedTextField()  # as 2026-03-31; "" where nobody knows
    identifier = SealedTextField("NHS number")
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False
        verbose_name_plural = "identities"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(compartment__isnull=False), name="vault_identity_in_a_compartment"
            ),
            models.UniqueConstraint(
                fields=["compartment", "pseudonym"], name="vault_pseudonym_once_a_case"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    def get_absolute_url(self) -> str:
        return reverse("vault:reveal", args=[self.public_id])

    @property
    def names(self) -> list[str]:
        """Every name that they go by, the full one first."""
        return [self.name, *filter(None, map(str.strip, self.other_names.splitlines()))]


class Fingerprint(SpaceRow):
    """A keyed hash of one name and the date of birth, by which a known child is met again. Nobody's to read."""

    scope = staticmethod(nobody)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(("identity", "value"), SEALED)

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="fingerprints")
    value = models.CharField(max_length=64, db_index=True)

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return "fingerprint"


def of_keepers(principal: Principal) -> Q:
    """What holds names in plain words is shown to those who write them down."""
    return where_held(principal, KEEP)


class Correction(SpaceRow):
    """What stood of somebody before it was written anew, and why it was wrong; never changed.

    `before`: a line for each answer that was changed, as "Full name: ...".
    """

    scope = staticmethod(of_keepers)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("identity", "corrected_by", "corrected_at"), INSIDE),
        **dict.fromkeys(("before", "because"), SEALED),
    }

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="corrections")
    before = SealedTextField()
    because = SealedTextField()
    corrected_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"corrected on {self.corrected_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return self.identity.get_absolute_url()


def by_own_hand(principal: Principal) -> Q:
    """What one asked to see is shown to oneself alone."""
    return Q(revealed_by_id=principal.person_id)


class Reveal(SpaceRow):
    """That somebody saw a name, when and why; never changed."""

    scope = staticmethod(by_own_hand)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("identity", "revealed_by", "revealed_at"), INSIDE),
        "because": SEALED,
    }

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="reveals")
    because = SealedTextField()
    revealed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    revealed_at = models.DateTimeField()

    class Meta(SpaceRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"name seen on {self.revealed_at:%d %B %Y}"

    def is_owned_by(self, principal: Any) -> bool:
        return bool(self.revealed_by_id == principal.person_id)
