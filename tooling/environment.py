"""The virtual environment: made once, filled from the locked lists, with every hash checked."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tooling.checkout import Checkout
from tooling.machine import Machine, install_packages, starts
from tooling.stamps import digest, read_stamp, write_stamp
from tooling.words import CannotRun, say

# A list holds all that the named ones hold, at the same versions (a test sees to it).
CONTAINS = {"base": ("base",), "test": ("test", "base"), "npm": ("npm",)}
AGAIN = "run the same command again; what was fetched is kept"


def stamp_of(checkout: Checkout) -> Path:
    """Where the environment says what it was filled from; it goes when the environment goes."""
    return checkout.environment / "goldthread.json"


def is_filled(checkout: Checkout, name: str) -> bool:
    """Whether the environment stands on the Python it was made with and holds this very list."""
    noted = read_stamp(stamp_of(checkout))
    return (
        os.access(checkout.python, os.X_OK)
        and noted.get("python") == os.path.realpath(checkout.python)
        and noted.get(name) == digest(checkout.requirements(name))
    )


def stamp_after(noted: Mapping[str, str], checkout: Checkout, name: str) -> dict[str, str]:
    """The note once a list was installed: the lists that it holds are there too."""
    python = os.path.realpath(checkout.python)
    kept = noted if noted.get("python") == python else {}
    lists = {each: digest(checkout.requirements(each)) for each in CONTAINS[name]}
    return {**kept, "python": python, **lists}


def fill(checkout: Checkout, name: str, machine: Machine) -> None:
    """Make the environment where it is missing or broken, and install one locked list into it."""
    uv = shutil.which("uv")
    if uv and not starts(uv, "--version"):
        uv = None
    usable = starts(str(checkout.python), "-c", "" if uv else "import pip")
    made_with = read_stamp(stamp_of(checkout)).get("python")
    if not usable or made_with not in (None, os.path.realpath(checkout.python)):
        _make(checkout, uv, machine)
    _install(checkout, name, uv)
    write_stamp(stamp_of(checkout), stamp_after(read_stamp(stamp_of(checkout)), checkout, name))


def _make(checkout: Checkout, uv: str | None, machine: Machine) -> None:
    """Make an empty environment in the place of whatever was left there."""
    say(f"Making the environment in .venv (Python {sys.version.split()[0]}) ...")
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable]
    else:
        insist_on_venv(machine)
        command = [sys.executable, "-m", "venv", "--clear"]
    if subprocess.call([*command, str(checkout.environment)], stdout=sys.stderr):
        raise CannotRun(
            "The environment in .venv could not be made: the lines above say why.",
            f"rm -rf {checkout.environment}, and {AGAIN}",
        )


def insist_on_venv(machine: Machine) -> None:
    """Debian and Ubuntu leave a part of Python out: fetch it where we may, else say how."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if machine.may_install:
        install_packages([package], "to make an environment")
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip"):
            return
    raise CannotRun(
        "This Python has no 'venv', so the environment cannot be made.",
        machine.command_for(debian=[package], homebrew=["python@3.13"])
        or "install the 'venv' and 'ensurepip' of this Python with the system's package manager",
    )


def _install(checkout: Checkout, name: str, uv: str | None) -> None:
    listed = checkout.requirements(name)
    count = parts_in(listed.read_text())
    say(f"Installing from requirements/{name}.txt ({count} parts, each checked by its hash) ...")
    if uv:
        command = [uv, "pip", "install", "--python", str(checkout.python)]
        failed = subprocess.call(
            [*command, "--require-hashes", "-r", str(listed)], stdout=sys.stderr
        )
    else:
        failed = _install_with_pip(checkout, listed, count)
    if failed:
        raise CannotRun(f"Not all parts of requirements/{name}.txt could be installed.", AGAIN)


def parts_in(listed: str) -> int:
    """How many parts a locked list names, but for those of other kinds of machine."""
    return len(re.findall(r"^[\w.-]+==(?!.*win32)", listed, re.MULTILINE))


def part_reached(line: str) -> str:
    """The part that this line of pip's is the first to speak of; else nothing."""
    found = re.match(
        r"(?:Collecting |Requirement already satisfied: |Processing (?:\S*/)?)([A-Za-z]\w*(?:[.-][A-Za-z]\w*)*)",
        line,
    )
    return found[1] if found else ""


def _install_with_pip(checkout: Checkout, listed: Path, count: int) -> int:
    """Let pip install, with one short line for each part; all that it said only where it fails."""
    command = [str(checkout.python), "-m", "pip", "install", "--disable-pip-version-check"]
    options = ["--no-input", "--progress-bar", "off", "--require-hashes", "-r", str(listed)]
    said: list[str] = []
    reached = 0
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            said.append(line.rstrip())
            if part := part_reached(line):
                reached += 1
                say(f"  {reached} of {count}: {part}")
            elif line.startswith("Installing collected"):
                say("  unpacking ...")
    if pip.returncode:
        say("\n".join(said[-30:]))
    return pip.returncode
