"""Letters: what was sent to whom, why, and what became of it."""

from typing import ClassVar

from django.db import models

from goldthread.access.rows import Row, nobody
from goldthread.house import Sensitivity


class Letter(Row):
    """One message to one person: a neutral line and a link, never content."""

    scope = staticmethod(nobody)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "to": Sensitivity.PERSONAL,
        "subject": Sensitivity.PARTNERSHIP,
        "text": Sensitivity.SEALED,  # may hold a one-time link: emptied once it was sent
        "why": Sensitivity.PARTNERSHIP,
        "created_at": Sensitivity.PARTNERSHIP,
        "sent_at": Sensitivity.PARTNERSHIP,
        "attempts": Sensitivity.PARTNERSHIP,
        "result": Sensitivity.PARTNERSHIP,
    }

    to = models.EmailField()
    subject = models.CharField(max_length=120)
    text = models.TextField()
    why = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.why}, {self.created_at:%d %B %Y}"
