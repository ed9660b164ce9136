"""Fills an empty home with the demonstration: each module's own loader, in order."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction

from goldthread.access.spaces import working_everywhere
from goldthread.house import registry

# Counted up whenever what the loader makes changes, so that an older demonstration is made anew.
VERSION = "2"


def load(*, at: datetime, say=lambda text: None) -> None:
    """Run every loader in one transaction; `say` is told what is being made."""
    folder = settings.DEMONSTRATION_FILES
    loaders = sorted((m for m in registry if m.demonstration), key=lambda m: m.demonstration_order)
    with transaction.atomic(), working_everywhere():
        for module in loaders:
            say(f"Making the demonstration: {module.title.lower()}")
            path, name = module.demonstration.split(":")
            getattr(import_module(path), name)(folder, today=at.date(), now=at)


def accounts() -> list[tuple[str, str]]:
    """(what somebody is, in which partnership; e-mail) of every account of the demonstration."""
    from goldthread.accounts.models import Appointment

    with working_everywhere():
        appointments = (
            Appointment.objects.filter(person__is_demonstration=True)
            .select_related("person", "space", "agency")
            .order_by("space__is_fictional", "space__name", "pk")
        )
        return [
            (
                f"{appointment.title}, {appointment.agency or appointment.space.code}",
                appointment.person.email,
            )
            for appointment in appointments
        ]
