"""A link that lets one named person give one thing, for a short time, with a code."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.house import Sensitivity
from goldthread.links.module import MAKE_LINKS
from goldthread.register.rows import SpaceRow


def links_made_here(principal: Principal) -> Q:
    """A link names a person outside the partnership: those who make links see it, and nobody else."""
    return Q(space_id__in=[held.space_id for held in principal.with_permission(MAKE_LINKS)])


class Link(SpaceRow):
    """One request, one person, a short time. Only hashes of its token and its code are kept.

    `guest` stands where a record wants a person: it is no account, and nobody signs in as it.
    """

    scope = staticmethod(links_made_here)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(("guest", "email"), Sensitivity.PERSONAL),
        **dict.fromkeys(("token_hash", "code_hash", "wrong_codes"), Sensitivity.SEALED),
        **dict.fromkeys(
            (
                *("kind", "subject_id", "asked_by", "made_at", "expires_at"),
                *("opened_at", "ended_at", "ended_because"),
            ),
            Sensitivity.PARTNERSHIP,
        ),
    }

    class Ended(models.TextChoices):
        GIVEN = "given", "What was asked for was given"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CODES = "codes", "Closed after five wrong codes"
        TIME = "time", "Ran out"
        SWITCHED_OFF = "switched_off", "Links were switched off"

    kind = models.CharField(max_length=60)
    subject_id = models.CharField("the record's random id", max_length=22)
    guest = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField("when it was opened first", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, choices=Ended, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "kind", "subject_id"],
                condition=Q(ended_at__isnull=True),
                name="links_one_open_link_each",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="links_ended_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"link for {self.guest}"
