"""What a page says while the machine lacks something: real faults, as far as a test can make them."""

import errno

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from goldthread.inbox.models import DigestChoice
from goldthread.trail.models import Entry
from goldthread.ui.errors import is_passing
from goldthread.ui.page_forms import PageForms, answers
from tests import clients
from tests.factories import AppointmentFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def fails_with(monkeypatch, error):
    def fail(*arguments, **more):
        raise error

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)


FAULTS = [
    OperationalError("connection to server at 10.0.0.1 failed"),
    InterfaceError("connection already closed"),
    OperationalError("database or disk is full"),
    OSError(errno.ENOSPC, "No space left on device", "/var/lib/goldthread/files/x"),
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_a_machine_that_lacks_something_says_so_and_to_come_back(browser, monkeypatch, error):
    fails_with(monkeypatch, error)
    browser.cookies["sessionid"] = "x" * 32

    response = browser.get(reverse("home"))

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    page = response.content.decode()
    assert "not available just now" in page
    assert "counts once" in page
    for secret in ("10.0.0.1", "/var/lib", "Traceback", "OperationalError", type(error).__name__):
        assert secret not in page


@pytest.mark.filterwarnings("ignore")
def test_a_session_that_cannot_be_saved_is_the_machines_fault(browser, monkeypatch):
    def full(*arguments, **more):
        raise OperationalError("database or disk is full")

    browser.force_login(PersonFactory())
    monkeypatch.setattr("django.contrib.sessions.models.Session.save", full)
    session_changes = "goldthread.accounts.middleware.TOLD_EVERY"
    monkeypatch.setattr(session_changes, -1)

    assert browser.get(reverse("own-account")).status_code == 503


def test_a_fault_of_our_own_is_none_of_the_machines(browser, monkeypatch):
    fails_with(monkeypatch, ValueError("a fault"))
    browser.cookies["sessionid"] = "x" * 32

    response = browser.get(reverse("home"))

    assert response.status_code == 500
    assert "not available just now" not in response.content.decode()


def test_a_table_that_is_not_there_passes_and_wrong_sql_does_not():
    with pytest.raises(Exception, match="nowhere") as missing, connection.cursor() as cursor:
        cursor.execute("select * from nowhere")

    assert is_passing(missing.value)
    assert not is_passing(ZeroDivisionError())


@pytest.fixture
def writer():
    """Somebody signed in, whose letter of what is due comes at another hour if they send the form."""
    found = clients.Client(raise_request_exception=False)
    found.force_login(AppointmentFactory().person)
    return found


def locked(*arguments, **more):
    raise OperationalError("database is locked")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "where",
    [
        "goldthread.inbox.digest.choose",
        "goldthread.access.submissions.answered_once",
        "goldthread.accounts.middleware.principal_for",
        "django.contrib.sessions.backends.db.SessionStore.load",
    ],
)
def test_what_was_typed_stands_in_the_page_that_says_the_database_is_locked(
    writer, monkeypatch, where
):
    address = reverse("own-letter")
    page = writer.get(address)
    with monkeypatch.context() as meanwhile:
        name = where.replace("access.submissions", "access.guard")
        meanwhile.setattr(name, locked)
        refused = writer.send(page, address, {"hour": "21"})

    assert refused.status_code == 503
    assert "Everything that you typed is kept in this page" in refused.content.decode()
    for _ in range(2):
        assert writer.post(address, answers_of(refused, address)).status_code == 302
    assert DigestChoice.objects.get().hour == 21
    assert Entry.objects.filter(kind="inbox.letter.chosen").count() == 1


def answers_of(page, address):
    """What the page sends: its fields and no others."""
    (form,) = [each for at, each in PageForms(page.content, address).forms() if at == address]
    return answers(form)


@pytest.mark.filterwarnings("ignore")
def test_a_password_does_not_stand_in_that_page(browser, monkeypatch):
    fails_with(monkeypatch, OperationalError("database is locked"))
    browser.cookies["sessionid"] = "x" * 32

    response = browser.post("/account/login/", {"login": "a@example.org", "password": "hush hush"})

    assert response.status_code == 503
    assert "hush" not in response.content.decode()
