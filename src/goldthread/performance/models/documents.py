"""Published documents, and the figures that were copied from them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldthread.house import Sensitivity
from goldthread.performance.models.fields import INSIDE, OPEN
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow


class Document(SpaceRow):
    """A published document that figures were transcribed from."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("code", "title", "publisher", "year", "url"), OPEN
    )

    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=160)
    year = models.CharField(max_length=20)
    url = models.URLField(blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["space", "code"], name="performance_document_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Transcription(SpaceRow):
    """Figures copied from one section of a document, checked by a second person."""

    scope = staticmethod(everybody_of_the_space)
    about_areas = "observations__area"
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        (
            "document",
            "section",
            "status",
            "transcribed_by",
            "transcribed_at",
            "checked_by",
            "checked_at",
        ),
        INSIDE,
    )

    class Status(models.TextChoices):
        TRANSCRIBED = "transcribed", "Transcribed, not yet checked"
        CHECKED = "checked", "Checked"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="transcriptions")
    section = models.CharField(max_length=80)
    status = models.CharField(max_length=12, choices=Status, default=Status.TRANSCRIBED)
    transcribed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+"
    )
    transcribed_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )
    checked_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "section"], name="performance_section_once_a_document"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("transcribed_by")),
                name="performance_transcriber_is_not_checker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.section}"
