"""Keeping a file: written whole before the row that names it, read back by hash."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from goldthread.access.principal import Principal
from goldthread.access.rows import new_public_id
from goldthread.files.book.cells import clean
from goldthread.files.models import StoredFile
from goldthread.register.models import Space


def keep(*, content: bytes, name: str, space: Space, by: Principal, at: datetime) -> StoredFile:
    """Write the bytes under a random name, flushed to disk, and give the row that stands for them."""
    folder = Path(settings.GOLDTHREAD_HOME) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    path = f"{new_public_id()}.bin"
    with os.fdopen(os.open(folder / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
        f.write(content)
        f.flush()
        os.fsync(f.fileno())
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
