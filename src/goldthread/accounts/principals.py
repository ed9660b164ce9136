"""Building the principal: who is asking, where, with which appointments in date."""

from datetime import date

from django.db.models import Q

from goldthread.access.principal import NOBODY, Held, Principal, SpaceRef
from goldthread.access.spaces import working_everywhere
from goldthread.accounts.models import (
    Appointment,
    CompartmentMember,
    ConflictOfInterest,
    Person,
)
from goldthread.house import Role
from goldthread.register.models import Space, in_date


def the_installation(space: Space) -> Principal:
    """Whoever runs a command: sees what the partnership's own business manager would."""
    collaborations = space.collaborations.values_list("pk", flat=True)
    return Principal(
        name="The installation itself",
        space=reference(space),
        spaces=frozenset({space.pk, *collaborations}),
        held=(Held(Role.BUSINESS_MANAGER, space.pk),),
    )


def principal_for(person: Person, *, on: date, chosen: str = "") -> Principal:
    """The principal of a person on a day, at work in the partnership whose code was chosen.

    With one partnership to work in, that one; with several and none chosen, none yet. An appointment
    in a collaboration can be worked from any partnership that takes part in it and, by somebody who
    has no other, from the collaboration itself.
    """
    if not person.is_active:
        return NOBODY
    with working_everywhere():
        appointments = list(
            Appointment.objects.filter(in_date(on), in_date(on, "space__"), person=person)
            .select_related("space")
            .order_by("pk")
        )
        places = places_to_work(appointments)
        space = _chosen(places, chosen)
        if space is None:
            return Principal(person_id=person.pk, name=person.name, spaces_to_choose=len(places))
        spaces = {space.pk, *space.collaborations.filter(in_date(on)).values_list("pk", flat=True)}
        return Principal(
            person_id=person.pk,
            name=person.name,
            space=reference(space),
            spaces=frozenset(spaces),
            held=tuple(
                Held(Role(a.role), a.space_id, a.agency_id, a.area_id)
                for a in appointments
                if a.space_id in spaces
            ),
            compartments=_compartments(person, on, spaces),
            conflicts=_conflicts(person, on),
            spaces_to_choose=len(places),
        )


def places_to_work(appointments: list[Appointment]) -> list[Space]:
    """The spaces that somebody with these appointments can choose between, in order of name."""
    places = {appointment.space_id: appointment.space for appointment in appointments}
    return sorted(places.values(), key=lambda space: space.name)


def reference(space: Space) -> SpaceRef:
    return SpaceRef(
        id=space.pk,
        code=space.code,
        name=space.name,
        is_collaboration=space.kind == Space.Kind.COLLABORATION,
        is_fictional=space.is_fictional,
    )


def _chosen(places: list[Space], code: str) -> Space | None:
    if len(places) == 1:
        return places[0]
    return next((place for place in places if place.code == code), None)


def _compartments(person: Person, on: date, spaces: set[int]) -> frozenset[int]:
    named = CompartmentMember.objects.filter(
        in_date(on), in_date(on, "for_compartment__"), Q(space_id__in=spaces), person=person
    )
    return frozenset(named.values_list("for_compartment_id", flat=True))


def _conflicts(person: Person, on: date) -> frozenset[tuple[str, int]]:
    declared = ConflictOfInterest.objects.filter(in_date(on), person=person)
    return frozenset(declared.values_list("subject_kind", "subject_id"))
