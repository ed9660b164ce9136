"""What all tests share: a database where the tests themselves may reach every space."""

import os
import shutil
from threading import RLock
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.db.backends.signals import connection_created

from goldthread.access.spaces import SETTING
from tests.clients import Client
from tests.kept_database import keep_for_the_next_run, take_from_the_last_run


def _reach_everywhere(connection, **kwargs):
    """Tests build rows of all spaces; a request under test narrows this for itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select set_config(%s, '*', false)", [SETTING])


connection_created.connect(_reach_everywhere, dispatch_uid="tests-reach-everywhere")
connection_created.connect(take_from_the_last_run, dispatch_uid="tests-take-from-the-last-run")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between browser tests SQLite is emptied with DELETE, which the trail would refuse."""
    with django_db_blocker.unblock():
        keep_for_the_next_run(connection)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("drop trigger trail_entry_no_delete")
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            _end_other_sessions()


def _end_other_sessions():
    """A thread of a server that a browser talked to may still hold one: the database is in use then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _variables_as_they_were():
    """A command called in this process sets some that the processes of a later test would inherit."""
    with mock.patch.dict(os.environ):
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_request_at_a_time():
    """SQLite in memory is one connection for all threads of the server that a browser talks to."""
    if connection.vendor != "sqlite":
        yield
        return
    turn, answer = RLock(), WSGIHandler.__call__

    def in_turn(handler, *request):
        with turn:
            return answer(handler, *request)

    with mock.patch.object(WSGIHandler, "__call__", in_turn):
        yield


@pytest.fixture(autouse=True, scope="session")
def _emptied_and_not_migrated():
    """Emptying the tables after a test keeps what migrating did to them: it need not be done again."""
    with mock.patch("django.core.management.commands.flush.emit_post_migrate_signal"):
        yield


QUICK = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
}


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    settings.GOLDTHREAD_CHECKPOINTS = tmp_path / "checkpoints.jsonl"
    for name, value in QUICK.items():
        setattr(settings, name, value)
    cache.clear()  # nobody has guessed yet


@pytest.fixture
def client():
    """Django's test client, with a form's key in all that it posts."""
    return Client()


CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser():
    """A real Chromium: the one that the launcher found, or the system's."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("GOLDTHREAD_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("There is no Chromium: './goldthread test' brings one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()
