import pytest

from goldthread.access.policy import may
from goldthread.access.principal import NOBODY
from goldthread.accounts.actions import declare_conflict
from goldthread.accounts.permissions import ADMIT_PEOPLE, SEE_PEOPLE
from goldthread.accounts.principals import principal_for
from goldthread.house import Permission, Role
from goldthread.register.models import Group, Membership
from tests.factories import (
    NOW,
    TODAY,
    AppointmentFactory,
    GroupFactory,
    MembershipFactory,
    SpaceFactory,
    collaboration_of,
    principal_with,
)

pytestmark = pytest.mark.django_db


def test_nobody_holds_a_permission_that_no_module_declares():
    manager = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())

    assert not may(manager, Permission("made.up", "do as one likes"))


def test_who_is_not_signed_in_may_nothing():
    assert not may(NOBODY, SEE_PEOPLE)


def test_the_refusal_names_the_roles_that_may():
    submitter = principal_with(Role.DATA_SUBMITTER, space=SpaceFactory())

    decision = may(submitter, ADMIT_PEOPLE)

    assert decision.reasons == (
        "To invite people and end appointments you need to be: business manager, "
        "service administrator. You are: data submitter.",
    )


def test_a_reading_permission_of_a_partnership_reaches_its_collaborations():
    partnership = SpaceFactory()
    shared = GroupFactory(space=collaboration_of(partnership, SpaceFactory()))
    manager = principal_with(Role.BUSINESS_MANAGER, space=partnership)

    assert may(manager, SEE_PEOPLE, shared)
    assert Group.objects.visible_to(manager).filter(pk=shared.pk).exists()


def test_a_writing_permission_stops_at_the_space_that_owns_the_row():
    partnership = SpaceFactory()
    shared = GroupFactory(space=collaboration_of(partnership))
    manager = principal_with(Role.BUSINESS_MANAGER, space=partnership)

    assert not may(manager, ADMIT_PEOPLE, shared)


def test_a_row_of_another_partnership_does_not_exist():
    theirs = GroupFactory()
    manager = principal_with(Role.BUSINESS_MANAGER, space=SpaceFactory())

    assert not Group.objects.visible_to(manager).exists()
    assert not may(manager, SEE_PEOPLE, theirs)


def test_a_declared_conflict_beats_every_grant():
    space = SpaceFactory()
    group = GroupFactory(space=space)
    appointment = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER)
    before = principal_for(appointment.person, on=TODAY)
    declare_conflict(
        by=before,
        at=NOW,
        space=space,
        subject_kind="register.group",
        subject_id=group.pk,
        reason="I am related to its chair",
    )

    after = principal_for(appointment.person, on=TODAY)

    assert may(before, SEE_PEOPLE, group)
    assert not may(after, SEE_PEOPLE, group)
    assert not Group.objects.visible_to(after).exists()


def test_an_appointment_that_ended_gives_nothing():
    space = SpaceFactory()
    gone = principal_with(
        Role.BUSINESS_MANAGER, space=space, ends_on=TODAY.replace(day=TODAY.day - 1)
    )

    assert gone.space is None
    assert not may(gone, SEE_PEOPLE)


def test_a_conflict_with_an_agency_hides_what_is_tied_to_it():
    space = SpaceFactory()
    membership = MembershipFactory(space=space)
    appointment = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER)
    declare_conflict(
        by=principal_for(appointment.person, on=TODAY),
        at=NOW,
        space=space,
        subject_kind="register.agency",
        subject_id=membership.agency_id,
        reason="I own it",
    )

    after = principal_for(appointment.person, on=TODAY)

    assert not Membership.objects.visible_to(after).exists()
    assert not may(after, SEE_PEOPLE, membership)


def test_a_reading_permission_of_a_collaboration_reaches_no_partnership():
    partnership = SpaceFactory()
    shared = collaboration_of(partnership)
    appointment = AppointmentFactory(space=partnership, role=Role.PRACTITIONER)
    AppointmentFactory(space=shared, role=Role.BUSINESS_MANAGER, person=appointment.person)
    own = GroupFactory(space=partnership)

    both_posts = principal_for(appointment.person, on=TODAY, chosen=partnership.code)

    assert not may(both_posts, SEE_PEOPLE, own)
    assert may(both_posts, SEE_PEOPLE, GroupFactory(space=shared))
