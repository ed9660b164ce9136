"""Areas and compartments narrow what a role in a partnership sees."""

import pytest

from goldthread.accounts.models import CompartmentMember
from goldthread.accounts.principals import principal_for
from goldthread.house import Role
from goldthread.register.models import Compartment, Group
from tests.factories import (
    LONG_AGO,
    TODAY,
    AppointmentFactory,
    AreaFactory,
    GroupFactory,
    SpaceFactory,
    principal_with,
)

pytestmark = pytest.mark.django_db


def seen_by(principal):
    return set(Group.objects.visible_to(principal))


def test_an_appointment_for_one_area_sees_that_area_and_what_has_none():
    space, own, other = SpaceFactory(), AreaFactory(), AreaFactory()
    here = GroupFactory(space=space, area=own)
    there = GroupFactory(space=space, area=other)
    both = GroupFactory(space=space)

    limited = principal_with(Role.FRONT_DOOR_WORKER, space=space, area=own)

    assert seen_by(limited) == {here, both}
    assert there not in seen_by(limited)


def test_a_second_appointment_without_an_area_lifts_the_limit():
    space, own = SpaceFactory(), AreaFactory()
    there = GroupFactory(space=space, area=AreaFactory())
    appointment = AppointmentFactory(space=space, role=Role.PARTNERSHIP_OFFICER, area=own)
    AppointmentFactory(space=space, role=Role.LEARNING_OFFICER, person=appointment.person)

    assert there in seen_by(principal_for(appointment.person, on=TODAY))


def test_a_compartment_hides_its_rows_from_all_who_are_not_named():
    space = SpaceFactory()
    compartment = Compartment.objects.create(space=space, name="Closed", starts_on=LONG_AGO)
    closed = GroupFactory(space=space, compartment=compartment)
    named = AppointmentFactory(space=space, role=Role.PARTNERSHIP_OFFICER)
    CompartmentMember.objects.create(
        space=space, person=named.person, for_compartment=compartment, starts_on=LONG_AGO
    )

    assert closed not in seen_by(principal_with(Role.BUSINESS_MANAGER, space=space))
    assert closed in seen_by(principal_for(named.person, on=TODAY))


def test_a_name_on_the_list_of_a_compartment_ends_with_its_date():
    space = SpaceFactory()
    compartment = Compartment.objects.create(space=space, name="Closed", starts_on=LONG_AGO)
    closed = GroupFactory(space=space, compartment=compartment)
    named = AppointmentFactory(space=space, role=Role.PARTNERSHIP_OFFICER)
    CompartmentMember.objects.create(
        space=space,
        person=named.person,
        for_compartment=compartment,
        starts_on=LONG_AGO,
        ends_on=TODAY.replace(day=1),
    )

    assert closed not in seen_by(principal_for(named.person, on=TODAY))


def test_a_space_that_ended_is_no_place_to_work_in():
    space = SpaceFactory(ends_on=TODAY.replace(day=1))
    appointment = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER)

    assert principal_for(appointment.person, on=TODAY).space is None
