"""Outside the demonstration nobody goes on without a second step."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import get_resolver, reverse

from goldthread.access.guard import Guard
from goldthread.house import Role
from goldthread.messages.models import Letter
from tests.factories import AppointmentFactory
from tests.sweeps.test_addresses import addresses

pytestmark = pytest.mark.django_db

PASSWORD = "four unrelated words here"


@pytest.fixture(autouse=True)
def for_real(settings):
    settings.GOLDTHREAD_DEMONSTRATION = False


@pytest.fixture
def person(space):
    somebody = AppointmentFactory(space=space, role=Role.PERFORMANCE_OFFICER).person
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


def sign_in(client, person):
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_app(client):
    """Walk through setting an authenticator app up; gives its key."""
    client.get(reverse("mfa_activate_totp"), follow=True)
    client.post(
        reverse("account_reauthenticate") + "?next=" + reverse("mfa_activate_totp"),
        {"password": PASSWORD},
    )
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def test_who_has_no_second_step_is_led_to_setting_one_up(client, person):
    sign_in(client, person)

    answer = client.get("/", follow=True)

    assert answer.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "Choose one of these two to go on" in answer.content.decode()


def test_who_has_no_second_step_holds_nothing_where_one_is_set_up(client, person):
    sign_in(client, person)

    answer = client.get(reverse("mfa_index"))

    assert answer.wsgi_request.principal.held == ()
    assert reverse("people") not in answer.content.decode()


def test_no_page_for_those_signed_in_opens_before_the_second_step(client, person):
    sign_in(client, person)
    guarded = [
        (place, pattern.callback.guard)
        for place, pattern in addresses(get_resolver().url_patterns)
        if isinstance(pattern.callback.guard, Guard)
        and not pattern.callback.guard.is_public
        and pattern.name != "stay-signed-in"  # leads back, or counts seconds: it shows nothing
    ]
    assert len(guarded) > 10

    for place, guard in guarded:
        answer = client.get("/" + re.sub(r"<[^>]+>", "x", place))
        if guard.tokens:  # no session opens it, before the second step or after
            assert answer.status_code in (401, 405), place
            continue
        assert answer.status_code == 302, place
        assert answer.url == reverse("mfa_index"), place


def test_an_app_is_set_up_and_asked_at_the_next_sign_in(client, person):
    with time_machine.travel(1_780_000_000) as clock:
        sign_in(client, person)
        secret = set_up_app(client)
        assert "What is due from you" in client.get("/").content.decode()
        client.post(reverse("account_logout"))

        asked = sign_in(client, person)
        assert asked.url == reverse("mfa_authenticate")
        assert client.get("/").url.startswith(reverse("account_login"))

        clock.shift(60)
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert "What is due from you" in client.get("/").content.decode()


def test_the_key_of_an_app_does_not_lie_open_in_the_database(client, person):
    sign_in(client, person)
    secret = set_up_app(client)

    stored = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data

    assert secret not in str(stored)


def test_a_code_works_once(client, person):
    with time_machine.travel(1_780_000_000) as clock:
        sign_in(client, person)
        secret = set_up_app(client)
        client.post(reverse("account_logout"))
        clock.shift(60)
        for expected in (302, 422):
            sign_in(client, person)
            answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
            assert answer.status_code == expected
            client.post(reverse("account_logout"))

    assert "works once" in answer.content.decode()


def test_a_wrong_code_does_not_come_in(client, person):
    sign_in(client, person)
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    sign_in(client, person)
    right = code_of(secret)

    answer = client.post(
        reverse("mfa_authenticate"), {"code": "000000" if right != "000000" else "111111"}
    )

    assert answer.status_code == 422
    assert client.get("/").status_code == 302


def test_recovery_codes_are_made_with_the_app_and_shown(client, person):
    sign_in(client, person)
    set_up_app(client)

    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    kept = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    codes = RecoveryCodes(kept).get_unused_codes()
    assert len(codes) == 10
    assert all(code in page for code in codes)


def test_recovery_codes_alone_are_no_second_step(client, person):
    RecoveryCodes.activate(person)
    client.force_login(person)

    assert client.get("/").url == reverse("mfa_index")


def test_a_password_chosen_anew_does_not_take_the_place_of_the_second_step(client, person):
    sign_in(client, person)
    set_up_app(client)
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": person.email})

    person.set_password("another four unrelated words")
    person.save()
    answer = client.post(
        reverse("account_login"),
        {"login": person.email, "password": "another four unrelated words"},
    )

    assert answer.url == reverse("mfa_authenticate")


def test_asking_for_a_new_password_keeps_nobody_from_a_second_step(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    sign_in(client, person)

    set_up_app(client)

    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def test_removing_the_last_second_step_leads_back_to_setting_one_up(client, person):
    with time_machine.travel(1_780_000_000) as clock:
        sign_in(client, person)
        secret = set_up_app(client)
        clock.shift(600)
        client.get(reverse("mfa_deactivate_totp"), follow=True)
        client.post(
            reverse("mfa_reauthenticate") + "?next=" + reverse("mfa_deactivate_totp"),
            {"code": code_of(secret)},
        )
        client.post(reverse("mfa_deactivate_totp"))

        assert client.get("/").url == reverse("mfa_index")


def test_a_letter_tells_of_a_second_step_that_was_set_up(
    client, person, django_capture_on_commit_callbacks
):
    sign_in(client, person)

    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)

    letter = Letter.objects.get(to=person.email, why="totp activated")
    assert "If this was not you" in letter.text
    assert "Hello" not in letter.text


def test_leaving_is_always_open(client, person):
    sign_in(client, person)

    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session
