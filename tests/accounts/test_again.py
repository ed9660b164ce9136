"""A dangerous act asks for the second step once more, and privileged roles for a passkey."""

import time

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import get_resolver, reverse

from goldthread.access.models import HeldPost
from goldthread.accounts.models import Offer
from goldthread.house import Role
from tests.administration.test_people import answers
from tests.clients import Client
from tests.factories import AppointmentFactory
from tests.sweeps.test_addresses import addresses

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105
# What cannot easily be undone or opens doors, by hand.
ASKED_AGAIN = {
    "appoint",
    "end-appointment",
    "recover-person",
    "sign-out-person",
    "send-offers",
    "withdraw-offer",
    "make-link",
    "switch-links",
    "yearly_report:publish",
    "yearly_report:withdraw",
    "yearly_report:decide",
    "scorecard-file",
    "differences-file",
    "pack-file",
    "switch-api",
    "make-token",
    "open_data:approve",
    "open_data:decline",
    "open_data:withdraw",
    "publication:publish",
    "publication:give",
    "publication:keep",
    "publication:withdraw",
    "reviews:letter",
    "reviews:panel-file",
    "vault:name-somebody",
    "vault:reveal",
    "vault:revealed",
}


@pytest.fixture(autouse=True)
def _not_the_demonstration(settings, monkeypatch):
    settings.GOLDTHREAD_DEMONSTRATION = False
    # The passkeys of these tests are rows without a key: real ones are tried in a browser.
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])


def signed_in(role, *steps):
    """A browser of somebody who took these second steps at sign-in, as (type, seconds ago)."""
    client = Client()
    client.person = AppointmentFactory(role=role).person
    client.force_login(client.person)
    TOTP.activate(client.person, SECRET)
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(client.person.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "type": kind, "at": time.time() - ago} for kind, ago in steps
    ]
    session.save()
    return client


def with_passkey(client):
    kind = Authenticator.Type.WEBAUTHN
    Authenticator.objects.create(user=client.person, type=kind, data={"name": "My laptop"})
    return client


@pytest.fixture
def manager():
    return with_passkey(signed_in(Role.BUSINESS_MANAGER, ("webauthn", 3600)))


def test_the_page_of_a_dangerous_act_asks_first_and_leads_back(manager):
    answer = manager.get(reverse("appoint"))

    assert answer.url == reverse("account_reauthenticate") + "?next=" + reverse("appoint")


def test_a_step_taken_within_five_minutes_is_enough():
    manager = with_passkey(signed_in(Role.BUSINESS_MANAGER, ("webauthn", 290)))

    assert manager.get(reverse("appoint")).status_code == 200


def test_a_form_sent_too_late_does_nothing_and_says_so(manager):
    answer = manager.post(reverse("appoint"), answers())

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Offer.objects.exists()
    assert "Nothing was done yet." in manager.get(answer.url, follow=True).content.decode()
    held = HeldPost.objects.get(person_id=manager.person.pk)
    assert held.why == HeldPost.Why.SECOND_STEP
    assert answer.url.endswith("?next=" + reverse("unsent"))


def test_a_code_of_the_app_opens_it_for_five_minutes():
    with time_machine.travel(time.time()) as clock:
        officer = signed_in(Role.PERFORMANCE_OFFICER, ("totp", 3600))
        page = reverse("scorecard-file", args=["xlsx"])
        asked = officer.get(page, follow=True)
        assert asked.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
        code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))

        answer = officer.post(asked.redirect_chain[-1][0], {"code": code})

        assert answer.url == page
        assert officer.get(page).status_code == 404  # let through: there is no scorecard yet
        clock.shift(301)
        assert officer.get(page).status_code == 302


def test_a_password_alone_is_not_asked_of_whoever_has_a_second_step(manager):
    asked = manager.get(reverse("appoint"), follow=True)

    assert asked.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate_webauthn"))
    assert reverse("mfa_reauthenticate") in asked.content.decode()


def test_whoever_may_not_do_it_is_refused_and_not_asked():
    officer = signed_in(Role.PERFORMANCE_OFFICER, ("totp", 3600))

    assert officer.get(reverse("appoint")).status_code == 403


def test_the_demonstration_asks_nothing(manager, settings):
    settings.GOLDTHREAD_DEMONSTRATION = True

    assert manager.get(reverse("appoint")).status_code == 200
    assert "asks for no second step" in manager.get(reverse("people")).content.decode()


def test_exactly_these_addresses_ask_again():
    asking = {
        f"{space}{pattern.name}"
        for space, patterns in by_space().items()
        for _, pattern in addresses(patterns)
        if pattern.callback.guard.again
    }

    assert asking == ASKED_AGAIN


def by_space():
    found = {}
    for resolver in get_resolver().url_patterns:
        space = f"{resolver.namespace}:" if getattr(resolver, "namespace", None) else ""
        found.setdefault(space, []).append(resolver)
    return found


PRIVILEGED = {
    Role.BUSINESS_MANAGER,
    Role.SERVICE_ADMINISTRATOR,
    Role.INFORMATION_GOVERNANCE_AUDITOR,
}


@pytest.mark.parametrize("role", Role)
def test_a_privileged_role_needs_a_passkey_and_no_other_does(role):
    client = signed_in(role, ("totp", 10))

    answer = client.get("/my-account/", follow=True)

    kept = "Your role needs a passkey" in answer.content.decode()
    assert kept is (role in PRIVILEGED)
    assert (answer.redirect_chain == []) is not kept


def test_a_code_does_not_stand_for_a_passkey_that_is_there():
    manager = with_passkey(signed_in(Role.BUSINESS_MANAGER, ("totp", 10)))

    for place in ("/", reverse("mfa_index"), reverse("mfa_add_webauthn"), reverse("people")):
        answer = manager.get(place)
        assert answer.url.startswith(reverse("mfa_reauthenticate_webauthn")), place
    page = manager.get(reverse("mfa_reauthenticate_webauthn")).content.decode()
    assert "works with a passkey alone" in page
    assert reverse("people") not in page


def test_whoever_lost_a_passkey_and_has_a_recovery_code_may_set_up_a_new_one():
    manager = with_passkey(signed_in(Role.BUSINESS_MANAGER, ("recovery_codes", 10)))

    assert manager.get(reverse("mfa_index")).status_code == 200
    led = manager.get("/")
    assert reverse("mfa_index") in manager.get(led.url).content.decode()


def test_leaving_is_open_without_the_passkey():
    manager = with_passkey(signed_in(Role.BUSINESS_MANAGER, ("totp", 10)))

    manager.post(reverse("account_logout"))

    assert "_auth_user_id" not in manager.session
