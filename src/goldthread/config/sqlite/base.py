"""SQLite as Django has it, but that a thread which waits for its turn waits in Python.

SQLite's own waiting holds the connection's mutex. Where Python's collector of garbage, in the thread
whose turn it is, comes upon a cursor of the waiting connection, it wants that mutex and holds Python's
lock meanwhile: nothing in the process moves until the wait is given up. With many people at once every
wait that was given up left more such cursors, and the service came to a stand.
"""

import random
import sqlite3
from time import monotonic, sleep
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

SHORTEST, LONGEST = 0.001, 0.02  # seconds between two tries


class DatabaseWrapper(base.DatabaseWrapper):
    """Begins a transaction by trying until the write lock is free, at most `timeout` seconds."""

    def _start_transaction_under_autocommit(self) -> None:
        # The stubs do not know this method.
        begin = super()._start_transaction_under_autocommit  # type: ignore[misc]
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 0))
        ends_at = monotonic() + patience
        self._let_sqlite_wait(0)
        try:
            while True:
                try:
                    return begin()
                except OperationalError as refused:
                    if not _is_busy(refused) or monotonic() >= ends_at:
                        raise
                sleep(random.uniform(SHORTEST, LONGEST))  # noqa: S311 - no secret, but whose turn it is
        finally:
            self._let_sqlite_wait(patience)

    def _let_sqlite_wait(self, seconds: float) -> None:
        connection: Any = self.connection
        connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _is_busy(refused: OperationalError) -> bool:
    """Whether another connection holds the lock, and nothing worse."""
    code = getattr(refused.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY
