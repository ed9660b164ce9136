"""Keeping a file: written whole before the row that names it, read back by hash."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from goldthread.access.principal import Principal
from goldthread.access.rows import new_public_id
from goldthread.files.book.cells import clean
from goldthread.files.claims import Claim, remove_left
from goldthread.files.models import StoredFile
from goldthread.register.models import Space

YOUNG = timedelta(minutes=30)


@transaction.atomic
def keep(*, content: bytes, name: str, space: Space, by: Principal, at: datetime) -> StoredFile:
    """Write the bytes under a random name, flushed to disk, and give the row that stands for them."""
    folder = Path(settings.GOLDTHREAD_HOME) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    path = f"{new_public_id()}.bin"
    Claim(folder / path).write(content)
    return StoredFile.objects.create(
        space=space,
        name=plain_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=path,
        received_at=at,
        received_from_id=by.person_id,
    )


def plain_name(name: str) -> str:
    """A file's name without folders, and without signs that are not seen or turn the letters round."""
    return " ".join(clean(Path(name.replace("\\", "/")).name).split())[-120:] or "file"


class FileDamaged(Exception):
    """What lies on the disk is not what came in."""


def read(file: StoredFile) -> bytes:
    """The bytes as they came in; raises FileDamaged where they differ from their hash."""
    content = (Path(settings.GOLDTHREAD_HOME) / "files" / file.path).read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged(f"The file of {file.received_at:%d %B %Y} was altered on the disk.")
    return content


def sweep(*, at: datetime) -> int:
    """Remove the files for which no row stands and that no process holds; gives their number.

    Such a file is left where a process died, or a transaction failed. Young ones stay: a database that
    was cut off may still be making the commit. Runs as somebody who sees every space.
    """
    folder = Path(settings.GOLDTHREAD_HOME) / "files"
    if not folder.is_dir():
        return 0
    there = {path.name: path for path in folder.iterdir()}
    stand_for = set(StoredFile.objects.values_list("path", flat=True))
    old = (at - YOUNG).timestamp()
    left = [path for name, path in there.items() if name not in stand_for]
    left = [path for path in left if path.stat().st_mtime < old]
    return sum(remove_left(path, is_wanted=partial(_is_wanted, path)) for path in left)


def _is_wanted(path: Path) -> bool:
    return StoredFile.objects.filter(path=path.name).exists()
