"""Keys that lie outside the database: made once, read from one folder, never logged."""

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

NAMES = ("signing", "trail", "vault")  # without these nothing is served
BACKUP = "backup"  # what backups are sealed with; an older installation gets it with its first


class KeyMissing(Exception):
    """A key is not where it must be; the text says which and what to do, never its value."""


def make(folder: Path, names: Iterable[str] = NAMES) -> list[str]:
    """Make the keys that are not there yet; gives the names of those made. An existing key stays."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = []
    for name in names:
        path = folder / f"{name}.key"
        if path.exists():
            continue
        # Written aside and linked into place: two starts at once end with one key, whole.
        aside = folder / f".{name}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
            made.append(name)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return made


def complete(folder: Path) -> list[str]:
    """Make the keys that came with a newer version, where those of an older one are; gives their names.

    A folder without the first of all keys is the wrong folder, or that of no installation: nothing is made.
    """
    return make(folder) if (folder / f"{NAMES[0]}.key").exists() else []


def read(folder: Path, name: str) -> str:
    """One key as text (64 hexadecimal digits); raises KeyMissing."""
    path = folder / f"{name}.key"
    try:
        key = path.read_text().strip()
    except OSError as error:
        raise KeyMissing(
            f"The key '{name}' is not in the keys folder. Set GOLDTHREAD_KEYS to the folder that "
            "holds it; './goldthread manage migrate' makes a key that came with a newer version, and "
            "'./goldthread setup' those of a new installation."
        ) from error
    if len(key) < 32:
        raise KeyMissing(f"The key '{name}' is damaged: it is too short. Restore the keys folder.")
    return key


def earlier(folder: Path, name: str) -> list[str]:
    """The keys that stood in the place of this one before, the latest first: they open, and seal nothing."""
    path = folder / f"{name}.earlier"
    return path.read_text().split()[::-1] if path.exists() else []


def change(folder: Path, name: str) -> None:
    """Put a new key in the place of one, which is kept with the earlier ones; raises KeyMissing.

    Stopped at any moment, every key that was ever in use can still be read.
    """
    old = read(folder, name)
    if old not in earlier(folder, name):
        with os.fdopen(
            os.open(folder / f"{name}.earlier", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w"
        ) as file:
            file.write(old + "\n")
            file.flush()
            os.fsync(file.fileno())
    aside = folder / f".{name}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / f"{name}.key")


def is_private(folder: Path) -> bool:
    """Whether nobody but the owner may read the folder."""
    return stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
