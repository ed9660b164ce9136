"""The system's own parts that Python packages cannot bring: Pango for PDFs, Chromium for tests."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tooling.checkout import Checkout
from tooling.machine import Machine, install_packages, starts
from tooling.words import CannotRun, say

PANGO_ON_DEBIAN = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-liberation",
)
PANGO_LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz.0.dylib"),
}
CHROMIUM_ON_DEBIAN = ("chromium", "fonts-liberation")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
HOMEBREW_LIBRARIES = Path("/opt/homebrew/lib")  # where a Python from elsewhere does not look
FIND_PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def has_pango() -> bool:
    """Whether the libraries that write PDFs can be loaded."""
    for library in PANGO_LIBRARIES.get(sys.platform, ()):
        try:
            ctypes.CDLL(library)
        except OSError:
            if not (HOMEBREW_LIBRARIES / library).exists():
                return False
    return True


def pango_command(machine: Machine) -> str:
    """What a person types to install Pango."""
    return (
        machine.command_for(debian=PANGO_ON_DEBIAN, homebrew=["pango"])
        or "install Pango with the system's package manager"
    )


def bring_pango(machine: Machine, *, needed: bool) -> None:
    """Install Pango where we may; where it is not `needed`, go on without it and say what is lost."""
    if has_pango():
        return
    if machine.may_install:
        install_packages(PANGO_ON_DEBIAN, "Pango, to write PDFs")
        if has_pango():
            return
    lacks = CannotRun("PDFs cannot be written: this machine has no Pango.", pango_command(machine))
    if needed:
        raise lacks
    say(f"{lacks} Everything else works.")


def chromium_on_machine(
    which: Callable[[str], str | None] = shutil.which,
    works: Callable[[str], bool] = lambda path: starts(path, "--version"),
) -> str:
    """The path of a Chromium that tests can drive; empty where there is none.

    A snap lives in a box of its own and cannot read the tests' folders, so it does not count.
    """
    for path in (*(which(name) for name in CHROMIUM_NAMES), *CHROMIUM_ON_MACOS):
        if path and Path(path).exists() and not _is_snap(path) and works(path):
            return path
    return ""


def _is_snap(path: str) -> bool:
    if Path(os.path.realpath(path)).name == "snap" or "/snap/" in os.path.realpath(path):
        return True
    with open(path, "rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/bin/" in start


def ways_to_chromium(machine: Machine) -> tuple[str, ...]:
    """What to try, in order, where the machine has no Chromium yet."""
    if machine.may_install and not machine.chromium_is_a_snap:
        return ("apt", "playwright")
    return ("playwright",)


def chromium_command(machine: Machine, checkout: Checkout) -> str:
    """What a person types to get a Chromium that tests can drive."""
    own = f"{checkout.python} -m playwright install chromium"
    if machine.chromium_is_a_snap:
        return own
    return machine.command_for(debian=CHROMIUM_ON_DEBIAN, homebrew=["--cask", "chromium"]) or own


def bring_chromium(machine: Machine, checkout: Checkout) -> str:
    """The path of a Chromium, installed where the machine had none."""
    return first_found(
        [
            chromium_on_machine,
            lambda: playwrights_chromium(checkout),
            *(lambda way=way: _fetch(way, machine, checkout) for way in ways_to_chromium(machine)),
        ],
        CannotRun(
            "The browser tests need Chromium, and it could not be installed.",
            chromium_command(machine, checkout),
        ),
    )


def first_found(ways: Iterable[Callable[[], str]], otherwise: CannotRun) -> str:
    """What the first way found; the rest are not tried."""
    for way in ways:
        found = way()
        if found:
            return found
    raise otherwise


def playwrights_chromium(checkout: Checkout) -> str:
    """The Chromium that playwright fetched for itself; empty where it has not."""
    asked = subprocess.run(
        [str(checkout.python), "-c", FIND_PLAYWRIGHTS_OWN],
        capture_output=True,
        text=True,
        check=False,
    )
    path = asked.stdout.strip()
    return path if path and starts(path, "--version") else ""


def _fetch(way: str, machine: Machine, checkout: Checkout) -> str:
    if way == "apt":
        install_packages(CHROMIUM_ON_DEBIAN, "for the browser tests")
        return chromium_on_machine()
    say("Fetching playwright's own Chromium ...")
    command = [str(checkout.python), "-m", "playwright", "install"]
    with_system_parts = ["--with-deps"] if machine.may_install else []
    subprocess.call([*command, *with_system_parts, "chromium"], stdout=subprocess.DEVNULL)
    return playwrights_chromium(checkout)
