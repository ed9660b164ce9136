"""Every kept release, filled, is upgraded to this one: no row lost, none changed by accident."""

import json
import lzma
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from goldthread import keys

RELEASED = sorted(Path(__file__).with_name("released").glob("*.json.xz"))

# Fields that an upgrade means to change or to drop, by the release that it comes from: the reason.
MEANT: dict[str, dict[str, str]] = {}


def test_a_release_is_kept():
    assert RELEASED


@contextmanager
def an_empty_database(tmp_path):
    """The address of a database of the kind that this run tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'goldthread.db'}"
        return
    name = f"upgrade_{secrets.token_hex(6)}"
    at = connection.settings_dict
    server = psycopg.connect(host=at["HOST"], user=at["USER"], dbname="postgres", autocommit=True)
    with server:
        server.execute(f"create database {name}")
    try:
        yield f"postgresql://{at['USER']}@/{name}?host={at['HOST']}"
    finally:
        with psycopg.connect(
            host=at["HOST"], user=at["USER"], dbname="postgres", autocommit=True
        ) as server:
            server.execute(f"drop database {name} with (force)")


@pytest.fixture
def upgraded(request, tmp_path):
    """What came of upgrading the release that the test names."""
    trail_key = json.loads(lzma.decompress(request.param.read_bytes()))["trail_key"]
    keys.make(tmp_path / "keys")
    (tmp_path / "keys" / "trail.key").write_text(trail_key)
    with an_empty_database(tmp_path) as address:
        told = subprocess.run(
            [sys.executable, "-m", "tests.upgrade.upgrade", str(request.param)],
            env=os.environ
            | {
                "GOLDTHREAD_DATABASE": address,
                "GOLDTHREAD_HOME": str(tmp_path),
                "GOLDTHREAD_KEYS": str(tmp_path / "keys"),
                "DJANGO_SETTINGS_MODULE": "goldthread.config.settings",
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert told.returncode == 0, told.stderr[-2000:]
    return request.param.name.removesuffix(".json.xz"), json.loads(told.stdout.splitlines()[-1])


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("upgraded", RELEASED, indirect=True, ids=[p.name for p in RELEASED])
def test_an_upgrade_keeps_every_row_and_the_trail_whole(upgraded):
    release, told = upgraded

    assert told["taken"], "the kept rows could not be put back as they were"
    assert told["unapplied"] == []
    lost = {name: counts for name, counts in told["counts"].items() if counts[1] < counts[0]}
    assert lost == {}
    assert sum(after for _, after in told["counts"].values()) > 1000
    assert sorted(told["changed"]) == sorted(MEANT.get(release, {}))
    assert told["trail"]["entries"] > 100
    assert told["trail"]["faults"] == []
