"""A clock that is wrong changes what a moment says, and nothing else."""

from datetime import timedelta

import pytest

from goldthread.house import Role
from goldthread.trail.record import record_reading
from goldthread.trail.verify import verify
from tests.factories import NOW, GroupFactory, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400), timedelta(hours=-1)])
def test_a_chain_is_whole_whatever_the_clock_does(jump):
    space = SpaceFactory()
    officer, group = (
        principal_with(Role.PARTNERSHIP_OFFICER, space=space),
        GroupFactory(space=space),
    )
    for at in (NOW, NOW + jump, NOW + timedelta(minutes=1)):
        record_reading("test.read", by=officer, at=at, subject=group)

    assert verify().is_whole
