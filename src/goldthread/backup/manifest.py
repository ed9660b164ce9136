"""What a backup says that it holds, and against which it is checked."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class Kept:
    """One file as it was: SHA-256 of its content, size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """What a database held at one moment.

    `rows` is by table; `heads` is by chain of the trail: number and seal of its last entry.
    """

    rows: dict[str, int]
    heads: dict[str, tuple[int, str]]
    migrations: tuple[str, ...]  # "app.name", sorted
    sums: dict[str, str] = field(default_factory=dict)  # of each table's content, where it is taken


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All that is known of a backup; itself sealed, since names and numbers tell something too."""

    format: int
    backup_id: str
    made_at: str  # ISO 8601
    program: str  # the version of Goldthread
    database: str  # "sqlite" or "postgresql"
    holdings: Holdings
    dump: Kept
    files: dict[str, Kept]  # by path under the home
    keys: dict[str, Kept]  # by name in the keys folder
    faults: tuple[str, ...] = ()  # what was wrong with the installation when it was backed up

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """The manifest as it was written; raises ValueError, KeyError or TypeError for another format."""
        given: dict[str, Any] = json.loads(content)
        if given["format"] != FORMAT:
            raise ValueError("another format")
        holdings = given["holdings"]
        holdings["heads"] = {chain: (head[0], head[1]) for chain, head in holdings["heads"].items()}
        holdings["migrations"] = tuple(holdings["migrations"])
        return cls(
            **given
            | {
                "holdings": Holdings(**holdings),
                "dump": Kept(**given["dump"]),
                "files": {name: Kept(**kept) for name, kept in given["files"].items()},
                "keys": {name: Kept(**kept) for name, kept in given["keys"].items()},
                "faults": tuple(given["faults"]),
            }
        )
