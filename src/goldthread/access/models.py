"""Forms on their way: the keys of those that were sent, and what was typed and not sent yet."""

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


class Typed(Row):
    """What one person typed into one form, sealed. `place` is the partnership's code, at work then."""

    scope = staticmethod(nobody)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "person_id": Sensitivity.PARTNERSHIP,
        "place": Sensitivity.PARTNERSHIP,
        "address": Sensitivity.PARTNERSHIP,
        "sealed": Sensitivity.SPECIAL,
        "began_at": Sensitivity.PARTNERSHIP,
        "kept_at": Sensitivity.PARTNERSHIP,
    }

    person_id = models.BigIntegerField()
    place = models.CharField(max_length=12, blank=True, default="")
    address = models.CharField(max_length=500)
    sealed = models.BinaryField()
    began_at = models.DateTimeField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True


class HeldPost(Typed):
    """A form that was sent and could not be taken: it waits for its writer, for a day."""

    sensitivity: ClassVar[dict[str, Sensitivity]] = {"why": Sensitivity.PARTNERSHIP}

    class Why(models.TextChoices):
        """What was in the way."""

        SIGNED_OUT = "signed out", "You were signed out before this was sent"
        SIGNED_IN_AGAIN = "signed in again", "You signed in again before this was sent"
        SENT_BEFORE = "sent before", "This was sent before, and you changed it since"
        ELSEWHERE = "elsewhere", "You changed partnership before this was sent"
        SECOND_STEP = "second step", "You were asked to prove who you are before this was sent"
        TOO_MANY = "too many", "You sent too much in one minute, and this was not taken"

    why = models.CharField(max_length=20, choices=Why.choices)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_id", "kept_at"], name="held_posts_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"post held since {self.kept_at}"


class FormDraft(Typed):
    """What somebody has typed into a form so far."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person_id", "place", "address"], name="one_draft_of_a_form"
            ),
        ]

    def __str__(self) -> str:
        return f"draft kept at {self.kept_at}"
