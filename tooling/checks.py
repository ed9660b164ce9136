"""`./goldthread test`: every check in order, all of them even where an early one fails."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import TextIO

from tooling.checkout import HERE, Checkout
from tooling.postgresql import postgresql_for_tests
from tooling.tally import Count, Tally, count
from tooling.words import DONE, PROBLEMS

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check(['--no-logo'])"


@dataclass(frozen=True)
class Step:
    """One check: its heading, and the command that exits with 0 where all is well."""

    name: str
    command: Sequence[str]


def steps_before_tests(checkout: Checkout, python: str = sys.executable) -> list[Step]:
    """The checks that read the code and run none of it."""
    templates = sorted(str(path) for path in checkout.source.glob("**/templates/**/*.html"))
    djade = [str(Path(python).parent / "djade"), "--check", "--target-version", "5.2", *templates]
    # Named one by one: Django leaves out those that have tables and no migration at all.
    migrations = [python, "-m", "django", "makemigrations", "--check", "--dry-run"]
    migrations += packages_with_models(checkout)
    ruff = [python, "-m", "ruff"]
    code = [".", "goldthread"]  # the launcher's own file has no ending to be found by
    return [
        Step("Formatting", [*ruff, "format", "--check", *code]),
        Step("Lint", [*ruff, "check", *code]),
        Step("Types", [python, "-m", "mypy", "-p", "goldthread", "-p", "tooling"]),
        Step("Import contract", [python, "-c", LINT_IMPORTS]),
        *([Step("Templates", djade)] if templates else []),
        Step("Migrations", migrations),
    ]


def packages_with_models(checkout: Checkout) -> list[str]:
    """The packages that keep tables."""
    files = [*checkout.source.glob("goldthread/*/models.py")]
    folders = [path.parent for path in checkout.source.glob("goldthread/*/models/__init__.py")]
    return sorted(path.parent.name for path in [*files, *folders])


def pytest_command(
    report: Path, *, quick: bool, paths: Sequence[str], python: str = sys.executable
) -> list[str]:
    """How pytest is called for one database."""
    workers = str(min(os.cpu_count() or 2, 8))
    # Those in the browser come last, all in a row: a worker that is done takes some of the other's.
    command = [python, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal"]
    command += ["-p", "tooling.browser_marks"]
    left_out = ["-m", "not browser and not slow"] if quick else []
    return [*command, f"--junitxml={report}", *left_out, *paths]


def variables_for(
    environment: Mapping[str, str], checkout: Checkout, folder: Path
) -> dict[str, str]:
    """The variables of every check: nothing of the person's own installation, all in `folder`."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("GOLDTHREAD_") or name == "GOLDTHREAD_CHROMIUM"
    }
    return {
        **checkout.variables(kept),
        "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
        "GOLDTHREAD_HOME": str(folder / "home"),
        "GOLDTHREAD_KEYS": str(folder / "keys"),
        "GOLDTHREAD_DATABASE": f"sqlite:///{folder / 'home' / 'goldthread.db'}",
    }


def resolved(paths: Sequence[str], called_from: Path) -> list[str]:
    """The paths as given from the person's folder; what is not there is left for pytest to refuse."""
    found = []
    for path in paths:
        file, mark, test = path.partition("::")
        here = called_from / file
        found.append(f"{here}{mark}{test}" if here.exists() else path)
    return found


def ran_none(counts: Mapping[str, Count], *, whole: bool) -> list[str]:
    """What must not be empty and is; a `whole` run has left nothing out on purpose."""
    empty = [f"Tests on {database}" for database, each in counts.items() if not each.all.ran]
    if whole:
        empty += [
            f"Browser tests on {database}"
            for database, each in counts.items()
            if not each.browser.ran
        ]
    return [f"{name} (none was run)" for name in empty]


def run(arguments: Namespace) -> int:
    """Run the checks, print the counts and say what does not hold."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    begun, paths = monotonic(), resolved(arguments.paths, Path.cwd())
    with tempfile.TemporaryDirectory(prefix="goldthread-") as name:
        folder = Path(name)
        (folder / "home").mkdir()
        # What is for people goes to the error stream where a program reads the other.
        checks = Checks(
            variables_for(os.environ, HERE, folder), sys.stderr if arguments.json else sys.stdout
        )
        if not (arguments.quick and paths):
            # These serve nobody and seal nothing: they need no key.
            for step in steps_before_tests(HERE):
                checks.take(step, {"GOLDTHREAD_WITHOUT_KEYS": "1"})
        for database in (SQLITE,) if arguments.quick else (SQLITE, POSTGRESQL):
            checks.test_on(database, folder, quick=arguments.quick, paths=paths)
    checks.failed += ran_none(checks.counts, whole=not arguments.quick and not paths)
    if arguments.json:
        print(json.dumps(as_json(checks)))
    conclude(checks, monotonic() - begun)
    return PROBLEMS if checks.failed else DONE


class Checks:
    """One run of the checks: takes each in turn, and keeps what it found."""

    def __init__(self, variables: Mapping[str, str], out: TextIO) -> None:
        self.variables, self.out = variables, out
        self.failed: list[str] = []  # the names of checks that do not hold
        self.counts: dict[str, Count] = {}  # by database
        self.seconds: dict[str, float] = {}  # by check

    def say(self, line: str) -> None:
        print(line, file=self.out, flush=True)

    def take(self, step: Step, variables: Mapping[str, str]) -> None:
        """Run one check under a heading, with its time."""
        self.say(f"\n== {step.name}")
        begun = monotonic()
        code = subprocess.call(
            step.command, cwd=HERE.root, env={**self.variables, **variables}, stdout=self.out
        )
        self.seconds[step.name] = monotonic() - begun
        if code:
            self.failed.append(step.name)
        self.say(
            f"-- {step.name}: {'NOT RIGHT' if code else 'ok'}, {self.seconds[step.name]:.1f} s"
        )

    def test_on(self, database: str, folder: Path, *, quick: bool, paths: Sequence[str]) -> None:
        """Run the tests on one database, and count them."""
        report = folder / f"{database}.xml"
        step = Step(f"Tests on {database}", pytest_command(report, quick=quick, paths=paths))
        try:
            with address_of(database, folder) as address:
                self.take(step, address)
        except Exception as error:
            # Whatever keeps the server from starting: the other checks still count.
            self.say(f"PostgreSQL could not be started: {error}")
        self.counts[database] = count(report)


@contextmanager
def address_of(database: str, folder: Path) -> Iterator[dict[str, str]]:
    """The variable that names the database, while it is up."""
    if database == SQLITE:
        yield {}
        return
    with postgresql_for_tests(folder / "postgresql") as address:
        yield {"GOLDTHREAD_DATABASE": address}


def conclude(checks: Checks, seconds: float) -> None:
    """Print the counts of each database, what does not hold and, last, the plain count of all."""
    checks.say("")
    for database, each in checks.counts.items():
        checks.say(f"{database + ':':12} {each.all}; of these in the browser: {each.browser}")
    checks.say(f"{'Time:':12} {seconds / 60:.1f} minutes")
    if checks.failed:
        checks.say(f"Not right:   {', '.join(checks.failed)}")
    total = sum((each.all for each in checks.counts.values()), Tally())
    checks.say(str(total))


def as_json(checks: Checks) -> dict[str, object]:
    """The same for a program."""
    return {
        "failed": checks.failed,
        "seconds": {name: round(seconds, 1) for name, seconds in checks.seconds.items()},
        "tests": {
            database: {"all": asdict(each.all), "browser": asdict(each.browser)}
            for database, each in checks.counts.items()
        },
    }
