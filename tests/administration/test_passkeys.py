"""Passkeys in a real Chromium with an authenticator of its own, under the pages' own policy."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from goldthread.house import Role
from tests.factories import AppointmentFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "four unrelated words here"
FINGERPRINT = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(settings):
    settings.GOLDTHREAD_DEMONSTRATION = False
    somebody = AppointmentFactory(role=Role.BUSINESS_MANAGER).person
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


@pytest.fixture
def page(browser, live_server):
    """A page on a device with a fingerprint reader; what the console says is on `.said`."""
    window = browser.new_context(base_url=live_server.url)
    page = window.new_page()
    page.said = []
    # Signing out clears what the browser holds, and the browser tells that it did.
    page.on(
        "console",
        lambda message: (
            None if message.text.startswith("Clear-Site-Data") else page.said.append(message.text)
        ),
    )
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.device = window.new_cdp_session(page)
    page.device.send("WebAuthn.enable")
    made = page.device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGERPRINT})
    page.reader = made["authenticatorId"]
    yield page
    window.close()


def sign_in(page, person):
    page.goto(reverse("account_login"))
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.click("button:text-is('Sign in')")


def set_up_passkey(page, person):
    sign_in(page, person)
    page.click("a:has-text('a passkey')")
    page.fill("[name=password]", PASSWORD)
    page.click("button:text-is('Go on')")
    page.fill("[name=name]", "My laptop")
    page.check("[name=passwordless]")
    page.click("button:text-is('Set it up')")
    page.wait_for_url("**" + reverse("mfa_view_recovery_codes"))


def is_home(page):
    page.get_by_role("heading", name="What is due from you", level=1).wait_for()


def sign_out(page):
    page.click("button:text-is('Sign out')")
    page.wait_for_url("**" + reverse("account_login"))


def test_who_has_no_second_step_sets_a_passkey_up_and_goes_on(page, person):
    set_up_passkey(page, person)
    page.click("text=I have kept them")
    page.click("text=Go to what is due from you")

    is_home(page)
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists()
    assert page.said == []


def test_a_passkey_alone_signs_in(page, person):
    set_up_passkey(page, person)
    sign_out(page)

    page.click("text=Sign in with a passkey")

    is_home(page)
    assert page.said == []


def test_a_passkey_is_the_second_step_after_a_password(page, person):
    set_up_passkey(page, person)
    sign_out(page)
    sign_in(page, person)
    page.get_by_role("heading", name="Your second step", level=1).wait_for()

    page.click("text=Use my passkey")

    is_home(page)
    assert page.said == []


def test_a_passkey_is_named_listed_and_removed(page, person):
    set_up_passkey(page, person)
    page.goto(reverse("mfa_list_webauthn"))
    assert "My laptop" in page.locator("main").inner_text()

    page.click("a:has-text('Remove')")
    page.click("button:text-is('Remove it')")
    page.get_by_text("You have none yet.").wait_for()
    page.goto("/")

    page.get_by_role("heading", name="Set up a second step", level=1).wait_for()


def test_a_refused_fingerprint_is_said_on_the_page(page, person):
    set_up_passkey(page, person)
    sign_out(page)
    page.device.send(
        "WebAuthn.setUserVerified", {"authenticatorId": page.reader, "isUserVerified": False}
    )

    page.click("text=Sign in with a passkey")

    page.get_by_text("The passkey could not be used").wait_for()
    assert page.url.endswith(reverse("account_login"))
