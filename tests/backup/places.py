"""Installations of a test's own: a home, keys and a database, and the commands called on them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[2]


def server() -> str:
    """The address of the PostgreSQL that the tests run on; empty where they run on SQLite."""
    address = os.environ.get("GOLDTHREAD_DATABASE", "")
    return address if address.startswith("postgres") else ""


@dataclass(frozen=True)
class Place:
    """One installation, by the folder that all of it lies in."""

    folder: Path
    database: str = ""  # the name of its own database on the tests' server

    @classmethod
    def made(cls, folder: Path, name: str) -> "Place":
        folder.mkdir()
        if not server():
            return cls(folder)
        database = f"goldthread_{name}_{os.getpid()}"
        with psycopg.connect(server(), autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
        return cls(folder, database)

    def gone(self) -> None:
        if self.database:
            with psycopg.connect(server(), autocommit=True) as connection:
                statement = sql.SQL("drop database {} with (force)")
                connection.execute(statement.format(sql.Identifier(self.database)))

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def address(self) -> str:
        return urlunsplit(urlsplit(server())._replace(path=f"/{self.database}"))

    @property
    def variables(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GOLDTHREAD_")}
        return kept | {
            "GOLDTHREAD_HOME": str(self.home),
            "GOLDTHREAD_KEYS": str(self.keys),
            **({"GOLDTHREAD_DATABASE": self.address} if self.database else {}),
            "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    def begun(self, *words: object) -> "subprocess.Popen[str]":
        """One of Goldthread's commands, running."""
        return self._python("-m", "goldthread", *words)

    def run(self, *words: object) -> tuple[int, str, str]:
        """One of Goldthread's commands: its exit code, and both its streams."""
        process = self.begun(*words)
        said, told = process.communicate(timeout=120)
        return process.returncode, said, told

    def filled(self) -> "Place":
        self.home.mkdir(mode=0o700)
        process = self._python("-m", "tests.backup.fill")
        _, told = process.communicate(timeout=180)
        assert process.returncode == 0, told
        return self

    def _python(self, *words: object) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-P", *map(str, words)],
            env=self.variables,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
