"""A SQLite database: copied while it is in use, put back as a file."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from goldthread.backup.folders import flush_folder, new_file
from goldthread.backup.holdings import Query, holdings
from goldthread.backup.manifest import Holdings
from goldthread.backup.snapshot import Snapshot, Write

CHUNK = 1024 * 1024
PATIENCE = 60  # seconds to wait for a writer
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside its file


@dataclass(frozen=True)
class Sqlite:
    """One database, by its file."""

    path: Path
    vendor = "sqlite"

    def is_empty(self) -> bool:
        return not self.path.exists()

    def users(self) -> int:
        """SQLite does not tell who else has it open."""
        return 0

    @contextmanager
    def snapshot(self, folder: Path) -> Iterator[Snapshot]:
        """What it holds at this moment; a copy lies in `folder` meanwhile."""
        with _private(folder / ".backup") as private:
            copy = private / "copy.db"
            with _opened(self.path) as here, closing(sqlite3.connect(copy)) as there:
                here.backup(there)
            with _opened(copy) as connection:
                query = _query(connection)
                tables = _tables(query)
                yield Snapshot(
                    query, tables, holdings(query, tables, None), lambda write: _give(copy, write)
                )

    def holdings(self) -> Holdings:
        with _opened(self.path) as connection:
            query = _query(connection)
            return holdings(query, _tables(query), None)

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        with _opened(self.path) as connection:
            query = _query(connection)
            said = [str(row[0]) for row in query("pragma integrity_check") if row[0] != "ok"]
            astray = query("pragma foreign_key_check")
        return said + ([f"{len(astray)} rows point at nothing."] if astray else [])

    def set_aside(self, folder: Path, stamp: str) -> str:
        """Move the database into a folder; gives where it is now, or nothing where there was none."""
        if not self.path.exists():
            return ""
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in (self.path, *(Path(f"{self.path}{end}") for end in BESIDE)):
            if name.exists():
                shutil.move(name, folder / name.name)
        return str(folder)

    def prepare(self, read: Callable[[], Iterator[bytes]]) -> None:
        """Write the file aside, whole and flushed, while what is there still stands."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._aside.unlink(missing_ok=True)
        with new_file(self._aside) as file:
            for piece in read():
                file.write(piece)

    def load(self, read: Callable[[], Iterator[bytes]]) -> None:
        """Give the prepared file its name."""
        self._aside.rename(self.path)
        flush_folder(self.path.parent)

    @property
    def _aside(self) -> Path:
        return self.path.with_name(f".{self.path.name}.restoring")


@contextmanager
def _private(folder: Path) -> Iterator[Path]:
    """A folder for as long as it is needed; one that a killed backup left goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as it:
        yield it


def _query(connection: sqlite3.Connection) -> Query:
    return lambda statement: connection.execute(statement).fetchall()


def _tables(query: Query) -> list[str]:
    named = query("select name from sqlite_master where type = 'table' order by name")
    return [name for (name,) in named if not name.startswith("sqlite_")]


def _give(copy: Path, write: Write) -> None:
    with copy.open("rb") as file:
        while chunk := file.read(CHUNK):
            write(chunk)
