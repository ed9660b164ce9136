"""Spreadsheets of past records on their way in, and what their columns mean."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.accounts.models import Person
from goldthread.files.models import StoredFile
from goldthread.house import Sensitivity, registry
from goldthread.imports.permissions import BRING_IN
from goldthread.register.rows import SpaceRow


def those_who_bring_in(principal: Principal) -> Q:
    """What columns mean says nothing of anybody."""
    return Q(space_id__in=[held.space_id for held in principal.with_permission(BRING_IN)])


def those_who_may_make_it(principal: Principal) -> Q:
    """A spreadsheet may hold anything: only those who may make what it holds see any of it."""
    kinds = [kind.kind for kind in registry.imports() if principal.holds(kind.permission)]
    return those_who_bring_in(principal) & Q(kind__in=kinds)


class Columns(SpaceRow):
    """What the columns of a spreadsheet mean, kept so that the next one like it needs no telling."""

    scope = staticmethod(those_who_bring_in)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("kind", "shape", "places"), Sensitivity.PARTNERSHIP
    )

    kind = models.CharField(max_length=40)
    shape = models.CharField(max_length=64)  # a hash of the headings
    places = models.JSONField()  # column name -> its place in a row, from 0

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "kind", "shape"], name="imports_one_shape_once"
            ),
        ]

    def __str__(self) -> str:
        return f"columns of {self.kind}"


class Import(SpaceRow):
    """One spreadsheet of past records: its rows as they were read, until they are taken in or dropped."""

    scope = staticmethod(those_who_may_make_it)
    sensitivity: ClassVar[dict[str, Sensitivity]] = {
        **dict.fromkeys(
            (
                "kind",
                "sheet",
                "status",
                "counts",
                "sent_by",
                "sent_at",
                "ended_at",
                "places",
                "why",
            ),
            Sensitivity.PARTNERSHIP,
        ),
        **dict.fromkeys(("file", "headings", "rows"), Sensitivity.PERSONAL),
    }

    class Status(models.TextChoices):
        SENT = "sent", "Not brought in yet"
        RUNNING = "running", "Being brought in"
        DONE = "done", "Brought in"
        DROPPED = "dropped", "Dropped"

    kind = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True)
    sheet = models.CharField(max_length=100)
    headings = models.JSONField()
    rows: Any = models.JSONField(
        null=True
    )  # [[number, [cell, ...]], ...] as files.book carries them
    places = models.JSONField(null=True)  # as in Columns; None until they are told
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT)
    counts = models.JSONField(null=True)  # outcome -> how many rows, once done
    why = models.TextField(blank=True)  # why it could not be brought in, when last tried
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"import of {self.kind}"
