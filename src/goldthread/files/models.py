"""Files that came in: kept once, by content, apart from the database rows that speak of them."""

from typing import ClassVar

from django.db import models

from goldthread.house import Sensitivity
from goldthread.register.models import everybody_of_the_space
from goldthread.register.rows import SpaceRow


class StoredFile(SpaceRow):
    """A file as it was sent: its name, its hash, and where it lies under the home."""

    scope = staticmethod(everybody_of_the_space)
    sensitivity: ClassVar[dict[str, Sensitivity]] = dict.fromkeys(
        ("name", "sha256", "size", "path", "received_at", "received_from"),
        Sensitivity.PARTNERSHIP,
    )

    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    received_from = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="+", null=True
    )

    def __str__(self) -> str:
        return self.name
