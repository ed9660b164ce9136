"""Letters: what was sent to whom, why, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.access.rows import Row
from goldthread.house import Sensitivity
from goldthread.messages.module import MIND_LETTERS


def letters_of_the_partnership(principal: Principal) -> Q:
    """A letter's address may be a stranger's: only those who mind letters see it, in that partnership."""
    return Q(space_id__in=[held.space_id for held in principal.with_permission(MIND_LETTERS)])


class Letter(Row):
    """One message to one person: a neutral line and a link, never content.

    One that belongs to no partnership is about an account alone, and nobody sees it on a page.
    """

    scope = staticmethod(letters_of_the_partnership)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "space": Sensitivity.PARTNERSHIP,
        "to": Sensitivity.PERSONAL,
        "subject": Sensitivity.PARTNERSHIP,
        "text": Sensitivity.SEALED,  # may hold a one-time link: emptied once it was sent
        "why": Sensitivity.PARTNERSHIP,
        "created_at": Sensitivity.PARTNERSHIP,
        "sent_at": Sensitivity.PARTNERSHIP,
        "gave_up_at": Sensitivity.PARTNERSHIP,
        "attempts": Sensitivity.PARTNERSHIP,
        "result": Sensitivity.PARTNERSHIP,
    }

    space = models.ForeignKey(
        "register.Space", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    text = models.TextField()
    why = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField("when it was given up", null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.why}, {self.created_at:%d %B %Y}"
