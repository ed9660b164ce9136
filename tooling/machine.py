"""What kind of machine this is, and whether the launcher may install on it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tooling.words import say


@dataclass(frozen=True)
class Machine:
    """The facts that decide how a missing part can be had."""

    system: str  # as `sys.platform` says: "linux", "darwin"
    distributions: frozenset[str] = frozenset()  # the system's own name and those it is like
    is_root: bool = False
    has_apt: bool = False

    @classmethod
    def here(cls) -> "Machine":
        """The machine that this runs on."""
        try:
            released = Path("/etc/os-release").read_text()
        except OSError:
            released = ""
        return cls(
            system=sys.platform,
            distributions=distributions_in(released),
            is_root=os.geteuid() == 0,
            has_apt=shutil.which("apt-get") is not None,
        )

    @property
    def has_debian_packages(self) -> bool:
        return self.has_apt and "debian" in self.distributions

    @property
    def may_install(self) -> bool:
        """Whether the launcher may install packages by itself, asking nobody."""
        return self.has_debian_packages and self.is_root

    @property
    def chromium_is_a_snap(self) -> bool:
        """Ubuntu's package of Chromium is a snap, which tests cannot drive."""
        return "ubuntu" in self.distributions

    def command_for(self, *, debian: Sequence[str], homebrew: Sequence[str]) -> str:
        """What a person types to install these packages; empty where we cannot know."""
        if self.has_debian_packages:
            prefix = "" if self.is_root else "sudo "
            return f"{prefix}apt-get install -y {' '.join(debian)}"
        if self.system == "darwin":
            return f"brew install {' '.join(homebrew)}"
        return ""


def distributions_in(os_release: str) -> frozenset[str]:
    """The names under ID and ID_LIKE; Ubuntu counts as like Debian, as it says itself."""
    found: set[str] = set()
    for line in os_release.splitlines():
        key, _, value = line.partition("=")
        if key in ("ID", "ID_LIKE"):
            found.update(value.strip().strip("\"'").lower().split())
    if "ubuntu" in found:
        found.add("debian")
    return frozenset(found)


def install_packages(packages: Sequence[str], why: str) -> None:
    """Install Debian packages; whether it worked is for the caller to look at afterwards."""
    say(f"Installing {', '.join(packages)} ({why}) ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Another install may be on its way: wait for it, at most five minutes.
    patient = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run([*patient, *command], env=quiet, check=False, stdout=subprocess.DEVNULL)


def starts(*command: str) -> bool:
    """Whether a command can be started and ends well: a name on the path may be an empty shell."""
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
