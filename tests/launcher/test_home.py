"""Where an installation lives, and which homes a demonstration may take."""

import stat
from pathlib import Path

import pytest

from goldthread.config.home import (
    MARKER,
    Demonstration,
    has_database,
    home_folder,
    is_strange,
    keys_folder,
    make_home,
    read_marker,
    users_folder,
    write_marker,
)


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {}, Path.home() / ".local" / "share"),
        ("linux", {"XDG_DATA_HOME": "/mine"}, Path("/mine")),
        ("darwin", {}, Path.home() / "Library" / "Application Support"),
    ],
)
def test_a_home_lies_among_the_persons_own_folders(system, environment, folder):
    assert users_folder(environment, system) == folder


def test_the_keys_lie_beside_the_home_and_not_in_it():
    assert keys_folder({"GOLDTHREAD_HOME": "/srv/one"}) == Path("/srv/one-keys")
    assert keys_folder({"GOLDTHREAD_KEYS": "~/k"}) == Path.home() / "k"
    assert home_folder({"GOLDTHREAD_HOME": "~/h"}) == Path.home() / "h"


def test_a_home_is_made_for_its_owner_alone(tmp_path):
    home = make_home({"GOLDTHREAD_HOME": str(tmp_path / "a" / "home")})

    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_marker_keeps_what_was_loaded(tmp_path):
    loaded = Demonstration("3", "a fingerprint", (("Business manager", "a@example.org"),))

    write_marker(tmp_path, loaded)

    assert read_marker(tmp_path) == loaded


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"loader": 1}', '{"accounts": [1]}'])
def test_a_damaged_marker_still_marks_a_demonstration(tmp_path, text):
    (tmp_path / MARKER).write_text(text)

    assert read_marker(tmp_path) == Demonstration()


def test_a_home_is_strange_only_with_something_in_it_and_no_marker(tmp_path):
    assert not is_strange(tmp_path / "missing")
    assert not is_strange(tmp_path)

    (tmp_path / "letters.txt").touch()
    assert is_strange(tmp_path)

    write_marker(tmp_path, Demonstration())
    assert not is_strange(tmp_path)


def test_a_database_is_looked_for_without_making_one(tmp_path):
    environment = {"GOLDTHREAD_HOME": str(tmp_path)}

    assert not has_database(environment)
    assert has_database({**environment, "GOLDTHREAD_DATABASE": "postgresql:///x"})
    (tmp_path / "goldthread.db").touch()
    assert has_database(environment)


def test_the_settings_look_in_the_same_places(settings):
    import os

    assert home_folder(os.environ) == settings.GOLDTHREAD_HOME
    assert keys_folder(os.environ) == settings.GOLDTHREAD_KEYS
