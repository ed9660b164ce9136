"""Who sits in a group: said by whoever keeps the register, from a day until a day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from goldthread.access.decision import Refused
from goldthread.accounts.models import GroupMember
from goldthread.governance import actions
from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.clients import Client
from tests.factories import (
    NOW,
    TODAY,
    AppointmentFactory,
    GroupFactory,
    PersonFactory,
    SpaceFactory,
    principal_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(space=SpaceFactory(), name="Quality Group", purpose="Looks at figures")


@pytest.fixture
def manager(group):
    return principal_with(Role.BUSINESS_MANAGER, space=group.space)


@pytest.fixture
def person(group):
    return AppointmentFactory(space=group.space, role=Role.LEAD_SAFEGUARDING_PARTNER).person


def browser(group, role):
    client = Client()
    client.force_login(AppointmentFactory(space=group.space, role=role).person)
    return client


def add(group, person, by, starts_on=TODAY):
    return actions.add_member(group=group, person=person, starts_on=starts_on, by=by, at=NOW)


def test_somebody_is_added_and_leaves_and_the_trail_tells_both(group, manager, person):
    member = add(group, person, manager)
    actions.end_member(
        member=member, ends_on=TODAY, by=manager, at=NOW, row_version=member.row_version
    )

    assert GroupMember.objects.get().ends_on == TODAY
    kinds = list(
        Entry.objects.filter(kind__startswith="governance.").values_list("kind", flat=True)
    )
    assert kinds == ["governance.group_member.added", "governance.group_member.ended"]


def test_nobody_sits_in_a_group_twice_at_a_time(group, manager, person):
    add(group, person, manager)

    with pytest.raises(Refused, match="already"):
        add(group, person, manager, TODAY - timedelta(days=30))


def test_who_has_no_appointment_there_sits_in_no_group(group, manager):
    with pytest.raises(Refused, match="an appointment"):
        add(group, PersonFactory(), manager)


def test_who_does_not_keep_the_register_adds_nobody(group, person):
    officer = principal_with(Role.PERFORMANCE_OFFICER, space=group.space)

    with pytest.raises(Refused):
        add(group, person, officer)


def test_the_page_leads_through_adding_and_ending(group, person):
    client = browser(group, Role.PARTNERSHIP_OFFICER)
    given = {"person": person.public_id, "starts_on": TODAY.isoformat()}

    added = client.post(reverse("add-group-member", args=[group.public_id]), given)
    page = client.get(reverse("group", args=[group.public_id])).content.decode()

    assert added.status_code == 302, added.content.decode()
    assert person.name in page
    member = GroupMember.objects.get()
    ended = client.post(
        reverse("end-group-member", args=[member.public_id]),
        {"ends_on": TODAY.isoformat(), "row_version": member.row_version},
    )
    assert ended.status_code == 302
    assert GroupMember.objects.get().ends_on == TODAY


def test_a_last_day_that_somebody_else_kept_meanwhile_is_not_told_as_saved(group, manager, person):
    member = add(group, person, manager)
    address = reverse("end-group-member", args=[member.public_id])
    seen = {"row_version": member.row_version}
    actions.end_member(
        member=member, ends_on=TODAY, by=manager, at=NOW, row_version=member.row_version
    )

    late = browser(group, Role.PARTNERSHIP_OFFICER).post(
        address, seen | {"ends_on": (TODAY + timedelta(days=7)).isoformat()}
    )

    assert late.status_code == 409
    assert GroupMember.objects.get().ends_on == TODAY


def test_no_name_stands_in_the_title_of_the_page_that_ends_a_membership(group, manager, person):
    member = add(group, person, manager)

    page = browser(group, Role.PARTNERSHIP_OFFICER).get(
        reverse("end-group-member", args=[member.public_id])
    )

    title, _, body = page.content.decode().partition("</title>")
    assert person.name not in title
    assert person.name in body


def test_who_may_not_know_who_is_appointed_reads_what_the_group_is_for(group, manager, person):
    add(group, person, manager)

    page = browser(group, Role.PRACTITIONER).get(reverse("group", args=[group.public_id]))

    assert "Looks at figures" in page.content.decode()
    assert person.name not in page.content.decode()
