import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from goldthread.accounts.models import ConflictOfInterest
from goldthread.house import Role
from goldthread.trail.models import Entry
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

REASON = "My sister works there"


@pytest.fixture
def agency(space):
    return MembershipFactory(space=space, agency__name="Council of Ties").agency


@pytest.fixture
def declare(agency):
    return reverse("declare-conflict", args=["register.agency", agency.public_id])


def page_of(client, agency):
    return client.get(reverse("agency", args=[agency.public_id]))


def test_a_declared_conflict_hides_the_record_from_the_next_request(manager, agency, declare):
    assert page_of(manager, agency).status_code == 200

    answer = manager.post(declare, {"reason": REASON}, follow=True)

    assert page_of(manager, agency).status_code == 404
    assert "Council of Ties" not in manager.get(reverse("agencies")).content.decode()
    assert REASON in answer.content.decode()


def test_the_list_of_conflicts_does_not_name_the_record(manager, declare):
    manager.post(declare, {"reason": REASON})
    manager.get(reverse("conflicts"))  # the message has been read

    assert "Council of Ties" not in manager.get(reverse("conflicts")).content.decode()


def test_nobody_else_reads_a_conflict(manager, at_work, space, declare):
    manager.post(declare, {"reason": REASON})
    conflict = ConflictOfInterest.objects.get()
    other = at_work(Role.BUSINESS_MANAGER, space)

    assert REASON not in other.get(reverse("conflicts")).content.decode()
    assert other.get(reverse("end-conflict", args=[conflict.public_id])).status_code == 404
    assert REASON not in other.get(reverse("trail")).content.decode()


def test_declaring_twice_makes_one_conflict(manager, declare):
    first, second = (manager.post(declare, {"reason": REASON}) for _ in range(2))

    assert first.url == second.url
    assert ConflictOfInterest.objects.count() == 1


def test_declaring_asks_for_the_tie(manager, declare):
    assert manager.post(declare, {"reason": ""}).status_code == 422


@pytest.mark.parametrize("kind", ["accounts.person", "made.up", "letters.letter"])
def test_a_kind_that_no_module_answers_for_is_not_found(manager, kind):
    path = reverse("declare-conflict", args=[kind, manager.person.public_id])

    assert manager.get(path).status_code == 404


def test_a_record_of_another_partnership_is_not_found(manager):
    theirs = MembershipFactory().agency
    path = reverse("declare-conflict", args=["register.agency", theirs.public_id])

    assert manager.get(path).status_code == 404
    assert manager.post(path, {"reason": REASON}).status_code == 404


def test_an_ended_conflict_holds_to_the_end_of_its_day(manager, agency, declare):
    with time_machine.travel("2026-05-20 10:00 +0100", tick=False) as clock:
        manager.force_login(manager.person)
        manager.post(declare, {"reason": REASON})
        conflict = ConflictOfInterest.objects.get()
        path = reverse("end-conflict", args=[conflict.public_id])

        manager.post(path, {"row_version": conflict.row_version})
        assert page_of(manager, agency).status_code == 404

        clock.move_to("2026-05-21 00:30 +0100")
        manager.force_login(manager.person)
        assert page_of(manager, agency).status_code == 200


def test_a_conflict_ended_twice_says_so(manager, declare):
    manager.post(declare, {"reason": REASON})
    conflict = ConflictOfInterest.objects.get()
    path = reverse("end-conflict", args=[conflict.public_id])
    manager.post(path, {"row_version": conflict.row_version})

    answer = manager.post(path, {"row_version": conflict.row_version + 1})

    assert answer.status_code == 422
    assert "already" in answer.content.decode()


def test_a_conflict_declared_again_on_the_day_it_ended_holds_on(manager, agency, declare):
    manager.post(declare, {"reason": REASON})
    conflict = ConflictOfInterest.objects.get()
    conflict.ends_on = timezone.localdate()
    conflict.save()
    from goldthread.accounts.actions import declare_conflict
    from goldthread.accounts.principals import principal_for

    declare_conflict(
        by=principal_for(manager.person, on=timezone.localdate()),
        at=timezone.localtime(),
        space=conflict.space,
        subject_kind=conflict.subject_kind,
        subject_id=conflict.subject_id,
        reason="Once more",
    )

    conflict.refresh_from_db()
    assert (conflict.ends_on, conflict.reason) == (None, "Once more")


def test_the_trail_keeps_declaring_and_ending(manager, declare):
    manager.post(declare, {"reason": REASON})
    conflict = ConflictOfInterest.objects.get()
    manager.post(
        reverse("end-conflict", args=[conflict.public_id]), {"row_version": conflict.row_version}
    )

    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"accounts.conflict.declared", "accounts.conflict.ended"} <= kinds
