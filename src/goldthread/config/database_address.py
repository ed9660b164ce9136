"""Which database an installation has, from GOLDTHREAD_DATABASE. Free of Django: a restore starts none."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlparse

from goldthread.config.home import home_folder

SQLITE, POSTGRESQL = "goldthread.config.sqlite", "django.db.backends.postgresql"


def database_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """SQLite by path (in the home unless said), PostgreSQL by address (a socket's folder as `?host=`).

    As Django's settings have it; raises ValueError for any other address.
    """
    in_home = f"sqlite://{home_folder(environment).absolute() / 'goldthread.db'}"
    parts = urlparse(environment.get("GOLDTHREAD_DATABASE") or in_home)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": SQLITE,
            "NAME": _plain(parts.path),
            "TEST": {
                "NAME": ":memory:"
            },  # as with Django's own; the test runner knows that by name
            "OPTIONS": {
                # Reading is logged, so every request writes: take the write lock at the start.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                " PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        query = parse_qs(parts.query)
        return {
            "ENGINE": POSTGRESQL,
            "NAME": parts.path.lstrip("/"),
            "USER": parts.username or "",
            "PASSWORD": parts.password or "",
            "HOST": query.get("host", [parts.hostname or ""])[0],
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(
        "GOLDTHREAD_DATABASE must begin with sqlite:/// or postgresql://, and it begins with "
        f"'{parts.scheme}'."
    )


def _plain(path: str) -> str:
    """A path as written after sqlite:///, which may begin with a slash of its own."""
    return f"/{path.lstrip('/')}" if path.startswith("//") else path
