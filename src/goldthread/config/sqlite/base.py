"""SQLite as Django has it, but that a thread which waits for its turn waits in Python.

SQLite's own waiting holds the connection's mutex. Where Python's collector of garbage, in the thread
whose turn it is, comes upon a cursor of the waiting connection, it wants that mutex and holds Python's
lock meanwhile: nothing in the process moves until the wait is given up. With many people at once every
wait that was given up left more such cursors, and the service came to a stand.
"""

import random
import sqlite3
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from django.db.backends.sqlite3 import base

SHORTEST, LONGEST = 0.001, 0.02  # seconds between two tries


class PatientCursor(base.SQLiteCursorWrapper):
    """Tries what would begin to write until the lock is free, at most `patience` seconds.

    That is the beginning of a transaction, and a statement outside of one. Within one the lock is held.
    """

    patience: float = 0

    def execute(self, query: str, params: Any = None) -> Any:
        return self._patiently(lambda: super(PatientCursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        every = list(param_list)  # it may be asked for again
        return self._patiently(lambda: super(PatientCursor, self).executemany(query, every))

    def _patiently(self, do: Callable[[], Any]) -> Any:
        ends_at = monotonic() + self.patience
        while True:
            try:
                return do()
            except sqlite3.OperationalError as refused:
                if not self._may_wait(refused) or monotonic() >= ends_at:
                    raise
            sleep(random.uniform(SHORTEST, LONGEST))  # noqa: S311 - no secret, but whose turn it is

    def _may_wait(self, refused: sqlite3.OperationalError) -> bool:
        """Whether another connection holds the lock, and this one is in the middle of nothing."""
        is_busy = getattr(refused, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
        return is_busy and not self.connection.in_transaction


class DatabaseWrapper(base.DatabaseWrapper):
    """Waits for the write lock `timeout` seconds, and never inside SQLite."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=PatientCursor)
        cursor.patience = float(self.settings_dict["OPTIONS"].get("timeout", 0))
        return cursor
