"""A mail server that is away: the letter waits, and goes when the server is back."""

import socket
from datetime import timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from goldthread.messages.actions import post, send
from goldthread.messages.tasks import send_letter
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def a_shut_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def no_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", a_shut_port()


def letter():
    return post(to="a@example.org", subject="A line", text="A link", why="test", at=NOW)


def test_a_letter_is_kept_with_what_became_of_it(no_server):
    waiting = letter()

    assert not send(letter=waiting, at=NOW)

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.sent_at, waiting.text) == (1, None, "A link")
    assert waiting.result == "not sent: ConnectionRefusedError"


def test_a_letter_that_did_not_go_is_tried_again_later(no_server, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    waiting = letter()

    with time_machine.travel(NOW, tick=False):
        send_letter.call(waiting.pk)

    assert DBTaskResult.objects.get().run_after == NOW + timedelta(minutes=10)


def test_a_letter_goes_when_the_server_is_back(no_server, settings):
    waiting = letter()
    send(letter=waiting, at=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send(letter=waiting, at=NOW + timedelta(minutes=10))
    assert (waiting.result, waiting.text) == ("sent", "")
