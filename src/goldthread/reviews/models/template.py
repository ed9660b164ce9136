"""The Panel's own form as the partnership holds it, and which of its blanks takes what."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from goldthread.house import Sensitivity
from goldthread.register.rows import SpaceRow
from goldthread.reviews.models.cases import INSIDE, PERSON, those_of_the_case


class PanelTemplate(SpaceRow):
    """One version of the form. The newest whose blanks somebody has gone through is the one that is filled in."""

    scope = staticmethod(those_of_the_case)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("version", "name", "file", "sent_by", "sent_at", "mapped_by", "mapped_at"), INSIDE
    )

    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    mapped_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    mapped_at = models.DateTimeField(null=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["space", "version"], name="reviews_template_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:template-cells", args=[self.public_id])


class TemplateCell(SpaceRow):
    """One blank of the form, the words beside it, and the key of what goes there; "" where nothing does."""

    scope = staticmethod(those_of_the_case)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("template", "number", "place", "words", "under", "holds", "takes"), INSIDE
    )

    template = models.ForeignKey(PanelTemplate, on_delete=models.PROTECT, related_name="cells")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=80)
    words = models.CharField(max_length=300, blank=True)
    under = models.CharField(max_length=300, blank=True)
    holds = models.CharField(max_length=4)
    takes = models.CharField(max_length=60, blank=True)

    class Meta(SpaceRow.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["template", "place"], name="reviews_cell_once"),
        ]

    def __str__(self) -> str:
        return self.words.rstrip(": ") or self.place
