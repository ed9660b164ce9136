"""`./goldthread backup` and `./goldthread restore`: what stands around them, and what is said of them."""

import errno
import json
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from tooling.words import DONE, PROBLEMS, CannotRun, WrongUse, say

from goldthread import keys
from goldthread.backup import making, opening, records, restoring
from goldthread.backup.faults import BackupDamaged, BackupRefused, MachineLacks
from goldthread.backup.making import Installation
from goldthread.backup.postgresql import Postgresql
from goldthread.backup.snapshot import Database
from goldthread.backup.sqlite import Sqlite
from goldthread.config.commands import start_django
from goldthread.config.database_address import SQLITE, database_settings
from goldthread.config.home import has_database, home_folder, keys_folder


def back_up(arguments: Namespace) -> int:
    """Make a backup; exit code 1 where the installation itself had something wrong with it."""
    here, begun = installation(), monotonic()
    if not has_database(os.environ):
        raise WrongUse(f"There is no installation in {here.home} to be backed up.")
    at = datetime.now(ZoneInfo("Europe/London"))
    with _in_plain_words():
        for name in keys.NAMES:
            keys.read(here.keys, name)
        keys.make(here.keys, (keys.BACKUP,))
        made = making.back_up(
            here,
            folder=arguments.folder.absolute(),
            keys=arguments.keys.absolute(),
            key=keys.read(here.keys, keys.BACKUP),
            at=at,
            say=say,
        )
        faults = made.manifest.faults
        last = records.LastBackup(
            at, str(arguments.folder.absolute()), str(arguments.keys.absolute()), len(faults)
        )
        records.note(here.home, last)
    told = {
        "made_at": made.manifest.made_at,
        "folder": last.folder,
        "keys": last.keys,
        "bytes": made.size,
        "rows": sum(made.manifest.holdings.rows.values()),
        "files": len(made.manifest.files),
        "trail": {chain: head[0] for chain, head in made.manifest.holdings.heads.items()},
        "faults": faults,
        "seconds": round(monotonic() - begun, 1),
    }
    _tell(told, arguments.json, f"Backed up to {last.folder}, the keys to {last.keys}:")
    return PROBLEMS if faults else DONE


def restore(arguments: Namespace) -> int:
    """Check a backup and put it back; exit code 1 where what was put back is not as it was."""
    here, begun = installation(), monotonic()
    at = datetime.now(ZoneInfo("Europe/London"))
    with _in_plain_words():
        backup = opening.checked(arguments.folder.absolute(), arguments.keys.absolute(), say=say)
        restoring.insist_on_room_for(backup, here, replace=arguments.replace)
        restored = restoring.put_back(backup, here, at=at, say=say)
    faults = [*restored.faults, *_faults_of_installation(backup, at)]
    told = {
        "made_at": backup.manifest.made_at,
        "home": str(here.home),
        "rows": sum(backup.manifest.holdings.rows.values()),
        "files": len(backup.manifest.files),
        "set_aside": restored.set_aside,
        "faults": faults,
        "seconds": round(monotonic() - begun, 1),
    }
    _tell(told, arguments.json, f"Restored into {here.home} as it was at {told['made_at']}:")
    return PROBLEMS if faults else DONE


def installation() -> Installation:
    """Where everything lies, as the environment says."""
    home = home_folder(os.environ).absolute()
    return Installation(home=home, keys=keys_folder(os.environ).absolute(), database=_database())


def _database() -> Database:
    try:
        said = database_settings(os.environ)
    except ValueError as error:
        raise CannotRun(str(error)) from error
    if said["ENGINE"] == SQLITE:
        return Sqlite(Path(said["NAME"]).absolute())
    return Postgresql(said["NAME"], said["HOST"], said["PORT"], said["USER"], said["PASSWORD"])


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Say what went wrong in one sentence, with the exit code that fits it."""
    try:
        yield
    except (BackupRefused, BackupDamaged) as refused:
        raise WrongUse(str(refused)) from refused
    except MachineLacks as lacks:
        raise CannotRun(lacks.what, lacks.mend) from lacks
    except keys.KeyMissing as missing:
        raise CannotRun(str(missing)) from missing
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise CannotRun(f"{error.filename} cannot be written to.") from error
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise CannotRun("There is no room left on the disk.", "make room, and try again") from error


def _faults_of_installation(backup: opening.Backup, at: datetime) -> list[str]:
    """Bring the restored database up to this program, and ask the installation itself: the trail,
    and on PostgreSQL whether every table is secured row by row."""
    keys.complete(keys_folder(os.environ))  # a backup of an older version has fewer
    start_django()
    from goldthread.access.rowsecurity import tables_without_security
    from goldthread.access.spaces import working_everywhere
    from goldthread.config.database import bring_up_to_date
    from goldthread.trail import checkpoints
    from goldthread.trail.verify import verify

    say("Bringing the database up to this program, and verifying the trail ...")
    bring_up_to_date()
    with working_everywhere():
        checkpoints.keep(at=at, kind=checkpoints.RESTORED)
        faults = verify().faults
    return [*faults, *(f"{table}: rows are not secured." for table in tables_without_security())]


def _tell(told: dict, as_json: bool, heading: str) -> None:
    if as_json:
        print(json.dumps(told, indent=2))
        return
    print(heading)
    size = f", {told['bytes'] / 1e6:.1f} MB" if "bytes" in told else ""
    print(f"  {told['rows']:,} rows, {told['files']:,} files{size}, {told['seconds']} s")
    for place in told.get("set_aside", ()):
        print(f"  What was there before is in {place}.")
    for fault in told["faults"]:
        print(f"  Not right: {fault}")
