"""What was changed and what was read: entries chained by hash, and erasable history beside them.

An entry holds plain ids, a keyed pseudonym of the record and the hash of its before-and-after. The
before-and-after itself is a history row, which retention may erase without breaking the chain.
"""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.access.rows import Row, nobody
from goldthread.house import Sensitivity


def own_spaces(principal: Principal) -> Q:
    """Those who may read the trail read it for the partnership they work in."""
    return Q(space_id__in=principal.spaces)


class Entry(Row):
    """One act. Never changed, never deleted: the database refuses both."""

    scope = staticmethod(own_spaces)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "chain",
            "number",
            "space_id",
            "at",
            "person_id",
            "kind",
            "subject_kind",
            "subject_ref",
            "content_hash",
            "previous",
            "seal",
        ),
        Sensitivity.PARTNERSHIP,
    )

    chain = models.CharField(max_length=24)  # "space-3", or "house" for acts outside spaces
    number = models.PositiveBigIntegerField()
    space_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)  # nobody is signed in when a sign-in fails
    kind = models.CharField(
        max_length=80
    )  # "performance.return.accepted", "performance.return.read"
    subject_kind = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "number"], name="trail_one_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_ref", "at"], name="trail_by_subject"),
            models.Index(fields=["space_id", "at"], name="trail_by_space"),
            models.Index(fields=["person_id", "at"], name="trail_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}: {self.kind}"


class ChainHead(models.Model):
    """The last link of a chain; locked while the next is added. Reached only by this package."""

    scope = staticmethod(nobody)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("chain", "number", "seal", "mark", "space_id"), Sensitivity.PARTNERSHIP
    )

    chain = models.CharField(max_length=24, primary_key=True)
    space_id = models.BigIntegerField(null=True)
    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="")
    mark = models.CharField(max_length=64, default="")  # keyed: over the three before it

    def __str__(self) -> str:
        return f"{self.chain} at {self.number}"

    @classmethod
    def field_classes(cls) -> dict[str, Sensitivity]:
        return cls.sensitivity


class History(Row):
    """The before-and-after of one change; erased when the record's time is up."""

    scope = staticmethod(own_spaces)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        "entry": Sensitivity.PARTNERSHIP,
        "space_id": Sensitivity.PARTNERSHIP,
        "subject_id": Sensitivity.PARTNERSHIP,
        "before": Sensitivity.SPECIAL,
        "after": Sensitivity.SPECIAL,
        "erased_at": Sensitivity.PARTNERSHIP,
    }

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="history")
    space_id = models.BigIntegerField(null=True)
    subject_id = models.CharField(max_length=40)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"history of {self.entry_id}"
