"""Making a backup: one moment of the database, the files that it speaks of, and the keys elsewhere."""

import fcntl
import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, cast

from goldthread import __version__
from goldthread.backup import folders
from goldthread.backup.faults import BackupRefused
from goldthread.backup.holdings import stored_files
from goldthread.backup.manifest import FORMAT, Holdings, Kept, Manifest
from goldthread.backup.sealing import Sealer
from goldthread.backup.snapshot import Database

MANIFEST, DUMP, FILES = "manifest.sealed", "database.sealed", "files.sealed"
STORED = "files"  # the folder under the home where `files.store` keeps what came in
LOCK = ".backup.lock"
TOLD_EVERY = 200  # files
# Made anew by the program, or of no use elsewhere.
LEFT_OUT = ("static", "last-backup.json", "demonstration.lock", "demonstration.log")
LEFT_OUT_BEGINNINGS = (".", "set-aside-")
READ_ME = """\
A backup of Goldthread. It is sealed: only the keys that were kept with it, in another folder, open it.
Put it back with: ./goldthread restore THIS_FOLDER --keys KEYS_FOLDER
"""

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Where everything lies."""

    home: Path
    keys: Path
    database: Database


@dataclass(frozen=True)
class Made:
    """A backup that was made: its manifest, and how large it is in bytes."""

    manifest: Manifest
    size: int


def back_up(
    here: Installation, *, folder: Path, keys: Path, key: str, at: datetime, say: Say
) -> Made:
    """Fill two folders that are not there yet, or empty; the one with the content appears last.

    Raises BackupRefused, BackupDamaged, MachineLacks and OSError; then neither folder is there.
    """
    _insist_on_folders(here, folder, keys)
    with (
        _one_at_a_time(here.home),
        folders.unfinished(folder) as aside,
        folders.unfinished(keys) as keys_aside,
    ):
        manifest = _fill(here, aside, keys_aside, key=key, at=at, say=say)
        size = sum(path.stat().st_size for path in aside.iterdir())
        folders.appear(keys_aside, keys)
        folders.appear(aside, folder)
    return Made(manifest, size)


def _insist_on_folders(here: Installation, folder: Path, keys: Path) -> None:
    folders.insist_on_empty(folder, "The folder")
    folders.insist_on_empty(keys, "The folder for the keys")
    inside = [folder.absolute(), *folder.absolute().parents]
    apart = [keys.absolute(), *keys.absolute().parents]
    if keys.absolute() in inside or folder.absolute() in apart:
        raise BackupRefused("The keys must lie in another folder than what they open.")
    if here.home.absolute() in (*inside, *apart):
        raise BackupRefused("A backup inside the home would be lost with it: give another folder.")
    if here.keys.absolute() in inside:
        raise BackupRefused("A backup beside the keys is open to whoever finds it: give another.")


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with (home / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused("Another backup is being made just now.") from error
        yield


def _fill(
    here: Installation, aside: Path, keys: Path, *, key: str, at: datetime, say: Say
) -> Manifest:
    backup_id = token_hex(16)
    say("Taking the database ...")
    with here.database.snapshot(here.home) as moment:
        dump, _ = _sealed(aside, DUMP, key, backup_id, lambda sealer: moment.dump(sealer.write))
        held: Holdings = moment.holdings
        stored = stored_files(moment.query, moment.tables)
    faults: list[str] = []
    copied: dict[str, Kept] = {}
    say(f"{sum(held.rows.values()):,} rows. Taking the files ...")
    _sealed(
        aside,
        FILES,
        key,
        backup_id,
        lambda sealer: copied.update(_pack(here, stored, sealer, faults, say)),
    )
    manifest = Manifest(
        format=FORMAT,
        backup_id=backup_id,
        made_at=at.isoformat(),
        program=__version__,
        database=here.database.vendor,
        holdings=held,
        dump=dump,
        files=copied,
        keys=_copy_keys(here.keys, keys),
        faults=tuple(faults),
    )
    with folders.new_file(aside / MANIFEST) as file:
        sealer = Sealer(file, key=key, part=MANIFEST)
        sealer.write(manifest.written())
        sealer.close()
    folders.write_whole(aside / "README.txt", READ_ME.encode())
    return manifest


def part_of(backup_id: str, name: str) -> str:
    """What a part is sealed as: it opens in no other place and in no other backup."""
    return f"{backup_id}/{name}"


def _sealed(
    aside: Path, name: str, key: str, backup_id: str, fill: Callable[[Sealer], None]
) -> tuple[Kept, Path]:
    with folders.new_file(aside / name) as file:
        sealer = Sealer(file, key=key, part=part_of(backup_id, name))
        fill(sealer)
        sealer.close()
    return Kept(sealer.sha256, sealer.size), aside / name


def _pack(
    here: Installation, stored: dict[str, Kept], sealer: Sealer, faults: list[str], say: Say
) -> dict[str, Kept]:
    """Put every file into one stream; gives what was put there. What is wrong is told and left out."""
    packed: dict[str, Kept] = {}
    wanted = {f"{STORED}/{path}": kept for path, kept in stored.items()}
    names = [*sorted(wanted), *_others(here)]
    with tarfile.open(fileobj=cast(BinaryIO, sealer), mode="w|") as archive:
        for number, name in enumerate(names, 1):
            try:
                packed[name] = _add(archive, here.home / name, name)
            except FileNotFoundError:
                faults += [f"{name} is not there."] if name in wanted else []
                continue
            if name in wanted and packed[name] != wanted[name]:
                faults.append(f"{name} is not what came in: it was altered on the disk.")
            if number % TOLD_EVERY == 0:
                say(f"{number:,} of {len(names):,} files")
    return packed


def _others(here: Installation) -> list[str]:
    """What else lies in the home and is worth keeping: paths under it."""
    found = []
    database = str(getattr(here.database, "path", ""))
    for top in sorted(here.home.iterdir()):
        is_database = bool(database) and str(top).startswith(database)
        is_passing = top.name in LEFT_OUT or top.name.startswith(LEFT_OUT_BEGINNINGS)
        if is_database or is_passing or top.name == STORED or top.is_symlink():
            continue
        inside = [top] if top.is_file() else sorted(path for path in top.rglob("*"))
        found += [path for path in inside if path.is_file() and not path.is_symlink()]
    return [str(path.relative_to(here.home)) for path in found]


class _Hashing(io.RawIOBase):
    """A file as it is read, hashed on its way, never more of it than was there at first."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.size = os.fstat(self._file.fileno()).st_size
        self.content = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self.content.update(chunk)
        return chunk

    def close(self) -> None:
        self._file.close()
        super().close()


def _add(archive: tarfile.TarFile, path: Path, name: str) -> Kept:
    with _Hashing(path) as file:
        member = tarfile.TarInfo(name)
        member.size, member.mode = file.size, 0o600
        archive.addfile(member, file)
        return Kept(file.content.hexdigest(), file.size)


def _copy_keys(source: Path, target: Path) -> dict[str, Kept]:
    copied = {}
    for path in sorted(source.iterdir()):
        if path.is_file() and not path.name.startswith(LEFT_OUT_BEGINNINGS):
            with folders.new_file(target / path.name) as file:
                file.write(path.read_bytes())
            copied[path.name] = folders.kept(target / path.name)
    return copied
