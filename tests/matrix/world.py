"""A small world for the permission matrix: three spaces, every role, and rows of each kind in each.

"Ours" is the partnership that everybody works in, "theirs" another one, and "shared" a collaboration
that ours takes part in. Rows are reached through the actions that pages use.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from goldthread.accounts.models import Person
from goldthread.house import ROLES, Role
from goldthread.register.models import Agency, Space
from tests.factories import (
    TODAY,
    AgencyFactory,
    AppointmentFactory,
    AreaFactory,
    MembershipFactory,
    PersonFactory,
    SpaceAreaFactory,
    SpaceFactory,
    collaboration_of,
)

THE_AREA = "The area"
OURS, THEIRS, SHARED = "ours", "theirs", "shared"
PLACES = (OURS, THEIRS, SHARED)

# Besides the roles: somebody who is not signed in, somebody without any appointment, somebody whose
# appointment has ended, an agency's people who are not of the agency that the row is about, and three
# performance officers: one who has declared a conflict of interest in that agency, one who is named to
# a compartment, and one who is appointed for another area.
# Besides them all, and not among WHO since it is nobody of the house: a guest with a link.
GUEST = "guest with a link"
ANONYMOUS, STRANGER, LEAVER = "anonymous", "stranger", "leaver"
OTHER_LEAD, OTHER_SUBMITTER = "agency_lead_elsewhere", "data_submitter_elsewhere"
CONFLICTED = "performance_officer_conflicted"
IN_COMPARTMENT = "performance_officer_in_the_compartment"
OF_ANOTHER_AREA = "performance_officer_of_another_area"
EXTRAS = (
    ANONYMOUS,
    STRANGER,
    LEAVER,
    OTHER_LEAD,
    OTHER_SUBMITTER,
    CONFLICTED,
    IN_COMPARTMENT,
    OF_ANOTHER_AREA,
)
WHO = (*(role.value for role in Role), *EXTRAS)


@dataclass
class World:
    """The people by what they are, the spaces by what they are to us, and rows by kind and place."""

    people: dict[str, Person | None] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    agency: Agency | None = None
    rows: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)


def build() -> World:
    """Make the spaces and the people; the rows are added by `tests.matrix.rows`."""
    world = World()
    ours, theirs = SpaceFactory(code="OURS"), SpaceFactory(code="THEIRS")
    shared = collaboration_of(ours, code="SHARED")
    world.spaces = {OURS: ours, THEIRS: theirs, SHARED: shared}
    world.agency = AgencyFactory(name="The agency asked")
    elsewhere = AgencyFactory(name="Another agency")
    area = AreaFactory(name=THE_AREA)
    for space in world.spaces.values():
        MembershipFactory(space=space, agency=world.agency)
        SpaceAreaFactory(space=space, area=area)
    for role, card in ROLES.items():
        world.people[role.value] = _appointed(
            ours, role, world.agency if card.of_an_agency else None
        )
    world.people[OTHER_LEAD] = _appointed(ours, Role.AGENCY_LEAD, elsewhere)
    world.people[OTHER_SUBMITTER] = _appointed(ours, Role.DATA_SUBMITTER, elsewhere)
    world.people[CONFLICTED] = _appointed(ours, Role.PERFORMANCE_OFFICER, None)
    world.people[IN_COMPARTMENT] = _appointed(ours, Role.PERFORMANCE_OFFICER, None)
    world.people[OF_ANOTHER_AREA] = _appointed(
        ours, Role.PERFORMANCE_OFFICER, None, area=AreaFactory(name="Another area")
    )
    world.people[LEAVER] = _appointed(
        ours, Role.BUSINESS_MANAGER, None, ends_on=TODAY - timedelta(days=1)
    )
    world.people[STRANGER] = PersonFactory()
    world.people[ANONYMOUS] = None
    _declare(world)
    return world


def _appointed(space: Space, role: Role, agency: Agency | None, **more) -> Person:
    return AppointmentFactory(space=space, role=role, agency=agency, **more).person


def _declare(world: World) -> None:
    from goldthread.accounts.models import ConflictOfInterest

    for space in world.spaces.values():
        ConflictOfInterest.objects.create(
            space=space,
            person=world.people[CONFLICTED],
            subject_kind="register.agency",
            subject_id=world.agency.pk,
            reason="A tie",
            starts_on=TODAY - timedelta(days=9),
        )
