"""What machines ask of an installation: well, ready, and how it fares."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection

from goldthread.messages.models import Letter
from goldthread.operations import health

MORNING = datetime(2026, 1, 5, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_well_and_ready(client):
    assert client.get("/health/").json() == {"well": True}
    assert client.get("/ready/").json() == {"ready": True, "faults": {}}


def test_it_is_well_and_not_ready_while_the_database_is_away(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection to server failed: password of goldthread")

    monkeypatch.setattr(connection, "cursor", away)

    assert client.get("/health/").status_code == 200
    answer = client.get("/ready/")
    assert answer.status_code == 503
    assert answer.json()["faults"]["database"] == health.AWAY
    assert "password" not in answer.content.decode()


def test_it_is_not_ready_with_a_full_disk(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)

    assert client.get("/ready/").json() == {"ready": False, "faults": {"disk": health.FULL}}


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic long-word", "long-word"])
def test_metrics_are_not_there_without_their_token(client, settings, given):
    settings.GOLDTHREAD_METRICS_TOKEN = "long-word"

    assert client.get("/metrics/", headers={"Authorization": given}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer "])
def test_metrics_are_not_there_where_no_token_is_set(client, settings, given):
    settings.GOLDTHREAD_METRICS_TOKEN = ""

    assert client.get("/metrics/", headers={"Authorization": given}).status_code == 404


def metrics(client, settings) -> dict[str, str]:
    settings.GOLDTHREAD_METRICS_TOKEN = "long-word"
    answer = client.get("/metrics/", headers={"Authorization": "Bearer long-word"})
    lines = (line for line in answer.content.decode().splitlines() if not line.startswith("#"))
    return dict(line.rsplit(" ", 1) for line in lines)


def test_metrics_count_requests_by_page_and_never_by_address(client, settings):
    client.get("/performance/returns/abcdefghijklmnopqrstuv/")

    told = metrics(client, settings)

    assert 'goldthread_answers_total{status="302",view="return"}' in told
    assert not any("abcdefghij" in name for name in told)


def test_metrics_tell_of_letters_that_were_refused(client, settings):
    Letter.objects.create(to="a@example.org", subject="-", text="-", why="-", created_at=MORNING)
    Letter.objects.create(
        to="b@example.org", subject="-", text="-", why="-", created_at=MORNING, attempts=3
    )

    told = metrics(client, settings)

    assert told["goldthread_letters_unsent"] == "2.0"
    assert told["goldthread_letters_refused"] == "1.0"
    assert told["goldthread_database_up"] == "1.0"
    assert not any("example.org" in line for line in told)
