"""Who comes through a link: a principal with one errand, built anew for each request."""

from typing import Any

from django.apps import apps

from goldthread.access.principal import Errand, Held, Principal
from goldthread.accounts.principals import reference
from goldthread.house import registry
from goldthread.links.models import Link


def subject_of(link: Link) -> Any:
    """The record that a link asks for, whoever reads; None where it is gone."""
    model: Any = apps.get_model(link.kind)
    return model.objects.filter(public_id=link.subject_id, space_id=link.space_id).first()


def guest_of(link: Link) -> Principal | None:
    """The one who comes through a link; None where its record is there no more."""
    kind, row = registry.errand(link.kind), subject_of(link)
    if kind is None or row is None:
        return None
    errand = Errand(
        kind=link.kind,
        row_id=row.pk,
        permissions=kind.gives,
        held=Held(None, link.space_id, kind.agency_id(row)),
        url=kind.url(row),
    )
    return Principal(
        person_id=link.guest_id,
        name=link.guest.name,
        space=reference(link.space),
        spaces=frozenset({link.space_id}),
        compartments=_inside(row),
        errand=errand,
    )


def _inside(row: Any) -> frozenset[int]:
    """The compartment of the record that was asked for: inside it, too, nothing else is reached."""
    compartment_id = getattr(row, "compartment_id", None)
    return frozenset() if compartment_id is None else frozenset({compartment_id})
