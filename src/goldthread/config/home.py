"""Where an installation lives: its home (database and files), its keys beside it, and its marker.

Free of Django: the settings and the commands that start no Django both ask here.
"""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

MARKER = "demonstration.json"
LOCK = "demonstration.lock"


def users_folder(environment: Mapping[str, str], system: str = sys.platform) -> Path:
    """Where this person's programs keep what is theirs."""
    if system == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def home_folder(environment: Mapping[str, str]) -> Path:
    """GOLDTHREAD_HOME, or a folder among the person's own."""
    named = environment.get("GOLDTHREAD_HOME")
    return Path(named).expanduser() if named else users_folder(environment) / "goldthread"


def keys_folder(environment: Mapping[str, str]) -> Path:
    """GOLDTHREAD_KEYS, or a folder beside the home: a copy of the home alone opens nothing."""
    home = home_folder(environment)
    named = environment.get("GOLDTHREAD_KEYS")
    return Path(named).expanduser() if named else home.with_name(home.name + "-keys")


def make_home(environment: Mapping[str, str]) -> Path:
    """The home, made for its owner alone where it was not there."""
    home = home_folder(environment)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def has_database(environment: Mapping[str, str]) -> bool:
    """Whether there can be a database: SQLite would make an empty file by being asked."""
    named = environment.get("GOLDTHREAD_DATABASE")
    return bool(named) or (home_folder(environment) / "goldthread.db").exists()


@dataclass(frozen=True)
class Demonstration:
    """What the marker of a demonstration's home says about what was loaded into it."""

    loader: str = ""  # the version of the loader; empty until it has ended
    database: str = ""  # the fingerprint of the migrations that its database has taken
    accounts: tuple[tuple[str, str], ...] = ()  # (title, e-mail address)


def read_marker(home: Path) -> Demonstration | None:
    """What the marker says; None where there is none. A damaged one still marks a demonstration."""
    try:
        noted = json.loads((home / MARKER).read_text())
        accounts = tuple((title, email) for title, email in noted["accounts"])
        return Demonstration(noted["loader"], noted["database"], accounts)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return Demonstration()


def write_marker(home: Path, demonstration: Demonstration) -> None:
    """Mark the home as a demonstration's, whole or not at all."""
    aside = home / f".{MARKER}.{os.getpid()}"
    aside.write_text(json.dumps(asdict(demonstration), indent=2) + "\n")
    aside.replace(home / MARKER)


def is_strange(home: Path) -> bool:
    """Whether something lies in the home and it is not a demonstration's."""
    return home.exists() and read_marker(home) is None and any(home.iterdir())
