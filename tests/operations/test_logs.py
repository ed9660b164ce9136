"""The log tells of faults without a word of what anybody typed."""

import json
import logging
import logging.config
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client
from django.urls import resolve

from goldthread.operations.logs import WithReference

NAME = "Somebody Whose Name Is Not For Logs"


def a_fault():
    try:
        try:
            raise ValueError(NAME)
        except ValueError as error:
            raise IntegrityError(f"Key (name)=({NAME}) already exists") from error
    except IntegrityError:
        return sys.exc_info()


def formatter(name: str) -> logging.Formatter:
    told = dict(settings.LOGGING["formatters"][name])
    module, _, kind = told.pop("()").rpartition(".")
    told["fmt"] = told.pop("format", told.get("fmt"))
    return getattr(sys.modules[module], kind)(**told)


@pytest.mark.parametrize("name", ["lines", "json"])
def test_a_fault_is_told_by_its_kind_and_place_alone(name):
    record = logging.LogRecord(
        "goldthread", logging.ERROR, __file__, 1, "saving failed", (), a_fault()
    )
    record.reference = "ab12cd34"

    line = formatter(name).format(record)

    assert NAME not in line
    assert "IntegrityError" in line
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "ab12cd34" in line


def test_the_log_for_programs_is_one_object_on_a_line():
    record = logging.LogRecord("goldthread", logging.INFO, __file__, 1, "done\nand more", (), None)
    record.reference = ""

    line = formatter("json").format(record)

    assert "\n" not in line
    assert json.loads(line)["message"] == "done\nand more"
    assert json.loads(line)["level"] == "INFO"


def test_a_request_is_logged_by_the_name_of_its_page(client, db, caplog):
    caplog.set_level(logging.INFO, logger="goldthread.requests")

    client.get("/performance/returns/abcdefghijklmnopqrstuv/?search=" + NAME)

    assert "GET return 302" in caplog.text
    assert "abcdefghij" not in caplog.text
    assert NAME not in caplog.text


def test_the_page_of_a_fault_shows_the_reference_that_the_log_has(client, db, caplog, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError(NAME)

    monkeypatch.setattr("goldthread.ui.views.pages.render", broken)
    client.raise_request_exception = False

    answer = client.get("/accessibility/")

    reference = answer.wsgi_request.reference
    assert answer.status_code == 500
    assert NAME not in answer.content.decode()
    assert f"<strong>{reference}</strong>" in answer.content.decode()


@pytest.mark.parametrize("name", ["lines", "json"])
def test_a_refused_request_is_logged_without_its_address(rf, name):
    request = rf.post("/join/a-word-that-opens-an-account/")
    request.resolver_match = resolve(request.path)
    record = logging.LogRecord(
        "django.security.csrf",
        logging.WARNING,
        __file__,
        1,
        "Forbidden (%s): %s",
        ("why", request.path),
        None,
    )
    record.request = request

    WithReference().filter(record)
    line = formatter(name).format(record)

    assert "a-word" not in line
    assert "Forbidden (why): join" in line


@pytest.mark.django_db
def test_another_hosts_name_writes_no_page_of_the_log(capfd):
    logging.config.dictConfig(settings.LOGGING)  # other tests may have left loggers otherwise
    Client().get("/", headers={"host": "evil.example"})

    assert "evil.example" not in capfd.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize("sign", ["é", "”", "%0a"])
def test_an_address_with_any_sign_in_it_does_not_reach_the_log(capfd, sign):
    logging.config.dictConfig(settings.LOGGING)

    Client(enforce_csrf_checks=True).post(f"/link/a-word-that-opens{sign}/", {"code": "x"})

    said = capfd.readouterr().err
    assert "open-link" in said
    assert "a-word" not in said
