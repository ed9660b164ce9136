import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldthread.accounts import actions
from goldthread.accounts.models import Appointment, Person
from goldthread.house import Role
from goldthread.messages.models import Letter
from tests.factories import AppointmentFactory, PersonFactory, SpaceFactory

pytestmark = pytest.mark.django_db

LONG_ENOUGH = "four unrelated words here"


@pytest.fixture
def link(space):
    """The one-time link of somebody who was just appointed."""
    _, path = actions.appoint(
        at=timezone.localtime(),
        space=space,
        email="new@example.org",
        name="New Person",
        role=Role.PERFORMANCE_OFFICER,
        starts_on=timezone.localdate(),
    )
    return path


def test_an_invited_person_chooses_a_password_and_signs_in_with_it(client, link):
    answer = client.post(
        link, {"name": "New Person", "password": LONG_ENOUGH, "again": LONG_ENOUGH}
    )

    assert answer.url == reverse("account_login")
    client.post(answer.url, {"login": "new@example.org", "password": LONG_ENOUGH})
    assert "What is due from you" in client.get("/").content.decode()


def test_the_rules_for_passwords_stand_beside_the_question(client, link):
    page = client.get(link).content.decode()

    assert "At least 15 characters" in page


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "at least 15 characters"),
        (LONG_ENOUGH, "something else entirely", "The two passwords are not the same"),
        ("", "", "Enter"),
        ("new@example.org-new", "new@example.org-new", "too similar"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(client, link, password, again, says):
    answer = client.post(link, {"name": "New Person", "password": password, "again": again})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Person.objects.get(email="new@example.org").has_usable_password()


def test_a_link_works_once(client, link):
    client.post(link, {"name": "New Person", "password": LONG_ENOUGH, "again": LONG_ENOUGH})

    again = client.get(link)

    assert again.status_code == 404
    assert "no longer works" in again.content.decode()


def test_a_link_out_of_time_says_the_same_as_one_that_never_was(client, link):
    invitation = Person.objects.get(email="new@example.org").invitations.get()
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()

    late, never = client.get(link), client.get(reverse("join", args=["never"]))

    assert late.status_code == never.status_code == 404
    assert late.content == never.content


def test_the_letter_holds_the_whole_address_of_the_link(link, settings):
    letter = Letter.objects.get(to="new@example.org")

    assert f"{settings.GOLDTHREAD_ADDRESS}{link}" in letter.text


def test_sign_in_says_the_same_of_a_wrong_password_and_of_nobody(client):
    known = PersonFactory(email="known@example.org", joined_at=timezone.now())
    known.set_password(LONG_ENOUGH)
    known.save()

    def answer(email):
        found = client.post(reverse("account_login"), {"login": email, "password": "wrong guess"})
        return found.status_code, found.content.decode().replace(email, "SOMEBODY")

    def without_tokens(page):
        return re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]+"', "", page)

    status, page = answer("known@example.org")
    other_status, other_page = answer("nobody@example.org")
    assert (status, other_status) == (422, 422)
    assert without_tokens(page) == without_tokens(other_page)
    assert "The email address or the password is not right." in page


def test_a_forgotten_password_is_answered_the_same_for_known_and_unknown(client):
    PersonFactory(email="known@example.org", joined_at=timezone.now())

    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("known@example.org", "nobody@example.org")
    ]

    assert answers[0].content == answers[1].content
    assert Letter.objects.count() == 2


def test_five_wrong_guesses_in_a_row_are_the_last(client):
    person = PersonFactory(email="known@example.org", joined_at=timezone.now())
    person.set_password(LONG_ENOUGH)
    person.save()
    for _ in range(5):
        client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})

    right = client.post(reverse("account_login"), {"login": person.email, "password": LONG_ENOUGH})

    assert right.status_code == 422
    assert "Too many tries" in right.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_makes_an_account_by_themselves(client, method):
    answer = getattr(client, method)(
        reverse("account_signup"), {"email": "me@example.org", "password1": LONG_ENOUGH}
    )

    assert "How to be invited" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "login/code/confirm/"])
def test_pages_of_the_library_that_are_not_offered_do_not_exist(manager, path):
    assert manager.get(f"/account/{path}").status_code == 404


ENTRANCE = (
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
)
OWN = (
    "account_logout",
    "account_set_password",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_generate_recovery_codes",
    "usersessions_list",
)


@pytest.mark.parametrize("name", ENTRANCE)
def test_every_page_of_the_entrance_stands_in_our_frame(client, name):
    page = client.get(reverse(name)).content.decode()

    assert "gt-header" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", OWN)
def test_every_page_of_ones_own_account_stands_in_our_frame(client, space, name):
    person = AppointmentFactory(space=space).person
    if name != "account_set_password":
        person.set_password(LONG_ENOUGH)
        person.save()
    client.force_login(person)

    answer = client.get(reverse(name), follow=True)

    page = answer.content.decode()
    assert "gt-header" in page
    assert page.count("<h1") == 1
    assert 'style="' not in page


def test_a_closed_account_does_not_come_in(client, space):
    person = AppointmentFactory(space=space).person
    person.set_password(LONG_ENOUGH)
    person.is_active = False
    person.save()

    answer = client.post(
        reverse("account_login"), {"login": person.email, "password": LONG_ENOUGH}, follow=True
    )

    assert "This account is closed" in answer.content.decode()


def test_somebody_of_two_partnerships_chooses_where_to_work(client, space):
    there = SpaceFactory(name="Partnership of There")
    person = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER).person
    AppointmentFactory(space=there, person=person)
    client.force_login(person)

    page = client.get("/", follow=True)
    assert "Choose a partnership" in page.content.decode()
    assert "You are business manager there." in page.content.decode()
    client.post(reverse("choose-space"), {"space": "HERE"})

    assert "Partnership of Here" in client.get("/").content.decode()


def test_the_page_asked_for_first_comes_after_the_choice(client, space):
    person = AppointmentFactory(space=space, role=Role.BUSINESS_MANAGER).person
    AppointmentFactory(person=person)
    client.force_login(person)

    asked = client.get(reverse("people"))
    assert asked.url == reverse("choose-space") + "?next=" + reverse("people")
    answer = client.post(reverse("choose-space"), {"space": "HERE", "next": reverse("people")})

    assert answer.url == reverse("people")


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/people/",
        "foo",
        "",
        "/no/such/page",
        "home",
    ],
)
def test_the_choice_leads_to_our_own_pages_alone(client, space, wanted):
    client.force_login(AppointmentFactory(space=space).person)

    answer = client.post(reverse("choose-space"), {"space": "HERE", "next": wanted})

    assert answer.url == "/"


def test_a_partnership_of_others_cannot_be_chosen(client, space):
    client.force_login(AppointmentFactory(space=space).person)

    answer = client.post(reverse("choose-space"), {"space": SpaceFactory().code})

    assert answer.status_code == 422


@pytest.fixture
def demonstration_person(space):
    appointment = AppointmentFactory(
        space=space, role=Role.DATA_SUBMITTER, person__is_demonstration=True
    )
    return appointment.person


def test_one_press_signs_in_as_a_demonstration_account(client, space, demonstration_person):
    page = client.get(reverse("demonstration")).content.decode()
    agency = Appointment.objects.get(person=demonstration_person).agency
    assert "Data submitter" in page
    assert agency.name in page

    answer = client.post(
        reverse("demonstration-sign-in", args=[demonstration_person.public_id]),
        {"space": space.code},
    )

    assert answer.url == "/"
    assert demonstration_person.name in client.get("/").content.decode()
    assert UserSession.objects.filter(user=demonstration_person).count() == 1


def test_sign_in_leads_with_the_demonstration_there_alone(client):
    assert reverse("demonstration") in client.get(reverse("account_login")).content.decode()

    with override_settings(GOLDTHREAD_DEMONSTRATION=False):
        page = client.get(reverse("account_login")).content.decode()

    assert reverse("demonstration") not in page


def test_outside_the_demonstration_there_is_no_one_click_sign_in(client, demonstration_person):
    with override_settings(GOLDTHREAD_DEMONSTRATION=False):
        listed = client.get(reverse("demonstration"))
        pressed = client.post(
            reverse("demonstration-sign-in", args=[demonstration_person.public_id])
        )

    assert (listed.status_code, pressed.status_code) == (404, 404)


def test_one_click_opens_no_account_of_real_people(client, space):
    real = AppointmentFactory(space=space).person

    answer = client.post(reverse("demonstration-sign-in", args=[real.public_id]))

    assert answer.status_code == 404


def test_the_list_of_demonstration_accounts_asks_the_same_however_many_there_are(client, space):
    def queries(count):
        for _ in range(count):
            AppointmentFactory(space=space, person__is_demonstration=True)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("demonstration"))
        return len(caught)

    assert queries(2) == queries(20)


def test_the_letter_to_choose_a_new_password_says_what_to_do(client):
    PersonFactory(email="known@example.org", joined_at=timezone.now())

    client.post(reverse("account_reset_password"), {"email": "known@example.org"})

    letter = Letter.objects.get()
    assert letter.subject == "Goldthread: choose a new password"
    assert "If it was not you, do nothing" in letter.text
    assert reverse("account_reset_password") in letter.text


def test_whoever_has_not_joined_yet_gets_no_second_way_in(client):
    PersonFactory(email="invited@example.org")

    client.post(reverse("account_reset_password"), {"email": "invited@example.org"})

    assert not Letter.objects.filter(text__contains="password/reset/key").exists()


def test_the_link_of_that_letter_sets_a_new_password(client):
    person = PersonFactory(email="known@example.org", joined_at=timezone.now())
    client.post(reverse("account_reset_password"), {"email": "known@example.org"})
    address = re.search(r"(/account/\S+)", Letter.objects.get().text)[1]

    page = client.get(address, follow=True)
    form = page.request["PATH_INFO"]
    poor = client.post(form, {"password1": "short", "password2": "short"})
    client.post(form, {"password1": LONG_ENOUGH, "password2": LONG_ENOUGH})

    assert poor.status_code == 422
    person.refresh_from_db()
    assert person.check_password(LONG_ENOUGH)
    assert "This link no longer works" in client.get(address).content.decode()
