"""A file whose row is not saved yet, held by a lock until its transaction has ended.

The lock goes with the process that holds it, however that ends: a file that somebody holds is on its way,
whatever the clock says. It is not taken away where the transaction fails: a commit whose answer was lost
may have been made all the same, and then the row is there. What is left over is swept.
"""

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.db import transaction


class Claim:
    """A new file under its lock, until its transaction has ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        if not os.fstat(self._file).st_nlink:  # swept away before we held it
            os.close(self._file)
            raise FileNotFoundError(path)

    def write(self, content: bytes) -> None:
        """Write it whole, on the disk with its name; where that fails, nothing is left."""
        try:
            with os.fdopen(os.dup(self._file), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _flush(self._path.parent)
        except BaseException:
            self._path.unlink(missing_ok=True)  # no row can stand for it yet
            self._let_go()
            raise
        # A rollback drops this call, and with it the claim.
        transaction.on_commit(self._let_go)

    def _let_go(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __del__(self) -> None:
        with suppress(AttributeError):  # it was never opened
            self._let_go()


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove_left(path: Path, *, is_wanted: Callable[[], bool]) -> bool:
    """Take away a file that no process holds and that nobody wants; gives whether it went.

    `is_wanted` is asked under the file's lock: whoever made it has saved its row by then, or never will.
    """
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if is_wanted():
            return False
        path.unlink()
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True
