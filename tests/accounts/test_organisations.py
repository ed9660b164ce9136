"""Signing in through another organisation: the whole way over HTTP, with a real provider beside us."""

import json
import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse
from django.utils import timezone

from goldthread.accounts.actions import offer_appointment, recover
from goldthread.accounts.models import Offer, Person
from goldthread.accounts.providers import Provider
from goldthread.config.providers import for_the_library
from goldthread.house import Role
from goldthread.messages.models import Letter
from goldthread.trail.models import Entry
from tests.factories import AppointmentFactory, SpaceFactory, principal_with

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "Council of Here"
PEOPLE = (
    # name at the provider, address, whether it is proved, how they sign in there
    ("known", "known@here.example", True, "pwd"),
    ("renamed", "known@here.example", True, "pwd"),
    ("stranger", "stranger@here.example", True, "pwd"),
    ("unproved", "unproved@here.example", False, "pwd"),
    ("elsewhere", "elsewhere@other.example", True, "pwd"),
    ("careful", "careful@here.example", True, "pwd mfa"),
)


def free_port():
    with socket.socket() as sought:
        sought.bind(("127.0.0.1", 0))
        return sought.getsockname()[1]


@pytest.fixture(scope="module")
def start_provider(tmp_path_factory):
    """start_provider(callback): the address of the provider, which knows this one callback."""
    running = {}

    def start(callback):
        if callback not in running:
            folder = tmp_path_factory.mktemp("provider")
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            (folder / "private.pem").write_bytes(
                key.private_bytes(
                    serialization.Encoding.PEM,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
            port = free_port()
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.provider.serve"]
                + [str(port), callback, json.dumps(PEOPLE)],
                env=os.environ | {"PROVIDER_FOLDER": str(folder)},
                stdout=subprocess.PIPE,
            )
            running[callback] = (process, f"http://127.0.0.1:{port}")
            assert process.stdout.readline() == b"ready\n"
        return running[callback][1]

    yield start
    for process, _ in running.values():
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.fixture
def provider(start_provider, live_server, settings):
    """Another organisation, trusted for the addresses of here.example."""
    settings.GOLDTHREAD_DEMONSTRATION = False
    callback = reverse("openid_connect_callback", args=["here"])
    organisation = Provider(
        code="here",
        name=NAME,
        issuer=start_provider(live_server.url + callback),
        client="goldthread",
        secret="a secret between the two",  # noqa: S106
        domains=frozenset({"here.example"}),
        second_steps=frozenset({"mfa"}),
    )
    settings.GOLDTHREAD_PROVIDERS = {"here": organisation}
    settings.SOCIALACCOUNT_PROVIDERS = for_the_library(settings.GOLDTHREAD_PROVIDERS)
    return organisation


@pytest.fixture
def new_browser():
    with ExitStack() as opened:
        yield lambda: opened.enter_context(requests.Session())


@pytest.fixture
def come_in(provider, live_server, new_browser):
    """come_in(name): our last answer to a browser in which they signed in at the provider."""

    def dance(name, browser=None, next_page=""):
        browser = browser or new_browser()
        page = browser.get(live_server.url + reverse("account_login") + next_page).text
        link = re.search(rf'href="([^"]+)"[^>]*>Sign in with {NAME}', page)[1].replace("&amp;", "&")
        there = browser.get(live_server.url + link)
        assert there.url.startswith(provider.issuer)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', there.text)[1]
        typed = {"login": name, "password": "at the provider", "csrfmiddlewaretoken": token}
        return browser.post(there.url, typed)

    return dance


def invited(address, role=Role.PERFORMANCE_OFFICER, **more):
    return AppointmentFactory(
        person__email=address, person__name="Ada Example", role=role, **more
    ).person


def joined(address, **more):
    person = invited(address, **more)
    person.joined_at = timezone.now()
    person.set_password("four unrelated words here")
    person.save()
    return person


def path(answer):
    return urlsplit(answer.url).path


def is_turned_away(answer):
    said = f"You could not be signed in through {NAME}." in answer.text
    return said and path(answer) == reverse("account_login")


def test_nothing_is_offered_and_no_address_answers_where_no_organisation_is_configured(client):
    assert "Sign in with" in client.get(reverse("account_login")).content.decode()
    assert NAME not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("openid_connect_login", args=["here"])).status_code == 404


def test_somebody_who_has_an_account_comes_in_and_our_second_step_follows(come_in):
    person = joined("Known@here.example")
    TOTP.activate(person, generate_totp_secret())

    answer = come_in("known")

    assert path(answer) == reverse("mfa_authenticate")
    assert SocialAccount.objects.get(user=person).extra_data == {}
    assert person.has_usable_password()
    assert "If this was not you" in Letter.objects.get(to=person.email).text
    assert Entry.objects.filter(kind="accounts.person.tied", person_id=person.pk).count() == 1


def test_without_a_second_step_anywhere_one_is_set_up_first(come_in):
    joined("known@here.example")

    assert path(come_in("known")) == reverse("mfa_index")


def test_a_second_step_of_the_organisation_stands_for_ours_where_it_is_trusted(come_in):
    person = joined("careful@here.example")
    TOTP.activate(person, generate_totp_secret())

    assert path(come_in("careful")) == "/"
    Authenticator.objects.all().delete()
    assert path(come_in("careful")) == "/"


def test_a_second_step_of_the_organisation_that_is_not_trusted_is_asked_again(come_in, settings):
    person = joined("careful@here.example")
    TOTP.activate(person, generate_totp_secret())
    settings.GOLDTHREAD_PROVIDERS["here"] = Provider(
        **vars(settings.GOLDTHREAD_PROVIDERS["here"]) | {"second_steps": frozenset()}
    )

    assert path(come_in("careful")) == reverse("mfa_authenticate")


def test_a_password_typed_after_it_needs_our_second_step(come_in, live_server, new_browser):
    person = joined("careful@here.example")
    TOTP.activate(person, generate_totp_secret())
    browser = new_browser()
    come_in("careful", browser)

    def post(page, **typed):
        found = browser.get(live_server.url + page).text
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|form_key)" value="([^"]+)"', found))
        return browser.post(live_server.url + page, hidden | typed)

    post(reverse("account_logout"))
    answer = post(
        reverse("account_login"), login=person.email, password="four unrelated words here"
    )

    assert path(answer) == reverse("mfa_authenticate")


def test_somebody_invited_joins_by_it_and_answers_what_is_offered(come_in):
    space = SpaceFactory()
    offer_appointment(
        by=principal_with(Role.BUSINESS_MANAGER, space=space),
        at=timezone.localtime(),
        space=space,
        email="careful@here.example",
        role=Role.PARTNERSHIP_OFFICER,
        starts_on=timezone.localdate(),
    )

    answer = come_in("careful")

    assert path(answer) == "/"
    assert "Roles offered to me" in answer.text or "partnership officer" in answer.text.lower()
    person = Person.objects.get(email="careful@here.example")
    assert (person.name, person.has_account, person.has_usable_password()) == (
        "Careful",
        True,
        False,
    )
    assert Offer.objects.get(person=person).status == Offer.Status.WAITING
    link = re.search(r"/join/\S+", Letter.objects.get(to=person.email, why="invitation").text)[0]
    assert requests.get(answer.url.rstrip("/") + link, timeout=5).status_code == 404


@pytest.mark.parametrize("name", ["stranger", "unproved", "elsewhere"])
def test_nobody_else_comes_in_and_all_are_told_the_same(come_in, name):
    for address in ("unproved@here.example", "elsewhere@other.example"):
        joined(address)

    answer = come_in(name)

    assert is_turned_away(answer)
    assert not SocialAccount.objects.exists()
    assert not Person.objects.filter(email="stranger@here.example").exists()


def test_a_closed_account_is_told_the_same(come_in):
    person = joined("known@here.example")
    come_in("known")
    person.is_active = False
    person.save()

    assert is_turned_away(come_in("known"))


def test_an_address_that_was_given_to_somebody_new_opens_nothing(come_in):
    joined("known@here.example")
    come_in("known")

    assert is_turned_away(come_in("renamed"))


def test_the_tie_holds_when_the_address_changes(come_in):
    person = joined("known@here.example")
    come_in("known")
    person.email = "married@here.example"
    person.save()

    assert path(come_in("known")) == reverse("mfa_index")


def test_recovering_an_account_ends_its_ties(come_in):
    person = joined("known@here.example")
    come_in("known")
    appointment = person.appointments.get()
    administrator = principal_with(Role.SERVICE_ADMINISTRATOR, space=appointment.space)

    recover(appointment=appointment, by=administrator, at=timezone.localtime())

    assert not SocialAccount.objects.exists()
    assert not is_turned_away(come_in("renamed"))


def test_it_never_ties_an_account_to_whoever_is_signed_in_already(
    come_in, live_server, new_browser
):
    person = joined("careful@here.example")
    joined("known@here.example")
    browser = new_browser()
    come_in("careful", browser)
    connect = reverse("openid_connect_login", args=["here"]) + "?process=connect"

    there = browser.get(live_server.url + connect)

    assert "You could not be signed in" in there.text
    assert SocialAccount.objects.get().user == person


def test_an_answer_that_nobody_asked_for_is_turned_away(provider, live_server):
    callback = reverse("openid_connect_callback", args=["here"])
    for sent in ("?code=abc&state=def", "?error=access_denied&state=x", ""):
        assert is_turned_away(requests.get(live_server.url + callback + sent, timeout=5))


def test_what_was_asked_for_comes_after_it(come_in):
    joined("careful@here.example")

    assert path(come_in("careful", next_page="?next=/my-account/")) == "/my-account/"
