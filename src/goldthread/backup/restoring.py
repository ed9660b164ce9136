"""Putting a backup back: what is there is set aside, and what was put back is read and compared."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goldthread.backup import folders
from goldthread.backup.faults import BackupDamaged, BackupRefused
from goldthread.backup.holdings import differences
from goldthread.backup.making import DUMP, Installation, Say
from goldthread.backup.opening import Backup, unpacked

STAGING = ".restoring"


@dataclass(frozen=True)
class Restored:
    """Where what was there before is now, and a sentence for each thing that is not as it was."""

    set_aside: tuple[str, ...]
    faults: tuple[str, ...]


def insist_on_room_for(backup: Backup, here: Installation, *, replace: bool) -> None:
    """Raise BackupRefused where this would write over something, or into a database of another kind."""
    manifest = backup.manifest
    if manifest.database != here.database.vendor:
        raise BackupRefused(
            f"This is a backup of {manifest.database}, and GOLDTHREAD_DATABASE names "
            f"{here.database.vendor}: restore it into a database of its own kind."
        )
    if users := here.database.users():
        raise BackupRefused(
            f"{users} others are connected to the database: end the web process and the worker first."
        )
    if replace:
        return
    taken = [f"The home {here.home}"] if _entries(here.home) else []
    taken += [] if here.database.is_empty() else ["The database"]
    if _entries(here.keys) and not _holds_its_keys(here.keys, backup):
        taken.append(f"The keys folder {here.keys}")
    if taken:
        raise BackupRefused(
            f"{taken[0]} is not empty. With --replace, what is there is set aside first."
        )


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, but for what was set aside there and what a restore leaves for itself."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in there if not path.name.startswith((".", "set-aside-"))]


def _holds_its_keys(keys: Path, backup: Backup) -> bool:
    """Whether the very keys of the backup lie in a keys folder already."""
    there = sorted(keys.glob("*.key"))
    return bool(there) and all(
        backup.manifest.keys.get(path.name) == folders.kept(path) for path in there
    )


def put_back(backup: Backup, here: Installation, *, at: datetime, say: Say) -> Restored:
    """Unpack beside what is there, set that aside, and put the backup into its place.

    The database comes last: a restore that was killed leaves a home without one, which nothing takes
    for an installation. Raises OSError where the disk is full; then nothing was set aside.
    """
    stamp = at.strftime("%Y-%m-%d-%H%M%S")
    keeps_keys = _holds_its_keys(here.keys, backup)
    with _staged(backup, here, say):
        here.database.prepare(lambda: backup.part(DUMP))
        aside = [here.database.set_aside(here.home / f"set-aside-{stamp}", stamp)]
        aside.append(_set_aside(here.home, stamp))
        if not keeps_keys:
            aside.append(_set_aside(here.keys, stamp))
            _move_in(here.keys)
        _move_in(here.home)
    say("Putting the database back ...")
    there = tuple(dict.fromkeys(filter(None, aside)))
    try:
        here.database.load(lambda: backup.part(DUMP))
    except (BackupDamaged, OSError) as error:
        kept = f" What was there before is in {' and '.join(there)}." if there else ""
        raise BackupDamaged(f"The database was not put back: {error}{kept}") from error
    say("Checking what was put back ...")
    return Restored(there, tuple(_compare(backup, here)))


@contextmanager
def _staged(backup: Backup, here: Installation, say: Say) -> Iterator[None]:
    """The backup's files and keys, unpacked beside what is there; what is left of that goes."""
    ours = (here.home, here.keys)
    for folder in ours:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        shutil.rmtree(folder / STAGING, ignore_errors=True)
    try:
        _stage(backup, here, say)
        yield
    finally:
        for folder in ours:
            shutil.rmtree(folder / STAGING, ignore_errors=True)


def _stage(backup: Backup, here: Installation, say: Say) -> None:
    say(f"Unpacking {len(backup.manifest.files):,} files ...")
    staged = here.home / STAGING
    staged.mkdir(mode=0o700)
    for name, content in unpacked(backup):
        path = staged / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folders.new_file(path) as file:
            for chunk in content:
                file.write(chunk)
    keys = here.keys / STAGING
    keys.mkdir(mode=0o700)
    for name in backup.manifest.keys:
        with folders.new_file(keys / name) as file:
            file.write((backup.keys / name).read_bytes())


def _set_aside(folder: Path, stamp: str) -> str:
    """Move all that lies in a folder into a folder of its own there; gives that, or nothing."""
    moved, aside = _entries(folder), folder / f"set-aside-{stamp}"
    if not moved:
        return str(aside) if aside.exists() else ""
    aside.mkdir(mode=0o700, exist_ok=True)
    for path in moved:
        path.rename(aside / path.name)
    folders.flush_folder(folder)
    return str(aside)


def _move_in(folder: Path) -> None:
    for path in sorted((folder / STAGING).iterdir()):
        path.rename(folder / path.name)
    folders.flush_folder(folder)


def _compare(backup: Backup, here: Installation) -> list[str]:
    """Read back what lies there now, and hold it against the manifest."""
    faults = here.database.faults()
    faults += differences(backup.manifest.holdings, here.database.holdings())
    for name, told in backup.manifest.files.items():
        path = here.home / name
        if not path.is_file() or folders.kept(path) != told:
            faults.append(f"{name} is not the file that was backed up.")
    return faults
