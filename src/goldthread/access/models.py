"""The keys of forms that were sent, so that sending one again does nothing again."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from goldthread.access.rows import Row, nobody
from goldthread.house import Sensitivity


class Submission(Row):
    """A form that was taken; its random id is the form's key. Reached only by this package."""

    scope = staticmethod(nobody)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("fingerprint", "answer", "taken_at"), Sensitivity.PARTNERSHIP
    )

    fingerprint = models.CharField(max_length=64)  # keyed: who sent what, where
    answer = models.TextField(
        default=""
    )  # the address it led to; empty only within its own transaction
    taken_at = models.DateTimeField(db_default=Now(), db_index=True)

    def __str__(self) -> str:
        return f"form taken at {self.taken_at}"
