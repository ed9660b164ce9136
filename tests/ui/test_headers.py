"""Every kind of answer bears the same headers, and a session's end leaves nothing behind."""

import os
import subprocess
import sys

import pytest
from django.db import Error
from django.test import override_settings
from django.urls import reverse

from goldthread import keys
from goldthread.accounts.middleware import BEGAN_KEY, SEEN_KEY
from goldthread.house import Role
from tests.clients import Client
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_TESTS = ("GOLDTHREAD_", "DJANGO_", "PYTEST_")
STATIC = "/static/ui/goldthread.css"


def signed_in():
    client = Client(raise_request_exception=False)
    client.force_login(AppointmentFactory(role=Role.BUSINESS_MANAGER).person)
    return client


def anybody():
    return Client(raise_request_exception=False)


def not_modified():
    first = anybody().get(STATIC)
    return anybody().get(STATIC, headers={"if-modified-since": first["Last-Modified"]})


KINDS = {
    "a page of somebody signed in": (200, lambda: signed_in().get(reverse("home"), follow=True)),
    "a page for anybody": (200, lambda: anybody().get(reverse("account_login"))),
    "only its headers": (200, lambda: anybody().head(reverse("account_login"))),
    "a static file": (200, lambda: anybody().get(STATIC)),
    "a static file that is known": (304, not_modified),
    "a file for machines": (200, lambda: anybody().get(reverse("robots"))),
    "a redirect": (302, lambda: anybody().get(reverse("home"))),
    "a form that is wrong": (422, lambda: anybody().post(reverse("account_login"), {})),
    "refused": (403, lambda: anybody().post(reverse("account_login"), without_key=True)),
    "not there": (404, lambda: anybody().get("/nothing/")),
    "another host": (400, lambda: anybody().get("/", headers={"host": "evil.example"})),
    "another method": (405, lambda: anybody().put(reverse("health"))),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_of_any_kind_bears_the_headers(kind):
    status, ask = KINDS[kind]

    answer = ask()

    assert answer.status_code == status
    assert_safe(answer, is_static=kind.startswith("a static"))


def assert_safe(answer, *, is_static=False):
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, name
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "camera=()" in answer["Permissions-Policy"]
    assert ("no-store" in answer["Cache-Control"]) != is_static


def test_a_page_that_breaks_bears_the_headers(monkeypatch):
    def breaks(*args, **kwargs):
        raise Error

    monkeypatch.setattr("goldthread.accounts.middleware.principal_for", breaks)
    person = AppointmentFactory(role=Role.BUSINESS_MANAGER).person
    client = Client(raise_request_exception=False)
    client.force_login(person)

    answer = client.get(reverse("accessibility"))

    assert answer.status_code >= 500
    assert_safe(answer)


def test_signing_out_empties_the_browser_of_our_pages():
    answer = signed_in().post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_ends_by_itself_empties_the_browser_too():
    client = signed_in()
    session = client.session
    session[BEGAN_KEY] = session[SEEN_KEY] = 0
    session.save()

    assert client.get(reverse("home"))["Clear-Site-Data"] == '"cache", "storage"'


def test_a_page_within_a_session_leaves_the_browser_as_it_is():
    assert "Clear-Site-Data" not in signed_in().get(reverse("home"))


@pytest.mark.slow
def test_a_real_installation_is_clean_by_djangos_own_checks(tmp_path):
    keys.make(tmp_path / "keys")
    (tmp_path / "home" / "static").mkdir(parents=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(FOR_TESTS)}
    of_a_server = {
        "GOLDTHREAD_HOME": str(tmp_path / "home"),
        "GOLDTHREAD_KEYS": str(tmp_path / "keys"),
        "GOLDTHREAD_HTTPS": "1",
        "GOLDTHREAD_HOSTS": "goldthread.example.org",
        "GOLDTHREAD_ORIGINS": "https://goldthread.example.org",
        "GOLDTHREAD_MAIL_HOST": "mail.example.org",
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
    }
    asked = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]

    said = subprocess.run(asked, env=own | of_a_server, capture_output=True, text=True, check=False)

    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize(
    ("proxies", "claimed", "counted"),
    [
        (0, "1.2.3.4", "10.1.1.1"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6,7.7.7.7, 1.2.3.4", "1.2.3.4"),
    ],
)
def test_a_visitor_cannot_choose_the_address_under_which_guesses_are_counted(
    proxies, claimed, counted, rf
):
    from allauth.account.adapter import get_adapter

    request = rf.get("/", REMOTE_ADDR="10.1.1.1", headers={"x-forwarded-for": claimed})
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert get_adapter(request).get_client_ip(request) == counted
