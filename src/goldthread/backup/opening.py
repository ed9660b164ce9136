"""Opening a backup: every byte of it is read and checked, and nothing is written."""

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from goldthread import keys as key_files
from goldthread.backup import folders
from goldthread.backup.faults import BackupDamaged, BackupRefused
from goldthread.backup.making import DUMP, FILES, MANIFEST, Say, part_of
from goldthread.backup.manifest import Kept, Manifest
from goldthread.backup.sealing import Pieces, opened

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Backup:
    """A backup that opens with its keys; all its parts were read and are whole."""

    folder: Path
    keys: Path
    key: str
    manifest: Manifest

    def part(self, name: str) -> Iterator[bytes]:
        with (self.folder / name).open("rb") as file:
            yield from opened(file, key=self.key, part=part_of(self.manifest.backup_id, name))


def checked(folder: Path, keys: Path, *, say: Say) -> Backup:
    """Open a backup and read every byte of it.

    Raises BackupRefused for a folder that is none and for other keys, BackupDamaged for a backup that is
    not as it was written. Nothing is written.
    """
    for each, what in ((folder, "a backup"), (keys, "a backup's keys")):
        if not each.is_dir():
            raise BackupRefused(f"There is no folder {each} with {what}.")
    try:
        key = key_files.read(keys, key_files.BACKUP)
    except key_files.KeyMissing as error:
        raise BackupRefused(f"The folder {keys} holds no key that opens a backup.") from error
    say("Checking the backup ...")
    backup = Backup(folder, keys, key, _manifest(folder, keys, key))
    for name, check in ((DUMP, _check_dump), (FILES, _check_files)):
        with _named(folder / name):
            check(backup)
    for name, told in backup.manifest.keys.items():
        if not (keys / name).is_file() or folders.kept(keys / name) != told:
            raise BackupDamaged(f"{keys / name} is not the file that was kept with this backup.")
    return backup


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Put the name of a part before what is said of it."""
    try:
        yield
    except FileNotFoundError as error:
        raise BackupDamaged(f"{path} is not there: this is no whole backup.") from error
    except BackupDamaged as error:
        raise BackupDamaged(f"{path} {error}.") from error


def _manifest(folder: Path, keys: Path, key: str) -> Manifest:
    path = folder / MANIFEST
    try:
        with _named(path), path.open("rb") as file:
            return Manifest.read(b"".join(opened(file, key=key, part=MANIFEST)))
    except BackupRefused as error:
        raise BackupRefused(f"The keys in {keys} do not open the backup in {folder}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"{folder} was made by another release, which can read it.") from error


def _check_dump(backup: Backup) -> None:
    if _hashed(backup.part(DUMP)) != backup.manifest.dump:
        raise BackupDamaged("was altered")


def _hashed(pieces: Iterator[bytes]) -> Kept:
    content, size = hashlib.sha256(), 0
    for piece in pieces:
        content.update(piece)
        size += len(piece)
    return Kept(content.hexdigest(), size)


def _check_files(backup: Backup) -> None:
    found = {name: _hashed(content) for name, content in unpacked(backup)}
    if found != backup.manifest.files:
        raise BackupDamaged("does not hold the files that it says")


def unpacked(backup: Backup) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a backup, each with its content, to be read in turn."""
    pieces = backup.part(FILES)
    with tarfile.open(fileobj=Pieces(pieces), mode="r|") as archive:  # type: ignore[call-overload]
        for member in archive:
            content = archive.extractfile(member)
            if content is None or member.name not in backup.manifest.files:
                raise BackupDamaged("holds something that it does not tell of")
            yield member.name, iter(partial(content.read, CHUNK), b"")
    for _ in pieces:
        """What follows the archive's end is opened too: a part that was cut short is found."""
