"""Nothing tells whether there is an account: five kinds of address, and one answer to all of them."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldthread.accounts.actions import offer_appointment
from goldthread.administration.forms.people import WHOLE_PARTNERSHIP
from goldthread.house import Role
from tests.clients import Client
from tests.factories import AppointmentFactory, PersonFactory, SpaceFactory, principal_with

pytestmark = pytest.mark.django_db

# Addresses of one length, since a page says again what was typed.
NOBODY, MEMBER, CLOSED, ASKED, THROUGH = (
    f"{name}@example.org" for name in ("nobody", "member", "closed", "asked1", "thrgh1")
)
PASSWORD = "four unrelated words here"
DIFFERS = re.compile(
    rb'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]+"|"challenge": "[^"]+"'
    rb"|(?:nobody|member|closed|asked1|thrgh1)@example\.org"
)


@pytest.fixture(autouse=True)
def _everybody():
    cache.clear()
    for address, more in ((MEMBER, {}), (CLOSED, {"is_active": False})):
        person = PersonFactory(email=address, joined_at=timezone.now(), **more)
        person.set_password(PASSWORD)
        person.save()
    through = PersonFactory(email=THROUGH, joined_at=timezone.now())
    through.set_unusable_password()
    through.save()
    space = SpaceFactory()
    offer_appointment(
        by=principal_with(Role.BUSINESS_MANAGER, space=space),
        at=timezone.localtime(),
        space=space,
        email=ASKED,
        role=Role.PARTNERSHIP_OFFICER,
        starts_on=timezone.localdate(),
    )


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were hashed, which is what takes the time."""
    done = []

    def encode(self, password, salt):
        done.append(password)
        return plain(self, password, salt)

    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return done


def told(answer):
    """All that a browser is told: status, headers, the names of cookies, and the page."""
    headers = {name: value for name, value in answer.items() if name != "Expires"}
    page = DIFFERS.sub(b"", answer.content)
    return answer.status_code, headers, sorted(answer.cookies), len(answer.content), page


def answers(name, fields, client=None):
    """What is told about each address, and how many questions to the database it took."""
    found = []
    for number, address in enumerate((NOBODY, MEMBER, CLOSED, ASKED, THROUGH)):
        browser = client or Client(REMOTE_ADDR=f"10.0.0.{number}")
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post(reverse(name), fields(address))
        found.append((told(answer), len(asked)))
    return found


def are_alike(found):
    (first, _), *others = found
    return all(answer == first for answer, _ in others)


def test_a_wrong_password_is_answered_alike_and_takes_one_hash_each(hashed):
    found = answers("account_login", lambda address: {"login": address, "password": "guess"})

    assert found[0][0][0] == 422
    assert are_alike(found)
    assert len(hashed) == 5


def test_a_forgotten_password_is_answered_alike_and_each_gets_a_letter(hashed):
    found = answers("account_reset_password", lambda address: {"email": address})

    assert found[0][0][0] == 302
    assert are_alike(found)
    queries = [asked for _, asked in found]
    assert max(queries) - min(queries) <= 6  # each takes its time from the same letter being kept


def test_offering_a_role_is_answered_alike(hashed):
    manager = AppointmentFactory(role=Role.BUSINESS_MANAGER)
    client = Client()
    client.force_login(manager.person)
    today = timezone.localdate().isoformat()
    role = {"agency": WHOLE_PARTNERSHIP, "role": "partnership_officer", "starts_on": today}

    found = answers(
        "appoint",
        lambda address: role | {"email": address},
        client,
    )

    assert found[0][0][0] == 302
    assert are_alike(found)


def test_asking_for_a_passkey_is_answered_alike_for_everybody_who_asks():
    pages = [
        told(
            Client().get(
                reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"}
            )
        )
        for _ in range(2)
    ]

    assert pages[0] == pages[1]
