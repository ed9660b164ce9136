"""Notes of what was prepared from which files, so that a warm start prepares nothing twice."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tooling.words import CannotRun, say


def digest(*files: Path) -> str:
    """One fingerprint of the files' contents, in the order given; a missing file counts as empty."""
    contents = [file.read_bytes() if file.exists() else b"" for file in files]
    return digest_of_words(*(hashlib.sha256(content).hexdigest() for content in contents))


def digest_of_words(*words: str) -> str:
    """One fingerprint of some lines, in the order given."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    """What was noted; empty where there is no note, or one that was cut short."""
    try:
        noted = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def write_stamp(path: Path, noted: Mapping[str, str]) -> None:
    """Note it whole or not at all, whenever we are interrupted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(noted, indent=2) + "\n")
    aside.replace(path)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go when this process ends, however it ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise CannotRun(
            f"Goldthread cannot write to its own folder ({error.strerror}: {path.parent}).",
            f"sudo chown -R $(id -un) {path.parent.parent}",
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./goldthread is preparing this copy: waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
