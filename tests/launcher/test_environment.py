"""The environment is filled once, and again when its lists change."""

import os
import re
import sys

import pytest
from tooling import environment
from tooling.checkout import HERE, Checkout
from tooling.environment import (
    insist_on_venv,
    is_filled,
    part_reached,
    parts_in,
    stamp_after,
    stamp_of,
)
from tooling.machine import Machine
from tooling.stamps import digest, one_at_a_time, read_stamp, write_stamp
from tooling.words import CannotRun


@pytest.fixture
def checkout(tmp_path):
    """A copy with locked lists and an environment that stands on this Python."""
    here = Checkout(tmp_path)
    here.requirements("base").parent.mkdir()
    for name in ("base", "test", "npm"):
        here.requirements(name).write_text(f"{name}==1 \\\n    --hash=sha256:00\n")
    here.python.parent.mkdir(parents=True)
    here.python.symlink_to(sys.executable)
    return here


def noted(checkout, name):
    write_stamp(stamp_of(checkout), stamp_after(read_stamp(stamp_of(checkout)), checkout, name))


def test_an_environment_without_a_note_is_not_filled(checkout):
    assert not is_filled(checkout, "base")


def test_installing_the_test_parts_brings_the_base_too(checkout):
    noted(checkout, "test")

    assert is_filled(checkout, "test")
    assert is_filled(checkout, "base")
    assert not is_filled(checkout, "npm")


def test_installing_the_base_does_not_bring_the_test_parts(checkout):
    noted(checkout, "base")

    assert not is_filled(checkout, "test")


def test_a_changed_list_is_installed_again(checkout):
    noted(checkout, "base")
    checkout.requirements("base").write_text("base==2")

    assert not is_filled(checkout, "base")


def test_a_note_is_kept_when_another_list_is_added(checkout):
    noted(checkout, "base")
    noted(checkout, "npm")

    assert is_filled(checkout, "base")
    assert is_filled(checkout, "npm")


def test_an_environment_whose_python_is_gone_is_not_filled(checkout):
    noted(checkout, "base")
    checkout.python.unlink()

    assert not is_filled(checkout, "base")


def test_a_python_that_was_replaced_empties_the_note(checkout):
    write_stamp(stamp_of(checkout), {"python": "/usr/bin/python3.10", "base": "as it was"})

    after = stamp_after(read_stamp(stamp_of(checkout)), checkout, "npm")

    assert after == {
        "python": os.path.realpath(sys.executable),
        "npm": digest(checkout.requirements("npm")),
    }


def test_a_note_cut_short_counts_as_none(checkout):
    stamp_of(checkout).write_text('{"python": "/usr')

    assert read_stamp(stamp_of(checkout)) == {}


def test_a_second_launcher_says_that_it_waits(tmp_path, capsys, monkeypatch):
    held = []

    def flock(file, how):
        held.append(how)
        if len(held) == 1:
            raise BlockingIOError

    monkeypatch.setattr("tooling.stamps.fcntl.flock", flock)
    with one_at_a_time(tmp_path / "notes" / "lock"):
        pass

    assert len(held) == 2
    assert "waiting for it" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "notes").write_text("a file where the folder should be")

    with pytest.raises(CannotRun, match="cannot write to its own folder"):
        one_at_a_time(tmp_path / "notes" / "lock").__enter__()


def without_ensurepip(name):
    return None


def test_debian_without_venv_gets_the_command_that_mends_it(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", without_ensurepip)
    machine = Machine("linux", frozenset({"debian"}), is_root=False, has_apt=True)

    with pytest.raises(CannotRun, match=r"sudo apt-get install -y python3\.\d+-venv"):
        insist_on_venv(machine)


def test_root_on_debian_fetches_venv_and_says_so_where_that_fails(monkeypatch):
    installed = []
    monkeypatch.setattr("importlib.util.find_spec", without_ensurepip)
    monkeypatch.setattr(environment, "install_packages", lambda names, why: installed.extend(names))

    with pytest.raises(CannotRun, match="has no 'venv'"):
        insist_on_venv(Machine("linux", frozenset({"debian"}), is_root=True, has_apt=True))
    assert installed == [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Collecting argon2-cffi==25.1.0 (from -r base.txt)", "argon2-cffi"),
        ("Requirement already satisfied: django==5.2.19 in ...", "django"),
        ("Processing /wheels/python_docx-1.2.0-py3-none-any.whl", "python_docx"),
        ("  Downloading django-5.2.19.whl (8.3 MB)", ""),
    ],
)
def test_each_part_that_pip_reaches_is_named_once(line, part):
    assert part_reached(line) == part


def test_parts_for_windows_alone_are_not_counted():
    assert parts_in("a==1 \\\n  --hash=x\nb==2 ; sys_platform == 'win32' \\\n  --hash=y\n") == 1


def pins(name):
    """Each locked part with its version and, where it is not for all, for whom it is."""
    listed = HERE.requirements(name).read_text()
    return set(re.findall(r"^([\w.-]+==[^\\\n]+?) *\\?$", listed, re.MULTILINE))


def test_the_test_parts_hold_all_of_the_base_at_the_same_versions():
    assert pins("base") <= pins("test")


@pytest.mark.parametrize("name", ["base", "test", "npm"])
def test_every_locked_part_has_a_hash_and_no_list_names_a_registry(name):
    listed = HERE.requirements(name).read_text()

    assert len(pins(name)) == len(re.findall(r"==[^\n]*\\\n +--hash=sha256:", listed)) > 0
    assert "://" not in listed


def test_the_npm_lock_names_no_registry():
    assert "://" not in (HERE.root / "package-lock.json").read_text()
