"""What must be well for pages to be served, each look quick and free of anybody's rows."""

import shutil
from collections.abc import Callable, Mapping
from functools import cache

from django.conf import settings
from django.core.cache import cache as shared_cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

LEAST_FREE = 500 * 1024 * 1024  # bytes of the disk of the home

AWAY = "the database does not answer"
BEHIND = "the database has not taken every migration"
NO_CACHE = "the shared cache is away: sign-in limits would not hold"
FULL = "the disk of the home is nearly full"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Error:
        connection.close()
        return AWAY
    return ""


def _migrations() -> str:
    try:
        return "" if _is_migrated() else BEHIND
    except Error:
        return AWAY


class _Behind(Exception):
    """Not kept by the cache, so that it is looked at again."""


@cache
def _migrated_once() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Behind
    return True


def _is_migrated() -> bool:
    try:
        return _migrated_once()
    except _Behind:
        return False


def _cache() -> str:
    try:
        shared_cache.get("operations.ready")
    except Error:
        return NO_CACHE
    return ""


def _disk() -> str:
    return FULL if shutil.disk_usage(settings.GOLDTHREAD_HOME).free < LEAST_FREE else ""


Looks = Mapping[str, Callable[[], str]]
READINESS: Looks = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "disk": _disk,
}


def look(looks: Looks) -> dict[str, str]:
    """What is wrong, by the name of the look; a machine that is well gives nothing."""
    return {name: fault for name, ask in looks.items() if (fault := ask())}
