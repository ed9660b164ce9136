"""Guessing is slowed, and does not keep the right person out."""

from datetime import timedelta
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import caches
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from goldthread.access.tasks import empty_cache
from goldthread.accounts.devices import COOKIE, mark_of
from goldthread.config import settings as files
from tests.clients import Client
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db

PASSWORD = "four unrelated words here"


@pytest.fixture
def person():
    somebody = AppointmentFactory().person
    somebody.set_password(PASSWORD)
    somebody.joined_at = timezone.now()
    somebody.save()
    return somebody


def guess(email, password="wrong", address="10.0.0.1", device=""):
    client = Client(REMOTE_ADDR=address)
    if device:
        client.cookies[COOKIE] = device
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_slowed(answer):
    return "Too many tries" in answer.content.decode()


def attack(email):
    for number in range(6):
        last = guess(email, address=f"10.0.1.{number}")
    assert is_slowed(last)


def test_five_guesses_at_an_account_are_the_last_from_wherever_they_come(person):
    attack(person.email)

    assert is_slowed(guess(person.email, PASSWORD))


def test_one_address_guesses_ten_times_a_minute_at_whomever(person):
    answers = [guess(f"person{n}@elsewhere.example") for n in range(11)]

    assert [is_slowed(each) for each in answers] == [False] * 10 + [True]


def test_an_account_that_is_not_there_is_slowed_alike():
    attack("nobody@example.org")


def test_the_right_person_comes_in_from_a_device_they_have_used_before(person):
    used = guess(person.email, PASSWORD).cookies[COOKIE].value
    attack(person.email)

    assert guess(person.email, PASSWORD, device=used).status_code == 302


def test_a_device_has_no_more_guesses_than_anybody(person):
    used = mark_of(person)
    answers = [guess(person.email, device=used, address=f"10.0.2.{n}") for n in range(6)]

    assert is_slowed(answers[5])


def test_the_mark_of_ones_own_account_gives_no_guesses_at_anothers(person):
    other = AppointmentFactory().person
    attack(person.email)

    assert is_slowed(guess(person.email, PASSWORD, device=mark_of(other)))
    assert is_slowed(guess(person.email, PASSWORD, device="made up"))


def test_a_device_is_marked_only_once_every_step_was_taken(person, settings):
    settings.GOLDTHREAD_DEMONSTRATION = False
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})

    answer = guess(person.email, PASSWORD)

    assert answer.url == reverse("mfa_authenticate")
    assert COOKIE not in answer.cookies


def test_the_mark_does_not_tell_whose_it_is(person):
    mark = guess(person.email, PASSWORD).cookies[COOKIE]

    assert person.email not in mark.value
    assert mark["httponly"]


def test_the_worker_empties_the_cache_of_what_is_out_of_time(settings):
    settings.CACHES = files.CACHES
    shared = caches.create_connection("default")
    shared.set("a", 1, 60)
    shared.set("b", 2, 600)

    empty_cache(at=timezone.now() + timedelta(minutes=5))

    with connection.cursor() as cursor:
        cursor.execute("select cache_key from shared_cache")
        assert cursor.fetchall() == [(":1:b",)]


def give(client, code):
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    return "Too many tries" in answer.content.decode()


def test_a_right_code_of_ones_own_gives_no_more_guesses_at_others(person):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    client = Client(REMOTE_ADDR="10.0.0.1")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for number in range(10):
        assert not is_slowed(guess(f"person{number}@elsewhere.example"))

    assert give(client, format_hotp_value(hotp_value(secret, int(time()) // 30)))
    assert is_slowed(guess("one.more@elsewhere.example"))


def test_a_right_code_is_no_guess_itself(person):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    for number in range(9):
        guess(f"person{number}@elsewhere.example")
    client = Client(REMOTE_ADDR="10.0.0.1")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert not give(client, format_hotp_value(hotp_value(secret, int(time()) // 30)))
    assert [is_slowed(guess(f"p{n}@elsewhere.example")) for n in range(2)] == [False, True]
