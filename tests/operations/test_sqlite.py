"""A thread that waits for SQLite's write lock waits in Python, in a transaction or outside of one."""

import sqlite3
from threading import Timer
from time import monotonic

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from goldthread.config.database_address import SQLITE

HELD_FOR = 0.3


@pytest.fixture
def database(tmp_path, django_db_blocker):
    options = {"transaction_mode": "IMMEDIATE", "timeout": 2}
    options["init_command"] = "PRAGMA journal_mode=WAL;"
    handler = ConnectionHandler(
        {"default": {"ENGINE": SQLITE, "NAME": tmp_path / "db", "OPTIONS": options}}
    )
    with django_db_blocker.unblock():
        connection = handler["default"]
        with connection.cursor() as cursor:
            cursor.execute("create table notes (words text)")
        yield connection
        connection.close()


@pytest.fixture
def holder(database):
    """Another connection, which holds the write lock until somebody ends it."""
    other = sqlite3.connect(
        database.settings_dict["NAME"], isolation_level=None, check_same_thread=False
    )
    other.execute("begin immediate")
    yield other
    other.close()


def written(database):
    with database.cursor() as cursor:
        cursor.execute("select count(*) from notes")
        return cursor.fetchone()[0]


def test_sqlite_itself_never_waits(database):
    with database.cursor() as cursor:
        cursor.execute("pragma busy_timeout")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "write",
    [
        lambda cursor: cursor.execute("insert into notes values (%s)", ["One"]),
        lambda cursor: cursor.executemany("insert into notes values (%s)", iter([["One"]])),
    ],
)
def test_a_write_outside_a_transaction_waits_its_turn(database, holder, write):
    Timer(HELD_FOR, lambda: holder.execute("commit")).start()

    with database.cursor() as cursor:
        write(cursor)

    assert written(database) == 1


def test_a_transaction_waits_its_turn(database, holder, monkeypatch):
    Timer(HELD_FOR, lambda: holder.execute("commit")).start()
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: database)

    with transaction.atomic(), database.cursor() as cursor:
        cursor.execute("insert into notes values ('One')")

    assert written(database) == 1


def test_patience_ends(database, holder):
    database.settings_dict["OPTIONS"]["timeout"] = HELD_FOR
    began = monotonic()

    with database.cursor() as cursor, pytest.raises(OperationalError, match="locked"):
        cursor.execute("insert into notes values ('One')")

    assert monotonic() - began >= HELD_FOR
