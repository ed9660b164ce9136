"""Letting somebody back in."""

import pytest

from goldthread.access.decision import Refused
from goldthread.accounts.actions import recover
from goldthread.house import Role
from goldthread.messages.models import Letter
from tests.factories import NOW, AppointmentFactory, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db


def test_a_partnership_cannot_take_over_the_account_of_somebody_who_works_with_another():
    ours = SpaceFactory()
    victim = AppointmentFactory(space=SpaceFactory(), role=Role.BUSINESS_MANAGER).person
    planted = AppointmentFactory(space=ours, role=Role.PARTNERSHIP_OFFICER, person=victim)
    administrator = principal_with(Role.SERVICE_ADMINISTRATOR, space=ours)

    with pytest.raises(Refused, match="work with another partnership too"):
        recover(appointment=planted, by=administrator, at=NOW)

    victim.refresh_from_db()
    assert victim.row_version == 1


def test_somebody_of_this_partnership_alone_is_let_back_in():
    ours = SpaceFactory()
    appointment = AppointmentFactory(space=ours, role=Role.PARTNERSHIP_OFFICER)
    administrator = principal_with(Role.SERVICE_ADMINISTRATOR, space=ours)

    recover(appointment=appointment, by=administrator, at=NOW)

    assert "/join/" in Letter.objects.get(to=appointment.person.email).text
