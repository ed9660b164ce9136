"""`./goldthread doctor`: the machine, the home and keys, and the installation in them."""

import json
import os
from argparse import Namespace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from tooling.checkout import HERE
from tooling.doctor import (
    MISSING,
    OK,
    OLD,
    WRONG,
    Finding,
    as_json,
    either,
    is_fit_to_run,
    look_at_machine,
)
from tooling.machine import Machine
from tooling.words import DONE, PROBLEMS, CannotRun

from goldthread import keys
from goldthread.backup.records import EVERY, last_backup
from goldthread.config.commands import start_django
from goldthread.config.doctor_installation import look_at_installation
from goldthread.config.home import has_database, home_folder, keys_folder, read_marker

# What one setting of ours answers: redirect, cookies, and the promise to come back over HTTPS.
ABOUT_HTTPS = ("security.W004", "security.W008", "security.W012", "security.W016")
BACK_UP = "./goldthread backup FOLDER --keys FOLDER"
BEGIN = "./goldthread demo (to try it) or ./goldthread setup (a new installation)"


def run(arguments: Namespace) -> int:
    """List every finding; exit code 1 where something is lacking that running needs."""
    home, folder = home_folder(os.environ), keys_folder(os.environ)
    findings = [
        *look_at_machine(HERE, Machine.here(), home),
        look_at_home(home),
        *look_at_keys(folder),
        look_at_readers(folder),
        *_look_at_installation(home),
    ]
    if arguments.json:
        print(json.dumps(as_json(findings), indent=2))
    else:
        print("\n".join(str(finding) for finding in findings))
    return DONE if is_fit_to_run(findings) else PROBLEMS


def look_at_home(home: Path) -> Finding:
    """Whether the home is there and can be written to."""
    if not home.exists():
        return Finding("Home", MISSING, f"{home} is not there yet.", BEGIN)
    holds = "an installation" if has_database(os.environ) else "nothing yet"
    if read_marker(home) is not None:
        holds = "a demonstration"
    mend = f"sudo chown -R $(id -un) {home}"
    shut = Finding("Home", WRONG, f"{home} cannot be written to.", mend)
    return either(os.access(home, os.W_OK | os.X_OK), "Home", f"{home}, {holds}", shut)


def look_at_keys(folder: Path) -> list[Finding]:
    """Whether every key can be read, and by its owner alone."""
    if not folder.is_dir():
        return [Finding("Keys", MISSING, f"{folder} is not there yet.", BEGIN)]
    found = []
    for name in keys.NAMES:
        try:
            keys.read(folder, name)
        except keys.KeyMissing as error:
            found.append(Finding("Keys", WRONG, str(error)))
    if not keys.is_private(folder):
        says = f"others can look into {folder}."
        found.append(Finding("Keys", WRONG, says, f"chmod 700 {folder}"))
    return found or [Finding("Keys", OK, f"{folder}, for its owner alone")]


def look_at_readers(folder: Path) -> Finding:
    """Whether the process that reads an uploaded file can get at the network or the keys: it tries."""
    from goldthread.files import trial

    reached = trial.open_to_readers(folder if folder.is_dir() else Path("/"))
    says = f"the process that reads an uploaded file can reach {' and '.join(reached)}."
    good = "what reads them reaches no network and no file of the house"
    return either(not reached, "Uploads", good, Finding("Uploads", WRONG, says, trial.why_open()))


def _look_at_installation(home: Path) -> list[Finding]:
    """The database and Django's own checks, where there is anything to look at."""
    if not has_database(os.environ):
        return [Finding("Database", MISSING, "there is none yet.", BEGIN)]
    if find_spec("django") is None:
        return []
    try:
        start_django()
    except CannotRun as stop:
        return [Finding("Settings", WRONG, stop.what)]
    if read_marker(home) is not None:
        return [_look_at_database()]
    now = datetime.now(ZoneInfo("Europe/London"))
    database = _look_at_database()
    further = look_at_installation(at=now) if database.outcome == OK else []
    return [
        database,
        *look_for_demonstration(),
        look_at_backup(home, at=now),
        *further,
        *_look_at_deployment(),
    ]


def look_for_demonstration() -> list[Finding]:
    """Whether anybody could sign in as anybody, though this home holds no demonstration."""
    if not os.environ.get("GOLDTHREAD_DEMONSTRATION"):
        return []
    says = "anybody can sign in as anybody."
    return [Finding("Demonstration", WRONG, says, "unset GOLDTHREAD_DEMONSTRATION")]


def look_at_backup(home: Path, *, at: datetime) -> Finding:
    """When the last backup was made, and whether that is too long ago."""
    last, hours = last_backup(home), int(os.environ.get("GOLDTHREAD_BACKUP_HOURS") or EVERY)
    if last is None:
        return Finding("Backup", MISSING, "none was made yet.", BACK_UP)
    says = f"the last was made at {last.made_at:%H:%M on %-d %B %Y}, in {last.folder}"
    if last.faults:
        return Finding("Backup", WRONG, f"{says}; {last.faults} files were not right.", BACK_UP)
    if last.is_old(at=at, hours=hours):
        return Finding("Backup", OLD, f"{says}: more than {hours} hours ago.", BACK_UP)
    return Finding("Backup", OK, says)


def _look_at_database() -> Finding:
    from django.db import DatabaseError, connection

    from goldthread.config.database import unapplied_migrations

    try:
        unapplied = unapplied_migrations()
    except DatabaseError as error:
        says = f"it does not answer: {error}"
        return Finding("Database", WRONG, says, "start it, or set GOLDTHREAD_DATABASE right")
    says = f"{len(unapplied)} migrations are to be applied."
    behind = Finding("Database", OLD, says, "./goldthread manage migrate")
    good = f"{connection.display_name}, every migration applied"
    return either(not unapplied, "Database", good, behind)


def _look_at_deployment() -> list[Finding]:
    from django.core.checks import WARNING, run_checks

    found = [each for each in run_checks(include_deployment_checks=True) if each.level >= WARNING]
    if not found:
        return [Finding("Deployment", OK, "Django's checks have nothing to say")]
    without_https = [each.id for each in found if each.id in ABOUT_HTTPS]
    findings = [
        Finding("Deployment", WRONG, f"{each.id}: {each.msg}", each.hint or "")
        for each in found
        if each.id not in ABOUT_HTTPS
    ]
    if without_https:
        says = f"pages and cookies may travel unencrypted ({', '.join(without_https)})."
        findings.append(Finding("Deployment", WRONG, says, "serve over HTTPS, GOLDTHREAD_HTTPS=1"))
    return findings
