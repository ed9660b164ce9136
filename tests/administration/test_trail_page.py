from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldthread.access import guard
from goldthread.access.decision import ALLOWED
from goldthread.accounts.models import Appointment
from goldthread.accounts.principals import principal_for
from goldthread.administration.trail import NOBODY_IS_NAMED
from goldthread.house import Role
from goldthread.trail import verify
from goldthread.trail.models import Entry, History
from goldthread.trail.record import record, record_reading
from tests.factories import AppointmentFactory, GroupFactory, PersonFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(space):
    return AppointmentFactory(space=space, person__name="Ada Example").person


@pytest.fixture
def told(space, officer):
    """told(kind, ...): something that the officer did to a group of the partnership."""
    group = GroupFactory(space=space, name="Quality Group")

    def tell(kind="register.group.renamed", *, person=officer, subject=group, at=None, **content):
        by = principal_for(person, on=timezone.localdate())
        return record(kind, by=by, at=at or timezone.localtime(), subject=subject, **content)

    return tell


@pytest.fixture
def auditor(at_work, space):
    return at_work(Role.INFORMATION_GOVERNANCE_AUDITOR, space)


def read(client, **asked):
    return client.get(reverse("trail"), asked).content.decode()


def test_the_trail_tells_who_did_what(manager, told):
    told()

    page = read(manager)

    assert "Ada Example" in page
    assert "Group renamed" in page


def test_a_business_manager_sees_what_a_change_said(manager, told):
    told(before={"name": "Old Name"}, after={"name": "Quality Group"})

    assert "Name: Old Name → Quality Group" in read(manager)


def test_an_auditor_sees_that_there_was_a_change_and_not_what_it_said(auditor, told):
    told(before={"name": "Old Name"}, after={"name": "Quality Group"})

    page = read(auditor)

    assert "Group renamed" in page
    assert "Old Name" not in page
    assert "Quality Group" not in page


def test_fields_above_the_partnerships_class_are_counted_and_not_shown(manager, told, officer):
    told(
        "accounts.person.renamed",
        subject=Appointment.objects.get(person=officer),
        before={"role": "practitioner", "email": "secret@example.org"},
        after={"role": "agency_lead", "email": "other@example.org"},
    )

    page = read(manager)

    assert "Role: Practitioner → Agency lead" in page
    assert "secret@example.org" not in page
    assert "1 more, not shown here" in page


def test_what_retention_erased_is_not_shown(manager, told):
    entry = told(before={"name": "Old Name"}, after={"name": "New Name"})
    History.objects.filter(entry=entry).update(before=None, after=None, erased_at=timezone.now())

    page = read(manager)

    assert "Group renamed" in page
    assert "New Name" not in page


def test_reading_the_trail_stands_in_the_trail(auditor, space):
    read(auditor)

    entry = Entry.objects.get(kind="trail.read")
    assert (entry.space_id, entry.person_id) == (space.pk, auditor.person.pk)
    assert "Trail read" in read(auditor)


def test_the_trail_of_another_partnership_is_not_read(manager, told):
    theirs = GroupFactory()
    told("register.group.closed", subject=theirs)

    assert "Group closed" not in read(manager)


def test_whoever_has_no_appointment_here_is_not_named(manager, told, space):
    stranger = PersonFactory(name="Stranger Elsewhere")
    told(person=stranger)

    page = read(manager)

    assert "Stranger Elsewhere" not in page
    assert NOBODY_IS_NAMED in page


def test_the_trail_is_narrowed_by_what_was_done_by_whom_and_when(manager, told, officer, space):
    other = AppointmentFactory(space=space, person__name="Bert Example").person
    two_days_ago = timezone.localtime() - timedelta(days=2)
    told("register.group.opened", at=two_days_ago)
    told("register.group.closed", person=other)

    by_kind = rows(read(manager, kind="register.group.opened"))
    by_person = rows(read(manager, person=other.public_id))
    day = two_days_ago.date()
    by_day = rows(read(manager, on_day=day.day, on_month=day.month, on_year=day.year))

    assert "Group opened" in by_kind
    assert "Group closed" not in by_kind
    assert "Group closed" in by_person
    assert "Group opened" not in by_person
    assert "Group opened" in by_day
    assert "Group closed" not in by_day


def rows(page):
    """The table, without the questions over it."""
    return page[page.index("<tbody") :]


def test_all_that_concerns_one_record_is_found_by_its_pseudonym(manager, told, officer):
    appointment = Appointment.objects.get(person=officer)
    told("accounts.appointment.made", subject=appointment, after={"role": "practitioner"})
    told("register.group.closed")
    entry = Entry.objects.get(kind="accounts.appointment.made")

    page = read(manager, record=entry.subject_ref)

    assert reverse("person", args=[officer.public_id]) in page
    assert "Group closed" not in rows(page)


def test_a_pseudonym_leads_an_auditor_to_no_record(auditor, told, officer):
    appointment = Appointment.objects.get(person=officer)
    told("accounts.appointment.made", subject=appointment, after={"role": "practitioner"})
    entry = Entry.objects.get(kind="accounts.appointment.made")

    page = read(auditor, record=entry.subject_ref)

    assert reverse("person", args=[officer.public_id]) not in page


def test_a_reading_has_no_change_to_show(manager, officer, space):
    by = principal_for(officer, on=timezone.localdate())
    group = GroupFactory(space=space)
    record_reading("register.group.read", by=by, at=timezone.localtime(), subject=group)

    assert "Group read" in read(manager)


def test_the_trail_asks_the_same_however_much_there_is(manager, told):
    def queries(count):
        for number in range(count):
            told(before={"name": str(number)}, after={"name": str(number + 1)})
        with CaptureQueriesContext(connection) as caught:
            read(manager)
        return len(caught)

    assert queries(2) == queries(60)


def test_a_day_that_does_not_exist_is_said(manager):
    assert "must be a real date" in read(manager, on_day=31, on_month=2, on_year=2026)


def test_a_whole_trail_is_verified_by_pressing_a_button(auditor, told):
    told()

    page = auditor.post(reverse("verify-trail")).content.decode()

    assert "The trail is whole" in page
    assert Entry.objects.filter(kind="trail.verified").exists()


def test_a_fault_in_the_trail_is_told_with_its_place(auditor, told, monkeypatch):
    from goldthread.administration.views import trail as views

    monkeypatch.setattr(
        views,
        "verify",
        lambda: verify.Verdict(entries=3, chains=1, faults=["space-1 2: was altered"]),
    )

    page = auditor.post(reverse("verify-trail")).content.decode()

    assert "The trail is not whole" in page
    assert "space-1 2: was altered" in page


def test_verifying_is_not_done_by_following_a_link(auditor):
    assert auditor.get(reverse("verify-trail")).url == reverse("trail")


def test_somebody_who_reads_the_trail_in_one_partnership_does_not_in_another(client, space):
    person = AppointmentFactory(space=space, role=Role.PRACTITIONER).person
    AppointmentFactory(
        space=SpaceFactory(), person=person, role=Role.INFORMATION_GOVERNANCE_AUDITOR
    )
    client.force_login(person)
    client.post(reverse("choose-space"), {"space": space.code})

    assert client.get(reverse("trail")).status_code == 403


@pytest.mark.parametrize(("name", "method"), [("trail", "get"), ("verify-trail", "post")])
def test_whoever_works_in_no_partnership_is_refused_even_without_the_permissions_rule(
    client, monkeypatch, name, method
):
    monkeypatch.setattr(guard, "may", lambda principal, permission: ALLOWED)
    client.force_login(PersonFactory())

    answer = getattr(client, method)(reverse(name))

    assert answer.status_code == 403
    assert "Choose a partnership first." in answer.content.decode()


def test_the_page_says_at_once_that_there_was_no_backup(auditor, settings, tmp_path):
    settings.GOLDTHREAD_HOME = tmp_path

    assert "No backup was made yet" in auditor.get(reverse("trail")).content.decode()
