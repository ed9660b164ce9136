"""The system's own parts: looked for first, installed where that may be, else told."""

import pytest
from tooling import parts
from tooling.checkout import HERE
from tooling.govuk import npm_command, npm_is_new_enough
from tooling.machine import Machine
from tooling.parts import (
    bring_chromium,
    bring_pango,
    chromium_command,
    chromium_on_machine,
    first_found,
    ways_to_chromium,
)
from tooling.words import CannotRun

DEBIAN = Machine("linux", frozenset({"debian"}), is_root=True, has_apt=True)
UBUNTU = Machine("linux", frozenset({"ubuntu", "debian"}), is_root=True, has_apt=True)
PERSON = Machine("linux", frozenset({"debian"}), is_root=False, has_apt=True)


def program(folder, name, text="#!/bin/sh\n"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def found_among(paths):
    return chromium_on_machine(which=paths.get, works=lambda path: True)


def test_the_first_chromium_of_the_machine_is_taken(tmp_path):
    chrome = program(tmp_path, "google-chrome")

    assert found_among({"google-chrome": chrome}) == chrome


def test_a_chromium_in_a_snap_does_not_count(tmp_path):
    program(tmp_path, "snap/bin/chromium")
    (tmp_path / "chromium").symlink_to(tmp_path / "snap/bin/chromium")
    stub = program(tmp_path, "chromium-browser", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')

    paths = {"chromium": str(tmp_path / "chromium"), "chromium-browser": stub}

    assert found_among(paths) == ""


def test_a_chromium_that_does_not_start_does_not_count(tmp_path):
    paths = {"chromium": program(tmp_path, "chromium")}

    assert chromium_on_machine(which=paths.get, works=lambda path: False) == ""


@pytest.mark.parametrize(
    ("machine", "ways"),
    [(DEBIAN, ("apt", "playwright")), (UBUNTU, ("playwright",)), (PERSON, ("playwright",))],
)
def test_the_systems_chromium_is_fetched_only_where_it_is_no_snap(machine, ways):
    assert ways_to_chromium(machine) == ways


def test_ubuntu_is_told_to_take_playwrights_own():
    assert chromium_command(UBUNTU, HERE).endswith("-m playwright install chromium")
    assert chromium_command(PERSON, HERE).startswith("sudo apt-get install -y chromium ")


def test_a_chromium_that_is_there_is_not_fetched(monkeypatch):
    monkeypatch.setattr(parts, "chromium_on_machine", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(parts, "install_packages", lambda *anything: pytest.fail("installed"))

    assert bring_chromium(DEBIAN, HERE) == "/usr/bin/chromium"


def test_ways_are_tried_in_order_and_the_rest_are_left():
    tried = []

    def way(name, finds):
        return lambda: tried.append(name) or finds

    ways = [way("machine", ""), way("apt", "/usr/bin/chromium"), way("playwright", "other")]

    assert first_found(ways, CannotRun("none")) == "/usr/bin/chromium"
    assert tried == ["machine", "apt"]


def test_where_no_way_finds_one_the_sentence_says_so():
    with pytest.raises(CannotRun, match="none"):
        first_found([lambda: ""], CannotRun("none"))


def test_root_on_debian_gets_pango_without_asking(monkeypatch):
    installed = []
    monkeypatch.setattr(parts, "has_pango", lambda: bool(installed))
    monkeypatch.setattr(parts, "install_packages", lambda names, why: installed.extend(names))

    bring_pango(DEBIAN, needed=True)

    assert "libpango-1.0-0" in installed


def test_the_demonstration_says_what_is_lost_without_pango(monkeypatch, capsys):
    monkeypatch.setattr(parts, "has_pango", lambda: False)

    bring_pango(PERSON, needed=False)

    said = capsys.readouterr().err
    assert said.startswith("PDFs cannot be written")
    assert "sudo apt-get install -y libpango-1.0-0" in said


def test_the_tests_stop_without_pango(monkeypatch):
    monkeypatch.setattr(parts, "has_pango", lambda: False)

    with pytest.raises(CannotRun, match="no Pango"):
        bring_pango(PERSON, needed=True)


@pytest.mark.parametrize(
    ("version", "enough"), [("11.19.1\n", True), ("7.5.2", True), ("6.14.4", False), ("", False)]
)
def test_an_old_npm_does_not_count(version, enough):
    assert npm_is_new_enough(version) is enough


def test_a_machine_without_npm_takes_it_from_the_locked_list(monkeypatch):
    fetched = []
    monkeypatch.setattr("tooling.govuk._npm_version", lambda: "")
    monkeypatch.setattr("tooling.govuk.is_filled", lambda checkout, name: False)

    command = npm_command(HERE, lambda: fetched.append("npm"))

    assert fetched == ["npm"]
    assert command[0] == str(HERE.python)
