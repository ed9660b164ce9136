"""One row of each kind in each space, for the addresses that name a row."""

from collections.abc import Callable

from goldthread.house import Role
from tests.factories import AgencyFactory, AppointmentFactory, MembershipFactory
from tests.matrix.world import PLACES, World

Maker = Callable[[World, str], dict[str, str]]


def appointment(world: World, place: str) -> dict[str, str]:
    row = AppointmentFactory(space=world.spaces[place], role=Role.PARTNERSHIP_OFFICER)
    return {"public_id": row.public_id}


def person(world: World, place: str) -> dict[str, str]:
    row = AppointmentFactory(space=world.spaces[place], role=Role.PARTNERSHIP_OFFICER)
    return {"public_id": row.person.public_id}


def agency(world: World, place: str) -> dict[str, str]:
    """An agency of that space alone."""
    row = AgencyFactory()
    MembershipFactory(space=world.spaces[place], agency=row)
    return {"public_id": row.public_id}


MAKERS: dict[str, Maker] = {
    "appointment": appointment,
    "person": person,
    "agency": agency,
}


def rows_of(world: World) -> None:
    """Fill the world with one row of each kind in each space."""
    for kind, make in MAKERS.items():
        for place in PLACES:
            world.rows[kind, place] = make(world, place)
