"""One row of each kind in each space, for the addresses that name a row."""

from collections.abc import Callable

from django.db import connection

from goldthread.access.rows import new_public_id
from goldthread.accounts.actions import appoint
from goldthread.accounts.models import GroupMember, Offer, Person
from goldthread.house import Role
from goldthread.imports.models import Columns, Import
from goldthread.trail.record import record_reading
from tests.factories import (
    NOW,
    AgencyFactory,
    AppointmentFactory,
    GroupFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.matrix import (
    rows_of_judging,
    rows_of_lines,
    rows_of_links,
    rows_of_open_data,
    rows_of_programs,
    rows_of_publications,
    rows_of_reports,
    rows_of_returns,
    rows_of_reviews,
)
from tests.matrix.rows_apart import rows_apart
from tests.matrix.world import CONFLICTED, PLACES, STRANGER, THEIRS, World

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


def group(world: World, place: str) -> dict[str, str]:
    return {"public_id": GroupFactory(space=world.spaces[place]).public_id}


def group_member(world: World, place: str) -> dict[str, str]:
    """Somebody who sits in a group of that space."""
    space = world.spaces[place]
    person = AppointmentFactory(space=space, role=Role.PARTNERSHIP_OFFICER).person
    sits = GroupMember.objects.create(
        space=space, group=GroupFactory(space=space), person=person, starts_on=NOW.date()
    )
    return {"public_id": sits.public_id}


def looked_at(world: World, place: str) -> dict[str, str]:
    """A person's record that somebody of that space has opened."""
    row = AppointmentFactory(space=world.spaces[place], role=Role.PARTNERSHIP_OFFICER).person
    by, space_id = rows_of_reports.manager_of(world, place), world.spaces[place].pk
    record_reading("accounts.person.read", by=by, at=NOW, subject=row, space_id=space_id)
    return {"kind": "accounts.person", "public_id": row.public_id}


def conflict_of_interest(world: World, place: str) -> dict[str, str]:
    """What the conflicted officer has declared in that space."""
    row = world.people[CONFLICTED].conflicts.get(space=world.spaces[place])
    return {"public_id": row.public_id}


def agency_by_kind(world: World, place: str) -> dict[str, str]:
    return {"kind": "register.agency", **agency(world, place)}


def offer(world: World, place: str) -> dict[str, str]:
    """A role that somebody is asked to take there."""
    return _offered(world, place, PersonFactory())


def own_offer(world: World, place: str) -> dict[str, str]:
    """A role elsewhere that somebody without any appointment is asked to take; one for all places."""
    return _offered(world, THEIRS, world.people[STRANGER])


def _offered(world: World, place: str, person: Person) -> dict[str, str]:
    made_by = world.people[Role.BUSINESS_MANAGER.value]
    row, _ = Offer.objects.get_or_create(
        space=world.spaces[place],
        person=person,
        role=Role.PARTNERSHIP_OFFICER,
        defaults={"starts_on": NOW.date(), "made_by": made_by, "made_at": NOW},
    )
    return {"public_id": row.public_id}


def one_time_link(world: World, place: str) -> dict[str, str]:
    """A link that somebody invited there has not used yet."""
    _, address = appoint(
        at=NOW,
        space=world.spaces[place],
        email=f"new@{place}.example",
        name="Somebody new",
        role=Role.PARTNERSHIP_OFFICER,
        starts_on=NOW.date(),
    )
    return {"token": address.strip("/").rsplit("/", 1)[-1]}


def demonstration_person(world: World, place: str) -> dict[str, str]:
    return {"public_id": PersonFactory(is_demonstration=True).public_id}


def import_kind(world: World, place: str) -> dict[str, str]:
    """A kind of past record: the same everywhere."""
    return {"kind": "agencies"}


def clock(world: World, place: str) -> dict[str, str]:
    """A time limit that each partnership has set for itself (`rows_apart`): the same everywhere."""
    return {"name": "first_core_group"}


def spreadsheet(world: World, place: str) -> dict[str, str]:
    """A spreadsheet of agencies on its way in, with columns that are known."""
    space = world.spaces[place]
    row = Import.objects.create(
        space=space,
        kind="agencies",
        sheet="CSV",
        headings=["Name", "What it is"],
        rows=[[2, [f"An agency of {place}", "Health"]]],
        places={"name": 0, "kind": 1},
        sent_by=world.people[Role.BUSINESS_MANAGER.value],
        sent_at=NOW,
    )
    Columns.objects.create(space=space, kind="agencies", shape="0" * 64, places=row.places)
    return {"public_id": row.public_id}


def held_post(world: World, place: str) -> dict[str, str]:
    """What waits for somebody else: its address answers as one where nothing waits."""
    return {"public_id": new_public_id()}


MAKERS: dict[str, Maker] = {
    "import": spreadsheet,
    "import_kind": import_kind,
    "clock": clock,
    "appointment": appointment,
    "person": person,
    "agency": agency,
    "agency_by_kind": agency_by_kind,
    "group": group,
    "group_member": group_member,
    "looked_at": looked_at,
    "conflict_of_interest": conflict_of_interest,
    "offer": offer,
    "own_offer": own_offer,
    "one_time_link": one_time_link,
    "demonstration_person": demonstration_person,
    "held_post": held_post,
    **rows_of_reports.MAKERS,
    **rows_of_returns.MAKERS,
    **rows_of_judging.MAKERS,
    **rows_of_lines.MAKERS,
    **rows_of_open_data.MAKERS,
    **rows_of_publications.MAKERS,
    **rows_of_links.MAKERS,
    **rows_of_programs.MAKERS,
    **rows_of_reviews.MAKERS,
}


def rows_of(world: World) -> None:
    """Fill the world with one row of each kind in each space."""
    for kind, make in MAKERS.items():
        for place in PLACES:
            world.rows[kind, place] = make(world, place)
    rows_of_links.rows_of_the_inbox(world)
    rows_apart(world)
    _let_the_planner_know()


def _let_the_planner_know() -> None:
    """Count the rows for PostgreSQL, as its own rounds would within a minute of their being kept.

    Nobody else sees what a test has not kept: plans made for empty tables took a minute a page.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")
