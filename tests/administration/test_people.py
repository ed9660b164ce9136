from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldthread.accounts.models import Appointment, Person
from goldthread.administration.forms.people import WHOLE_PARTNERSHIP
from goldthread.house import Role
from goldthread.messages.models import Letter
from tests.factories import (
    AgencyFactory,
    AppointmentFactory,
    MembershipFactory,
    SpaceFactory,
    collaboration_of,
)

pytestmark = pytest.mark.django_db


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def test_the_list_shows_who_holds_what(manager, space):
    AppointmentFactory(space=space, person__name="Ada Example", role=Role.DATA_SUBMITTER)

    page = manager.get(reverse("people")).content.decode()

    assert "Ada Example" in page
    assert "Data submitter" in page


def test_the_list_knows_nobody_of_another_partnership(manager):
    AppointmentFactory(person__name="Somebody Elsewhere")

    page = manager.get(reverse("people")).content.decode()

    assert "Somebody Elsewhere" not in page


def test_the_list_shows_those_of_the_collaborations_too(manager, space):
    AppointmentFactory(space=collaboration_of(space), person__name="Shared Person")

    assert "Shared Person" in manager.get(reverse("people")).content.decode()


@pytest.mark.parametrize("text", ["ada", "submitter", "example council"])
def test_a_search_finds_by_name_role_and_agency(manager, space, text):
    found = AppointmentFactory(
        space=space,
        person__name="Ada Example",
        role=Role.DATA_SUBMITTER,
        agency=AgencyFactory(name="Example Council"),
    )
    AppointmentFactory(space=space, person__name="Somebody Quite Different")

    answer = manager.post(reverse("search-people"), {"text": text, "wanted": ""}, follow=True)

    page = answer.content.decode()
    assert found.person.name in page
    assert "Somebody Quite Different" not in page


def test_a_name_that_is_searched_for_stands_in_no_address(manager):
    answer = manager.post(reverse("search-people"), {"text": "ada"}, follow=True)

    assert answer.redirect_chain == [(reverse("people"), 302)]


def test_everybody_is_shown_again_when_asked(manager, space):
    AppointmentFactory(space=space, person__name="Ada Example")
    manager.post(reverse("search-people"), {"text": "nobody of that name"})

    answer = manager.post(reverse("search-people"), {"everybody": "yes"}, follow=True)

    assert "Ada Example" in answer.content.decode()


def test_ended_appointments_are_shown_when_they_are_asked_for(manager, space):
    AppointmentFactory(space=space, person__name="Ada Example", ends_on=yesterday())
    assert "Ada Example" not in manager.get(reverse("people")).content.decode()

    answer = manager.post(reverse("search-people"), {"wanted": "Ended"}, follow=True)

    assert "Ada Example" in answer.content.decode()


def test_the_list_asks_the_same_however_many_people_there_are(manager, space):
    def queries(count):
        for _ in range(count):
            AppointmentFactory(space=space, role=Role.DATA_SUBMITTER)
        with CaptureQueriesContext(connection) as caught:
            manager.get(reverse("people"))
        return len(caught)

    queries(1)  # the first reading begins the trail's chain
    assert queries(2) == queries(40)


def test_the_page_of_a_person_shows_every_appointment_in_sight(manager, space):
    person = AppointmentFactory(space=space, role=Role.DATA_SUBMITTER).person
    AppointmentFactory(space=space, person=person, role=Role.PRACTITIONER, ends_on=yesterday())
    elsewhere = SpaceFactory(name="Another Partnership Altogether")
    AppointmentFactory(space=elsewhere, person=person)

    page = manager.get(reverse("person", args=[person.public_id])).content.decode()

    assert "Data submitter" in page
    assert "Practitioner" in page
    assert "Another Partnership Altogether" not in page


def test_a_person_of_another_partnership_is_not_found(manager):
    person = AppointmentFactory().person

    for name in ("person", "recover-person"):
        assert manager.get(reverse(name, args=[person.public_id])).status_code == 404


def test_an_appointment_of_another_partnership_is_not_found(manager):
    appointment = AppointmentFactory()

    path = reverse("end-appointment", args=[appointment.public_id])

    assert manager.get(path).status_code == 404
    assert manager.post(path, {"row_version": 1}).status_code == 404


def answers(**more):
    """What is typed into the form of an appointment."""
    today = timezone.localdate()
    return {
        "email": "ada@example.org",
        "agency": WHOLE_PARTNERSHIP,
        "role": Role.PARTNERSHIP_OFFICER.value,
        "area": "",
        "starts_on": today.isoformat(),
        "ends_on": "",
    } | more


def test_the_form_says_what_each_role_is_for(manager):
    page = manager.get(reverse("appoint")).content.decode()

    assert "Asks for figures, accepts them and keeps the scorecard" in page


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"email": ""}, "Enter their email address"),
        ({"agency": ""}, "Choose an agency, or the whole partnership"),
        ({"email": "not an address"}, "email address"),
        ({"role": ""}, "Choose a role"),
        ({"role": "data_submitter"}, "Choose the agency of the data submitter."),
        ({"ends_on": "2001-01-01"}, "The last day must not lie before the first day."),
        ({"starts_on": ""}, "Enter first day"),
    ],
)
def test_what_is_wrong_with_an_appointment_is_said(manager, mistake, says):
    answer = manager.post(reverse("appoint"), answers(**mistake))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Person.objects.filter(email="ada@example.org").exists()


def test_nobody_is_appointed_twice_to_the_same(manager, space):
    held = AppointmentFactory(space=space, role=Role.PARTNERSHIP_OFFICER).person

    answer = manager.post(reverse("appoint"), answers(email=held.email))

    assert answer.status_code == 422
    assert "They hold that appointment already." in answer.content.decode()


def test_nobody_appoints_themselves(manager):
    answer = manager.post(reverse("appoint"), answers(email=manager.person.email))

    assert answer.status_code == 422
    assert "You cannot appoint yourself." in answer.content.decode()


@pytest.mark.parametrize(("standing", "status"), [("relevant", 422), ("statutory", 302)])
def test_a_lead_safeguarding_partner_comes_from_a_statutory_partner(
    manager, space, standing, status
):
    agency = MembershipFactory(space=space, standing=standing).agency
    lead = {"agency": agency.public_id, "role": Role.LEAD_SAFEGUARDING_PARTNER.value}

    answer = manager.post(reverse("appoint"), answers(**lead))

    assert answer.status_code == status
    says = "speaks for a statutory safeguarding partner: choose one of those"
    assert (says in answer.content.decode()) is (status == 422)


def test_only_agencies_of_the_partnership_can_be_chosen(manager, space):
    ours = MembershipFactory(space=space).agency
    theirs = AgencyFactory()

    page = manager.get(reverse("appoint")).content.decode()

    assert ours.name in page
    assert theirs.public_id not in page


def test_a_further_role_begins_with_who_they_are(manager, space):
    person = AppointmentFactory(space=space).person

    page = manager.get(reverse("appoint"), {"person": person.public_id}).content.decode()

    assert person.email in page


def test_a_further_role_tells_nothing_of_people_elsewhere(manager):
    person = AppointmentFactory().person

    page = manager.get(reverse("appoint"), {"person": person.public_id}).content.decode()

    assert person.email not in page


def ending(appointment, **more):
    return {
        "on": timezone.localdate().isoformat(),
        "because_of": "Moved on",
        "row_version": appointment.row_version,
    } | more


def test_an_appointment_that_ends_today_opens_nothing_from_the_next_request(
    manager, at_work, space
):
    other = at_work(Role.PARTNERSHIP_OFFICER, space)
    appointment = Appointment.objects.get(person=other.person)
    assert other.get(reverse("people")).status_code == 200

    manager.post(reverse("end-appointment", args=[appointment.public_id]), ending(appointment))

    assert other.get(reverse("people")).status_code == 403
    assert "You have no appointment today" in other.get("/").content.decode()


def test_ending_asks_for_a_reason(manager, space):
    appointment = AppointmentFactory(space=space)

    answer = manager.post(
        reverse("end-appointment", args=[appointment.public_id]),
        ending(appointment, because_of=""),
    )

    assert answer.status_code == 422
    appointment.refresh_from_db()
    assert appointment.ends_on is None


def test_an_appointment_does_not_end_in_the_past(manager, space):
    appointment = AppointmentFactory(space=space)

    answer = manager.post(
        reverse("end-appointment", args=[appointment.public_id]),
        ending(appointment, on=yesterday().isoformat()),
    )

    assert answer.status_code == 422
    assert "Choose today or a later day." in answer.content.decode()


def test_ending_stops_where_somebody_else_changed_it_meanwhile(manager, space):
    appointment = AppointmentFactory(space=space)
    seen = ending(appointment)
    appointment.save_next_version("ended_because")

    answer = manager.post(reverse("end-appointment", args=[appointment.public_id]), seen)

    assert answer.status_code == 409
    assert "Somebody else changed this since you opened it." in answer.content.decode()
    assert "Moved on" in answer.content.decode()


def test_ending_twice_says_that_it_has_ended(manager, space):
    appointment = AppointmentFactory(space=space)
    path = reverse("end-appointment", args=[appointment.public_id])
    manager.post(path, ending(appointment))
    appointment.refresh_from_db()

    answer = manager.post(path, ending(appointment))

    assert "already ended" in answer.content.decode()


def test_nobody_ends_their_own_appointment(manager):
    own = Appointment.objects.get(person=manager.person)

    answer = manager.post(reverse("end-appointment", args=[own.public_id]), ending(own))

    assert answer.status_code == 422
    assert "You cannot end your own appointment." in answer.content.decode()


def test_a_collaborations_appointment_is_seen_and_not_ended_from_a_partnership(manager, space):
    appointment = AppointmentFactory(space=collaboration_of(space))
    person = appointment.person
    path = reverse("end-appointment", args=[appointment.public_id])

    page = manager.get(reverse("person", args=[person.public_id])).content.decode()
    answer = manager.post(path, ending(appointment))

    assert path not in page
    assert answer.status_code == 403
    appointment.refresh_from_db()
    assert appointment.ends_on is None


def test_who_administers_only_a_collaboration_appoints_nobody_to_a_partnership(client, space):
    person = AppointmentFactory(space=space, role=Role.PRACTITIONER).person
    AppointmentFactory(space=collaboration_of(space), person=person, role=Role.BUSINESS_MANAGER)
    client.force_login(person)
    client.post(reverse("choose-space"), {"space": space.code})

    answer = client.post(reverse("appoint"), answers())

    assert answer.status_code == 422
    assert not Person.objects.filter(email="ada@example.org").exists()


def recovery(person, **more):
    return {"is_known": "on", "row_version": person.row_version} | more


def test_a_recovered_account_is_closed_to_its_old_password_and_sessions(manager, at_work, space):
    other = at_work(Role.PARTNERSHIP_OFFICER, space)
    other.person.set_password("four unrelated words here")
    other.person.save()
    other.force_login(other.person)

    answer = manager.post(
        reverse("recover-person", args=[other.person.public_id]),
        recovery(other.person),
        follow=True,
    )

    assert "/join/" not in answer.content.decode()
    assert "/join/" in Letter.objects.get(to=other.person.email).text
    assert other.get("/").url.startswith(reverse("account_login"))
    other.person.refresh_from_db()
    assert not other.person.has_usable_password()


def test_recovering_says_what_it_does_before_it_does_it(manager, space):
    person = AppointmentFactory(space=space).person

    page = manager.get(reverse("recover-person", args=[person.public_id])).content.decode()

    assert "they are signed out everywhere" in page
    assert person.email in page


def test_recovering_asks_whether_the_person_is_known(manager, space):
    person = AppointmentFactory(space=space).person

    answer = manager.post(
        reverse("recover-person", args=[person.public_id]), recovery(person, is_known="")
    )

    assert answer.status_code == 422


def test_nobody_recovers_their_own_account(manager):
    answer = manager.post(
        reverse("recover-person", args=[manager.person.public_id]), recovery(manager.person)
    )

    assert answer.status_code == 422


def test_an_ended_appointment_recovers_nobody(manager, space):
    person = AppointmentFactory(space=space, ends_on=yesterday()).person
    AppointmentFactory(person=person)

    answer = manager.post(reverse("recover-person", args=[person.public_id]), recovery(person))

    assert answer.status_code == 422
    assert "the partnership that they work with now" in answer.content.decode()
