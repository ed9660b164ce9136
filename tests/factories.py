"""Rows for tests. Only what stands outside a workflow is made here; states are reached by actions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from goldthread.access.principal import Principal
from goldthread.accounts.models import Appointment, Person
from goldthread.accounts.principals import principal_for
from goldthread.files.stamp import Stamp
from goldthread.house import ROLES, Role
from goldthread.register.models import Agency, Area, Group, Membership, Priority, Space, SpaceArea

LONDON = ZoneInfo("Europe/London")
LONG_AGO = date(2010, 4, 1)
TODAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 10, 30, tzinfo=LONDON)
STAMP = Stamp("Somebody", NOW, "A partnership")  # of a file that is taken out


class SpaceFactory(DjangoModelFactory):
    class Meta:
        model = Space

    code = factory.Sequence(lambda n: f"SP{n}")
    name = factory.LazyAttribute(lambda space: f"Partnership {space.code}")
    starts_on = LONG_AGO


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"X{n:08d}")
    name = factory.Sequence(lambda n: f"Area {n}")
    kind = Area.Kind.COUNCIL
    starts_on = LONG_AGO


class SpaceAreaFactory(DjangoModelFactory):
    class Meta:
        model = SpaceArea

    space = factory.SubFactory(SpaceFactory)
    area = factory.SubFactory(AreaFactory)
    starts_on = LONG_AGO


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"agency-{n}")
    name = factory.Sequence(lambda n: f"Agency {n}")
    kind = Agency.Kind.COUNCIL
    starts_on = LONG_AGO


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    space = factory.SubFactory(SpaceFactory)
    agency = factory.SubFactory(AgencyFactory)
    standing = Membership.Standing.STATUTORY
    starts_on = LONG_AGO


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    space = factory.SubFactory(SpaceFactory)
    name = factory.Sequence(lambda n: f"Group {n}")
    starts_on = LONG_AGO


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    space = factory.SubFactory(SpaceFactory)
    name = factory.Sequence(lambda n: f"Priority {n}")
    starts_on = LONG_AGO


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    space = factory.SubFactory(SpaceFactory)
    person = factory.SubFactory(PersonFactory)
    role = Role.PERFORMANCE_OFFICER
    starts_on = LONG_AGO

    @factory.lazy_attribute
    def agency(self):
        return AgencyFactory() if ROLES[Role(self.role)].of_an_agency else None


def principal_with(role: Role, *, space: Space, on: date = TODAY, **more) -> Principal:
    """A new person appointed to the role, as the principal of a request."""
    appointment = AppointmentFactory(space=space, role=role, **more)
    return principal_for(appointment.person, on=on, chosen=space.code)


def collaboration_of(*members: Space, **more) -> Space:
    """A collaboration in which the partnerships take part."""
    space = SpaceFactory(kind=Space.Kind.COLLABORATION, **more)
    space.members.set(members)
    return space
