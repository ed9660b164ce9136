"""What a kind and an id stand for, asked of whichever module knows; and this module's own answers."""

from dataclasses import replace

from django.apps import apps
from django.urls import reverse

from goldthread.access.principal import Principal
from goldthread.access.rows import Row
from goldthread.accounts.models import Appointment
from goldthread.accounts.permissions import SEE_PEOPLE
from goldthread.house import Source, registry


def source_of(principal: Principal, kind: str, public_id: str) -> Source | None:
    """Title and address of a record; None where no module knows the kind, or the reader not the record.

    A module gives `sources` as {label of the model: function(principal, public_id) -> Source | None}.
    """
    for module in registry:
        if kind in module.sources:
            return module.sources[kind](principal, public_id)
    return None


def row_of(principal: Principal, kind: str, public_id: str) -> Row | None:
    """The record itself, as far as the principal may see it; conflicts of interest aside."""
    if not any(kind in module.sources for module in registry):
        return None
    open_handed = replace(principal, conflicts=frozenset())
    model = apps.get_model(kind)
    return model.objects.visible_to(open_handed).filter(public_id=public_id).first()


def appointment_source(principal: Principal, public_id: str) -> Source | None:
    """An appointment is shown on the page of its person."""
    held = Appointment.objects.visible_to(principal).select_related("person")
    appointment = held.filter(public_id=public_id).first()
    if appointment is None:
        return None
    return Source(
        title=str(appointment),
        url=reverse("person", args=[appointment.person.public_id]),
        may_open=principal.holds(SEE_PEOPLE),
    )
