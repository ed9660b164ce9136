"""Folders that appear whole or not at all, and files that are on the disk when we say so."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from goldthread.backup.faults import BackupRefused, MachineLacks
from goldthread.backup.manifest import Kept

CHUNK = 1024 * 1024


def insist_on_empty(folder: Path, what: str) -> None:
    """Raise BackupRefused where something lies there already, MachineLacks where we may not write."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupRefused(f"{what} {folder} is not empty, so it is left as it is.")
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise BackupRefused(f"There is no folder {parent} to put {folder.name} into.")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise MachineLacks(f"{parent} cannot be written to.", "give another folder")


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A private folder beside the one meant, for filling; it goes where the filling fails.

    One that a killed run left behind goes first.
    """
    aside = folder.absolute().with_name(f".{folder.name}.unfinished")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    try:
        yield aside
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def appear(aside: Path, folder: Path) -> None:
    """Give a filled folder its name, once all that lies in it is on the disk."""
    for each in (*(path for path in aside.rglob("*") if path.is_dir()), aside):
        flush_folder(each)
    aside.rename(folder)  # takes the place of an empty folder, and of no other
    flush_folder(folder.absolute().parent)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file for its owner alone, on the disk at the end."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    with new_file(aside) as file:
        file.write(content)
    aside.replace(path)
    flush_folder(path.parent)


def kept(path: Path) -> Kept:
    """The hash and size of a file as it is."""
    content, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            content.update(chunk)
            size += len(chunk)
    return Kept(content.hexdigest(), size)
