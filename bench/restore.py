"""How many minutes it takes to be back: a partnership's years are backed up, and put back elsewhere.

./goldthread bench restore [--database sqlite|postgresql|both] [--rows 1000000] [--files 2000] [--json]

Two partnerships with ten years of quarters, a trail of so many entries, and so many kept files of 50 kB.
`./goldthread backup` seals them; `./goldthread restore` puts them into an empty home and an empty database,
as on a new machine. What stands there is then held against what was: the rows of each table and the sum of
their contents, each kept file by its hash, and the trail from its first entry. Exit code 1 where anything
differs.
"""

import argparse
import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
DATABASES = ("sqlite", "postgresql")
OF_A_FILE = 50_000  # bytes


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--rows", type=int, default=1_000_000, help="entries of the trail")
    parser.add_argument("--files", type=int, default=2_000, help="kept files")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.database == "both":  # a process each: Django knows one database in its life
        command = [sys.executable, "-P", __file__, "--rows", str(wanted.rows)]
        command += ["--files", str(wanted.files), *(["--json"] if wanted.json else [])]
        return max(subprocess.call([*command, "--database", each]) for each in DATABASES)
    with tempfile.TemporaryDirectory(prefix="goldthread-restore-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL, where we are root, runs as somebody else
        found = _measured(Path(folder), wanted)
    print(json.dumps(found, indent=2) if wanted.json else _told(found))
    return 0 if found["is the same"] else 1


def _measured(folder: Path, wanted: argparse.Namespace) -> dict:
    from bench.load import Place, _set_environment

    _set_environment(folder)
    if wanted.database == "sqlite":
        there = folder / "new" / "goldthread.db"
        return _on(
            f"sqlite:///{folder / 'home' / 'goldthread.db'}",
            f"sqlite:///{there}",
            folder,
            wanted,
            Place,
        )
    from bench.crash.databases import ROLE, own_postgresql

    with own_postgresql(folder) as database:
        database.execute(f"create database restored owner {ROLE}")
        return _on(database.address, database.address_of("restored"), folder, wanted, Place)


def _on(address: str, there: str, folder: Path, wanted: argparse.Namespace, place: type) -> dict:
    os.environ["GOLDTHREAD_DATABASE"] = address
    from django.db import connections

    import goldthread.config.wsgi  # noqa: F401 -- as the web server starts
    from goldthread.access.spaces import working_everywhere
    from goldthread.config.database import bring_up_to_date

    bring_up_to_date()
    with working_everywhere():
        built = place()
        built.lengthen_trail(wanted.rows)
        _keep_files(built, wanted.files)
    connections.close_all()
    before = _contents(folder / "home", address)
    kept, sealed = folder / "backup", folder / "backup keys"
    backup = _run("backup", kept, sealed, {})
    new = {
        "GOLDTHREAD_HOME": str(folder / "new"),
        "GOLDTHREAD_KEYS": str(folder / "new keys"),
        "GOLDTHREAD_DATABASE": there,
    }
    restore = _run("restore", kept, sealed, new)
    after = _contents(folder / "new", there)
    trail, words = _timed([*_goldthread(), "trail", "verify"], new)
    return {
        "database": wanted.database,
        "rows": sum(rows for rows, _ in before["tables"].values()),
        "entries of the trail": wanted.rows,
        "files": wanted.files,
        "MB": {
            "of files": round(wanted.files * OF_A_FILE / 1e6),
            "of the backup": round(
                sum(p.stat().st_size for p in kept.rglob("*") if p.is_file()) / 1e6
            ),
        },
        "seconds": {"backup": backup, "restore": restore, "trail verified": trail},
        "differs": [name for name in before if before[name] != after[name]],
        "is the same": before == after and words == 0,
    }


def _keep_files(built, files: int) -> None:
    """So many files, as uploads are kept."""
    from bench.made_up_england import NOW

    from goldthread.accounts.principals import principal_for
    from goldthread.files.store import keep

    space = built.england.spaces[0]
    officer = principal_for(built.england.officer, on=NOW.date(), chosen=space.code)
    for number in range(files):
        content = secrets.token_bytes(OF_A_FILE)
        keep(content=content, name=f"return {number}.xlsx", space=space, by=officer, at=NOW)


def _contents(home: Path, address: str) -> dict:
    """Rows and sum of each table, and the hash of each kept file, read by other means than the backup's."""
    _, is_sqlite, path = address.partition("sqlite:///")
    tables = _of_sqlite(path) if is_sqlite else _of_postgresql(address)
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (home / "files").iterdir()
    }
    return {"tables": tables, "files": files}


def _of_sqlite(path: str) -> dict[str, tuple[int, str]]:
    import sqlite3

    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    named = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    tables = [name for (name,) in connection.execute(named)]
    return {name: _sum(connection.execute(f'select * from "{name}"')) for name in tables}


def _of_postgresql(address: str) -> dict[str, tuple[int, str]]:
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("select set_config('goldthread.spaces', '*', false)")
        named = "select tablename from pg_tables where schemaname = 'public'"
        tables = [name for (name,) in connection.execute(named).fetchall()]
        found = {}
        for name in tables:
            with connection.cursor(name="all") as cursor:
                cursor.itersize = 10_000
                found[name] = _sum(cursor.execute(f'select * from "{name}"'))
        return found


def _sum(rows) -> tuple[int, str]:
    """How many rows, and one number of what stands in them, whatever their order."""
    number = of_all = 0
    for row in rows:
        number += 1
        of_all ^= int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:16])
    return number, f"{of_all:032x}"


def _goldthread() -> list[str]:
    return [sys.executable, "-P", "-m", "goldthread"]


def _run(verb: str, kept: Path, sealed: Path, more: dict[str, str]) -> float:
    seconds, code = _timed([*_goldthread(), verb, str(kept), "--keys", str(sealed)], more)
    if code:
        raise SystemExit(f"{verb} ended with {code}")
    return seconds


def _timed(command: list[str], more: dict[str, str]) -> tuple[float, int]:
    began = time.perf_counter()
    own = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    code = subprocess.call(command, env=os.environ | own | more, stdout=sys.stderr)
    return round(time.perf_counter() - began, 1), code


def _told(found: dict) -> str:
    seconds, sizes = found["seconds"], found["MB"]
    return (
        f"{found['database']}: {found['rows']:,} rows ({found['entries of the trail']:,} of the trail), "
        f"{found['files']:,} files of {sizes['of files']} MB; the backup is {sizes['of the backup']} MB\n"
        f"backup {seconds['backup']} s, restore {seconds['restore']} s, trail verified in "
        f"{seconds['trail verified']} s; tables, files and trail the same: {found['is the same']}"
        + (f" (differs: {', '.join(found['differs'])})" if found["differs"] else "")
    )


if __name__ == "__main__":
    sys.exit(main())
