"""A database at one moment, while it is backed up, and what every kind of database offers for it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from goldthread.backup.holdings import Query
from goldthread.backup.manifest import Holdings

Write = Callable[[bytes], int]


@dataclass(frozen=True)
class Snapshot:
    """`query` and `dump` speak of the same moment; `dump` gives all of it to `write`, in pieces."""

    query: Query
    tables: Sequence[str]
    holdings: Holdings
    dump: Callable[[Write], None]


class Database(Protocol):
    """What is asked of a kind of database."""

    @property
    def vendor(self) -> str: ...

    def is_empty(self) -> bool: ...

    def users(self) -> int: ...

    def snapshot(self, folder: Path) -> AbstractContextManager[Snapshot]: ...

    def holdings(self) -> Holdings: ...

    def faults(self) -> list[str]: ...

    def set_aside(self, folder: Path, stamp: str) -> str: ...

    def prepare(self, read: Callable[[], Iterator[bytes]]) -> None: ...

    def load(self, read: Callable[[], Iterator[bytes]]) -> None: ...
