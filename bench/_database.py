"""A database of a measurement's own, filled with the matrix's world, for several threads at once."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
POSTGRESQL = "postgresql://goldthread_test@/goldthread?host=/tmp/gt-pg"


def addresses(postgresql: str) -> dict[str, str]:
    """The two kinds of database that the house runs on, by name."""
    folder = tempfile.mkdtemp(prefix="goldthread-bench-")
    return {"SQLite": f"sqlite:///{folder}/bench.db", "PostgreSQL": postgresql}


def again_on_each(databases: dict[str, str], only: str) -> int:
    """Run this command anew on each database, since Django knows but one; 1 where one run failed."""
    failed = False
    for name, address in databases.items():
        if only in ("both", name.lower()):
            print(f"\n{name}", flush=True)
            more = {"GOLDTHREAD_DATABASE": address, "GOLDTHREAD_BENCH_DATABASE": name}
            again = subprocess.run([sys.executable, *sys.argv], env=os.environ | more, check=False)  # noqa: S603 -- our own command
            failed |= again.returncode != 0
    return 1 if failed else 0


def is_under_way() -> bool:
    """Whether this process is one that was begun for one database."""
    return "GOLDTHREAD_BENCH_DATABASE" in os.environ


@cache
def _start() -> None:
    sys.path.insert(0, str(ROOT))
    import_module("tests.environment")
    from goldthread.config.commands import start_django

    start_django()
    import_module("tests.conftest")  # the bench's own connections reach every partnership


class Kept:
    """The database of this process as it was when this was made: `put_back` as often as wanted.

    Nobody else may be connected then.
    """

    def __init__(self) -> None:
        from django.db import connection

        self.name, self.is_file = (
            str(connection.settings_dict["NAME"]),
            connection.vendor == "sqlite",
        )
        self._copy(self.name, f"{self.name}_kept")

    def put_back(self) -> None:
        self._copy(f"{self.name}_kept", self.name)

    def drop(self) -> None:
        self._copy("", f"{self.name}_kept")

    def _copy(self, of: str, to: str) -> None:
        from django.db import connection

        connection.close()
        if self.is_file:
            for ending in ("", "-wal", "-shm"):
                Path(to + ending).unlink(missing_ok=True)
            if of:
                shutil.copy(of, to)
            return
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{to}"')
            if of:
                cursor.execute(f'create database "{to}" template "{of}"')


def in_world(work: Callable[..., int]) -> int:
    """Make the database and the world, and work there: `work` is given the world."""
    _start()
    from django.conf import settings
    from django.db import connection

    own = f"{tempfile.mkdtemp(prefix='goldthread-bench-')}/world.db"
    name = own if connection.vendor == "sqlite" else f"bench_{os.getpid()}"
    connection.settings_dict["TEST"]["NAME"] = name
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    command = import_module("tests.matrix.command")

    def there() -> int:
        rows, world = import_module("tests.matrix.rows"), import_module("tests.matrix.world")
        made = world.build()
        rows.rows_of(made)
        return work(made)

    return command.in_test_database(there)
