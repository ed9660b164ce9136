"""`./goldthread demo`: what it refuses, what it keeps, and what it does not do twice."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from datetime import datetime
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from tooling.words import CannotRun, WrongUse

from goldthread.config import database, demo
from goldthread.config.demo import (
    answers_pages,
    database_fingerprint,
    empty,
    sole_user,
    tell,
)
from goldthread.config.home import LOCK, MARKER, Demonstration, read_marker, write_marker

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Europe/London"))
PEOPLE = (("Business manager", "business.manager@example.org"), ("Scrutineer", "s@example.org"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home and keys of this test's own."""
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GOLDTHREAD_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("GOLDTHREAD_DATABASE", raising=False)
    monkeypatch.setenv("GOLDTHREAD_DEMONSTRATION", "")
    monkeypatch.setenv("GOLDTHREAD_ADDRESS", "")
    return tmp_path / "home"


@pytest.fixture
def done(home, monkeypatch):
    """What preparing does, noted; the database is an empty file."""
    noted = []
    loader = ModuleType("goldthread.config.demonstration")
    loader.VERSION = "1"
    loader.load = lambda at, say: noted.append("load")
    loader.accounts = lambda: list(PEOPLE)
    monkeypatch.setitem(sys.modules, loader.__name__, loader)
    monkeypatch.setattr("goldthread.config.demonstration", loader, raising=False)

    def bring_up_to_date():
        noted.append("database")
        (home / "goldthread.db").touch()

    monkeypatch.setattr(database, "bring_up_to_date", bring_up_to_date)
    monkeypatch.setattr(demo, "start_django", lambda: noted.append("Django"))
    return noted


def demonstrate(**given):
    arguments = {"port": 0, "no_serve": True, "reset": False, "json": True, **given}
    return demo.run(Namespace(**arguments), at=NOW)


@pytest.mark.parametrize("reset", [False, True])
def test_a_home_that_no_demonstration_made_is_left_as_it_is(home, done, reset):
    home.mkdir()
    (home / "goldthread.db").write_text("the real one")

    with pytest.raises(WrongUse, match="is not empty and holds no demonstration"):
        demonstrate(reset=reset)

    assert (home / "goldthread.db").read_text() == "the real one"
    assert done == []


def test_the_first_start_makes_everything(home, done, capsys):
    assert demonstrate() == 0

    assert done == ["Django", "database", "load"]
    assert read_marker(home) == Demonstration("1", database_fingerprint(), PEOPLE)
    assert json.loads(capsys.readouterr().out)["accounts"][0] == {
        "title": "Business manager",
        "email": "business.manager@example.org",
    }


def test_the_second_start_does_not_even_wait_for_django(home, done):
    demonstrate()
    done.clear()

    demonstrate()

    assert done == []


def test_a_newer_demonstration_is_told_and_does_not_cost_what_was_entered(
    home, done, monkeypatch, capsys
):
    demonstrate()
    done.clear()
    monkeypatch.setattr(sys.modules["goldthread.config.demonstration"], "VERSION", "2")

    demonstrate()

    assert done == []
    assert "--reset makes it" in capsys.readouterr().err


def test_a_database_named_from_outside_is_refused(home, done, monkeypatch):
    monkeypatch.setenv("GOLDTHREAD_DATABASE", "postgresql:///real")

    with pytest.raises(WrongUse, match="unset GOLDTHREAD_DATABASE"):
        demonstrate()
    assert not home.exists()


def test_a_new_migration_is_applied_without_loading_again(home, done, monkeypatch):
    demonstrate()
    done.clear()
    monkeypatch.setattr(demo, "database_fingerprint", lambda: "one migration more")

    demonstrate()

    assert done == ["Django", "database"]


def test_letters_of_the_demonstration_lead_to_the_port_that_it_is_served_on(home, done):
    demonstrate(port=8123)

    assert os.environ["GOLDTHREAD_ADDRESS"] == "http://localhost:8123"


def test_the_address_in_letters_is_what_the_environment_says():
    told = {**os.environ, "GOLDTHREAD_ADDRESS": "https://lscp.example/"}
    ask = "from goldthread.config import settings; print(settings.GOLDTHREAD_ADDRESS)"
    said = subprocess.run(
        [sys.executable, "-c", ask], env=told, capture_output=True, text=True, check=True
    )

    assert said.stdout == "https://lscp.example\n"


def test_a_database_that_was_lost_is_made_and_loaded_again(home, done):
    demonstrate()
    done.clear()
    (home / "goldthread.db").unlink()

    demonstrate()

    assert done == ["Django", "database", "load"]


def test_a_load_that_was_interrupted_is_taken_up_again(home, done, monkeypatch):
    def interrupted(at, say):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["goldthread.config.demonstration"], "load", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demonstrate()

    assert read_marker(home) == Demonstration()


def test_reset_empties_the_home_and_keeps_the_keys(home, done):
    demonstrate()
    (home / "files" / "a").mkdir(parents=True)
    (home / "files" / "a" / "upload.xlsx").touch()
    kept = {path.name: path.read_text() for path in (home.parent / "keys").iterdir()}
    done.clear()

    demonstrate(reset=True)

    assert done == ["Django", "database", "load"]
    assert {path.name for path in home.iterdir()} == {LOCK, MARKER, "goldthread.db"}
    assert {path.name: path.read_text() for path in (home.parent / "keys").iterdir()} == kept


def test_emptying_follows_no_link_out_of_the_home(tmp_path):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    (elsewhere / "mine.txt").touch()
    (home / "link").symlink_to(elsewhere)
    write_marker(home, Demonstration())

    empty(home)

    assert not (home / "link").is_symlink()
    assert (elsewhere / "mine.txt").exists()


def test_two_demonstrations_do_not_share_a_home(tmp_path):
    with sole_user(tmp_path), pytest.raises(WrongUse, match="already running"), sole_user(tmp_path):
        pass


def test_a_taken_port_is_told_before_anything_is_made(home, done, monkeypatch):
    def taken(port, command):
        raise CannotRun("Port 8000 is in use by another program.", f"{command} --port 8001")

    monkeypatch.setattr(demo, "insist_on_free_port", taken)

    with pytest.raises(CannotRun, match="./goldthread demo --port 8001"):
        demonstrate(no_serve=False)
    assert not home.exists()


def test_a_person_is_told_where_it_is_and_who_to_be(tmp_path, capsys):
    tell(Demonstration(accounts=PEOPLE), tmp_path, "http://localhost:8000/", as_json=False)

    said = capsys.readouterr().out
    assert "http://localhost:8000/" in said
    assert "  Business manager  business.manager@example.org\n" in said
    assert "  Scrutineer        s@example.org\n" in said


def test_a_port_where_nobody_listens_gives_no_pages():
    assert not answers_pages(1)
