"""What a database holds, asked in plain SQL: a restored one may not fit this program's models yet."""

from collections.abc import Callable, Sequence
from typing import Any

from goldthread.backup.manifest import Holdings, Kept

Query = Callable[[str], Sequence[Sequence[Any]]]


def holdings(query: Query, tables: Sequence[str], sum_of: Callable[[str], str] | None) -> Holdings:
    """Rows of each table, heads of the trail and migrations; sums where there is a way to take them."""
    there = set(tables)
    heads: Sequence[Sequence[Any]] = ()
    migrations: Sequence[Sequence[Any]] = ()
    if "trail_chainhead" in there:
        heads = query("select chain, number, seal from trail_chainhead order by chain")
    if "django_migrations" in there:
        migrations = query("select app, name from django_migrations order by app, name")
    return Holdings(
        rows={table: query(f'select count(*) from "{table}"')[0][0] for table in tables},  # noqa: S608
        heads={chain: (number, seal) for chain, number, seal in heads},
        migrations=tuple(sorted({f"{app}.{name}" for app, name in migrations})),
        sums={table: sum_of(table) for table in tables} if sum_of else {},
    )


def stored_files(query: Query, tables: Sequence[str]) -> dict[str, Kept]:
    """The files that rows stand for, by their path under the home's folder of files."""
    if "files_storedfile" not in tables:
        return {}
    rows = query("select path, sha256, size from files_storedfile order by path")
    return {path: Kept(sha256, size) for path, sha256, size in rows}


def differences(told: Holdings, found: Holdings) -> list[str]:
    """A sentence for each thing in which a restored database is not the one that was backed up."""
    said = []
    for table in sorted(told.rows.keys() | found.rows.keys()):
        expected, there = told.rows.get(table, 0), found.rows.get(table, 0)
        if expected != there:
            said.append(f"{table} holds {there:,} rows, and held {expected:,}.")
        elif told.sums.get(table) != found.sums.get(table):
            said.append(f"{table} holds other content than it held.")
    if told.heads != found.heads:
        said.append("The trail ends elsewhere than it ended.")
    if told.migrations != found.migrations:
        said.append("The migrations are not those that were there.")
    return said
