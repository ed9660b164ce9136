"""A role is offered and accepted: nobody is appointed without being asked, or told of to strangers."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goldthread.access.principal import Principal
from goldthread.accounts import actions
from goldthread.accounts.models import Appointment, Offer
from goldthread.house import Role
from goldthread.messages.models import Letter
from goldthread.trail.models import Entry
from tests.administration.test_people import answers
from tests.clients import Client
from tests.factories import (
    AgencyFactory,
    AppointmentFactory,
    MembershipFactory,
    PersonFactory,
    SpaceFactory,
    collaboration_of,
)

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


@pytest.fixture
def ada():
    """Somebody with an account, at work in a partnership elsewhere."""
    person = PersonFactory(email=ADA, name="Ada Lovelace", joined_at=timezone.now())
    AppointmentFactory(person=person, space=SpaceFactory(name="Elsewhere"))
    return person


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


def offered(manager, email=ADA, **more):
    return manager.post(reverse("appoint"), answers(email=email, **more), follow=True)


def main_of(answer, email):
    page = re.sub(r'value="[^"]+"|/offers/[^/]+/', "", answer.content.decode())
    return page.replace(email, "SOMEBODY")


def answer_page(offer):
    return reverse("answer-offer", args=[offer.public_id])


def test_the_inviter_is_told_the_same_whether_or_not_there_is_an_account(manager, ada):
    gone = PersonFactory(email="gone@example.org", is_active=False)
    pages = set()
    for email in (ADA, "new@example.org", gone.email):
        pages.add(main_of(offered(manager, email), email))
        withdrawn = Offer.objects.get(status=Offer.Status.WAITING)
        manager.post(
            reverse("withdraw-offer", args=[withdrawn.public_id]), {"row_version": 1}, follow=True
        )

    assert len(pages) == 1
    assert "SOMEBODY is asked: a letter goes there." in pages.pop()


def test_nothing_of_a_person_elsewhere_is_shown_until_they_accept(manager, ada):
    offered(manager)

    assert ada.name not in manager.get(reverse("people")).content.decode()
    for page in ("person", "recover-person"):
        assert manager.get(reverse(page, args=[ada.public_id])).status_code == 404
    assert not Appointment.objects.filter(person=ada, space__code="HERE").exists()


def test_somebody_with_an_account_finds_the_offer_at_home_and_accepts_it(manager, ada, space):
    offered(manager)
    offer, client = Offer.objects.get(), browser_of(ada)
    assert answer_page(offer) in Letter.objects.get().text
    assert answer_page(offer) in client.get("/").content.decode()
    assert space.name in client.get(answer_page(offer)).content.decode()

    client.post(answer_page(offer), {"accepts": "yes"})

    made = Appointment.objects.get(person=ada, space=space)
    assert made.title == "Partnership officer"
    assert ada.name in manager.get(reverse("people")).content.decode()
    assert client.get(answer_page(offer)).status_code == 404


def test_somebody_without_an_appointment_is_shown_the_offer_too(manager):
    person = PersonFactory(email=ADA, joined_at=timezone.now())
    offered(manager)

    home = browser_of(person).get("/").content.decode()

    assert "Answer whether you will be partnership officer" in home


def test_what_is_declined_makes_no_appointment(manager, ada, space):
    offered(manager)

    browser_of(ada).post(answer_page(Offer.objects.get()), {"accepts": "no"})

    assert Offer.objects.get().status == Offer.Status.DECLINED
    assert not Appointment.objects.filter(person=ada, space=space).exists()
    assert ada.name not in manager.get(reverse("people")).content.decode()


def test_an_offer_is_answered_by_nobody_else(manager, at_work, space, ada):
    offered(manager)
    page = answer_page(Offer.objects.get())

    for other in (manager, at_work(Role.PARTNERSHIP_OFFICER, space)):
        assert other.get(page).status_code == 404
        assert other.post(page, {"accepts": "yes"}).status_code == 404


def test_what_was_taken_back_can_be_accepted_no_more(manager, ada):
    offered(manager)
    offer = Offer.objects.get()
    manager.post(reverse("withdraw-offer", args=[offer.public_id]), {"row_version": 1})

    assert browser_of(ada).post(answer_page(offer), {"accepts": "yes"}).status_code == 404
    offer.refresh_from_db()
    assert offer.status == Offer.Status.WITHDRAWN


def test_whoever_is_new_accepts_by_joining(manager, client, space):
    offered(manager, "new@example.org")
    link = re.search(r"/join/[^/]+/", Letter.objects.get().text)[0]
    page = client.get(link).content.decode()
    assert "by setting your password you accept to be" in page
    assert space.name in page
    words = "four unrelated words here"

    client.post(link, {"name": "New Person", "password": words, "again": words})

    made = Appointment.objects.get(person__email="new@example.org")
    assert (made.space, made.person.name) == (space, "New Person")


def test_the_link_of_an_offer_that_was_taken_back_opens_nothing(manager, client):
    offered(manager, "new@example.org")
    link = re.search(r"/join/[^/]+/", Letter.objects.get().text)[0]

    manager.post(
        reverse("withdraw-offer", args=[Offer.objects.get().public_id]), {"row_version": 1}
    )

    assert "A link works once, and for a limited time" in client.get(link).content.decode()


def test_roles_that_check_each_other_do_not_meet_on_any_later_day(manager, space):
    agency = MembershipFactory(space=space).agency
    person = AppointmentFactory(
        space=space,
        role=Role.DATA_SUBMITTER,
        agency=agency,
        starts_on=timezone.localdate() + timedelta(days=30),
    ).person

    answer = offered(manager, person.email, role=Role.PERFORMANCE_OFFICER.value)

    assert answer.status_code == 422
    assert "One person may not be performance officer and data submitter" in answer.content.decode()


def test_no_page_shows_a_link_that_opens_an_account(manager, settings):
    settings.EMAIL_HOST = ""
    page = offered(manager, "new@example.org").content.decode()

    assert "/join/" not in page
    assert "letters lie in the folder" in manager.get(reverse("appoint")).content.decode()


def test_asking_the_same_again_sends_the_letter_again(manager, ada):
    for _ in range(2):
        offered(manager)

    assert Offer.objects.count() == 1
    assert Letter.objects.count() == 2


def test_roles_that_check_each_other_do_not_meet_across_a_collaboration(manager, space):
    agency = MembershipFactory(space=space).agency
    shared = collaboration_of(space)
    held = AppointmentFactory(space=shared, role=Role.PERFORMANCE_OFFICER).person

    answer = offered(manager, held.email, role=Role.DATA_SUBMITTER.value, agency=agency.public_id)

    assert answer.status_code == 422
    assert "in one partnership and its collaborations" in answer.content.decode()


def test_a_role_held_out_of_the_inviters_sight_is_told_to_the_one_who_answers(at_work, space, ada):
    shared = collaboration_of(space)
    AppointmentFactory(space=space, role=Role.DATA_SUBMITTER, person=ada, agency=AgencyFactory())
    offered(at_work(Role.BUSINESS_MANAGER, shared), role=Role.PERFORMANCE_OFFICER.value)
    offer, client = Offer.objects.get(), browser_of(ada)
    client.post(reverse("choose-space"), {"space": space.code})

    answer = client.post(answer_page(offer), {"accepts": "yes"})

    assert answer.status_code == 422
    assert "in one partnership and its collaborations" in answer.content.decode()
    offer.refresh_from_db()
    assert offer.status == Offer.Status.WAITING


def test_what_is_offered_goes_into_the_trail_of_the_partnership(manager, ada, space):
    offered(manager)
    browser_of(ada).post(answer_page(Offer.objects.get()), {"accepts": "yes"})

    told = Entry.objects.filter(space_id=space.pk).order_by("number").values_list("kind", flat=True)
    assert [kind for kind in told if "offer" in kind or "appointment" in kind] == [
        "accounts.offer.made",
        "accounts.offer.accepted",
        "accounts.appointment.made",
    ]


def test_an_offer_that_waited_until_after_its_first_day_begins_when_it_is_accepted(manager, ada):
    offered(manager, starts_on="2020-04-01")
    offer = Offer.objects.get()

    actions.answer_offer(
        offer=offer, accepts=True, by=Principal(person_id=ada.pk), at=timezone.localtime()
    )

    assert Appointment.objects.get(person=ada, space=offer.space).starts_on == timezone.localdate()
