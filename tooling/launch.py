"""Prepare what a command needs, and hand over to it."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tooling import environment, govuk, parts
from tooling.checkout import HERE, Checkout
from tooling.machine import Machine
from tooling.processes import become
from tooling.stamps import one_at_a_time
from tooling.words import CANNOT_RUN, CannotRun, say


@dataclass(frozen=True)
class Needs:
    """What must be there before a command starts."""

    requirements: str = ""  # the locked list to install; empty: whatever is there will do
    pages: bool = False  # the GOV.UK files
    pango: str = ""  # "wanted", or "needed" where there is no going on without it
    chromium: bool = False


def needs_of(arguments: Sequence[str]) -> Needs:
    """What this command line needs. The general help, the version and the doctor install nothing."""
    if not arguments or arguments[0].startswith("-") or arguments[0] == "doctor":
        return Needs()
    if {"-h", "--help"} & set(arguments):
        return Needs("base")
    if arguments[0] == "test":
        return Needs("test", pages=True, pango="needed", chromium="--quick" not in arguments)
    if arguments[0] in ("demo", "prepare"):
        return Needs("base", pages=True, pango="wanted")
    if arguments[0] == "records":
        return Needs("base")  # read on the machine of an analyst, who opens no page
    return Needs("base", pages=True)


def prepare(needs: Needs, checkout: Checkout, machine: Machine) -> dict[str, str]:
    """Bring what is missing; gives the variables that tell the command where things are."""
    if _lacks(needs, checkout):
        with one_at_a_time(checkout.notes / "lock"):
            # Asked again: another ./goldthread may have brought it while we waited.
            if needs.requirements and not environment.is_filled(checkout, needs.requirements):
                environment.fill(checkout, needs.requirements, machine)
            if needs.pages and not govuk.is_laid_out(checkout):
                govuk.lay_out(checkout, machine)
    if needs.pango:
        parts.bring_pango(machine, needed=needs.pango == "needed")
    if needs.chromium:
        return {"GOLDTHREAD_CHROMIUM": parts.bring_chromium(machine, checkout)}
    return {}


def _lacks(needs: Needs, checkout: Checkout) -> bool:
    return bool(
        (needs.requirements and not environment.is_filled(checkout, needs.requirements))
        or (needs.pages and not govuk.is_laid_out(checkout))
    )


def launch(arguments: list[str], checkout: Checkout = HERE) -> int:
    """Prepare, and become the command; the exit code where it never comes to that."""
    try:
        found = prepare(needs_of(arguments), checkout, Machine.here())
    except CannotRun as stop:
        say(str(stop))
        return CANNOT_RUN
    except KeyboardInterrupt:
        say("Interrupted. The same command goes on from here.")
        return 130
    if not os.access(checkout.python, os.X_OK):
        return _answer_without_environment(arguments, checkout)
    variables = {**checkout.variables(os.environ), **found, **homebrew_variables()}
    # -P: a file that happens to lie in the folder we are called from is not taken for a part.
    return become([str(checkout.python), "-P", "-m", "goldthread", *arguments], variables)


def _answer_without_environment(arguments: list[str], checkout: Checkout) -> int:
    """Help, the version and the doctor need no more than this Python."""
    sys.path.insert(0, str(checkout.source))
    from goldthread.config.commandline import main

    return main(arguments)


def homebrew_variables() -> dict[str, str]:
    """On macOS, where Homebrew keeps its libraries: a Python from elsewhere does not look there."""
    if sys.platform != "darwin" or not parts.HOMEBREW_LIBRARIES.is_dir():
        return {}
    return {"DYLD_FALLBACK_LIBRARY_PATH": f"{parts.HOMEBREW_LIBRARIES}:/usr/local/lib:/usr/lib"}
