"""What the models of this module share."""

from django.db import models

from goldthread.house import Sensitivity

OPEN = Sensitivity.PUBLIC
INSIDE = Sensitivity.PARTNERSHIP


def value_field() -> models.DecimalField:
    return models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
