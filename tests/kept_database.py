"""The migrated SQLite database of the last run, so that the next one need not migrate again.

It is kept beside the checkout under the hash of all that migrates: another migration, another file.
Django still looks for migrations that it lacks, so that a copy can be old and never wrong.
"""

import os
import sqlite3
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".goldthread" / "tests"


def kept() -> Path:
    """Where the database lies that these migrations make."""
    made_by = sorted(
        [*ROOT.glob("src/goldthread/*/migrations/*.py"), *ROOT.glob("requirements/*.txt")]
    )
    digest = sha256()
    for path in made_by:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def take_from_the_last_run(connection, **kwargs) -> None:
    """Fill a database in memory that was just opened and is empty; for Django's `connection_created`."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db() or not kept().exists():
        return
    opened = connection.connection
    if not opened.execute("select 1 from sqlite_master limit 1").fetchone():
        with sqlite3.connect(f"file:{kept()}?mode=ro", uri=True) as copy:
            copy.backup(opened)
        copy.close()


def keep_for_the_next_run(connection) -> None:
    """Keep what was migrated, in the place of all that earlier migrations made."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db() or kept().exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    mine = FOLDER / f"{os.getpid()}.making"
    with sqlite3.connect(mine) as copy:
        connection.connection.backup(copy)
    copy.close()
    mine.replace(kept())
    for older in FOLDER.glob("*.sqlite3"):
        if older != kept():
            older.unlink(missing_ok=True)
