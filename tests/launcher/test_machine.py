"""Which machine may be installed on, and what a person is told to type on the others."""

import pytest
from tooling.machine import Machine, distributions_in, starts

DEBIAN = Machine("linux", frozenset({"debian"}), is_root=True, has_apt=True)
UBUNTU = Machine("linux", frozenset({"ubuntu", "debian"}), is_root=False, has_apt=True)
FEDORA = Machine("linux", frozenset({"fedora"}), is_root=True, has_apt=False)
MACOS = Machine("darwin")


@pytest.mark.parametrize(
    ("released", "names"),
    [
        ('ID=debian\nVERSION_ID="12"', {"debian"}),
        ("ID=ubuntu\nID_LIKE=debian", {"ubuntu", "debian"}),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"', {"linuxmint", "ubuntu", "debian"}),
        ('ID=pop\nID_LIKE="ubuntu"', {"pop", "ubuntu", "debian"}),
        ("", set()),
    ],
)
def test_a_distribution_is_known_by_its_name_and_those_it_is_like(released, names):
    assert distributions_in(released) == names


@pytest.mark.parametrize(
    ("machine", "may"), [(DEBIAN, True), (UBUNTU, False), (FEDORA, False), (MACOS, False)]
)
def test_only_root_on_debian_or_its_kin_installs_unasked(machine, may):
    assert machine.may_install is may


@pytest.mark.parametrize(
    ("machine", "command"),
    [
        (DEBIAN, "apt-get install -y libpango-1.0-0"),
        (UBUNTU, "sudo apt-get install -y libpango-1.0-0"),
        (MACOS, "brew install pango"),
        (FEDORA, ""),
    ],
)
def test_the_mending_command_is_the_machines_own(machine, command):
    assert machine.command_for(debian=["libpango-1.0-0"], homebrew=["pango"]) == command


def test_a_name_on_the_path_that_does_not_start_does_not_count(tmp_path):
    shell = tmp_path / "uv"
    shell.write_text("#!/bin/sh\nexit 127\n")
    shell.chmod(0o755)

    assert not starts(str(shell), "--version")
    assert not starts(str(tmp_path / "nothing"))
    assert starts("true")
