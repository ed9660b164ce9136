"""The record of one made file, and the kit that writes files and keeps those records."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Wants = Literal["refused", "defused", "read"]

CANARY_URL = "http://127.0.0.1:47999"
CANARY_FILE = "file:///etc/passwd"
BIGGEST = 25 * 1000 * 1000


@dataclass(frozen=True)
class Made:
    """One file on disk, the family it belongs to and what should become of it."""

    path: Path
    family: str
    wants: Wants
    sent_as: str | None = None


class Kit:
    """Writes files under one folder, a subfolder for each family, and remembers them."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Keep the folder and the seed from which every random choice is drawn."""
        self.folder = folder
        self.seed = seed
        self.made: list[Made] = []
        self._taken: set[Path] = set()

    def rng(self, label: str) -> random.Random:
        """Give a random source that depends only on the seed and the label."""
        return random.Random(f"{self.seed}:{label}")

    def add(
        self,
        family: str,
        name: str,
        body: bytes | str,
        wants: Wants = "refused",
        sent_as: str | None = None,
    ) -> None:
        """Write one body and record it."""
        data = body.encode("utf-8") if isinstance(body, str) else body
        self.add_stream(family, name, [data], wants, sent_as)

    def add_stream(
        self,
        family: str,
        name: str,
        chunks: Iterable[bytes],
        wants: Wants = "refused",
        sent_as: str | None = None,
    ) -> None:
        """Write a body that arrives in pieces and record it."""
        path = self._place(family, name)
        size = 0
        with path.open("wb") as out:
            for chunk in chunks:
                size += len(chunk)
                out.write(chunk)
        if size > BIGGEST:
            raise ValueError(f"{path} is {size} bytes, more than {BIGGEST}")
        self.made.append(Made(path, family, wants, sent_as))

    def add_sparse(
        self, family: str, name: str, head: bytes, size: int, tail: bytes, wants: Wants
    ) -> None:
        """Write a file that claims a size but holds only its head and tail on disk."""
        path = self._place(family, name)
        with path.open("wb") as out:
            out.write(head)
            out.truncate(size)
            out.seek(max(len(head), size - len(tail)))
            out.write(tail)
        self.made.append(Made(path, family, wants))

    def _place(self, family: str, name: str) -> Path:
        """Make the family's folder and give the path, which must not be taken yet."""
        home = self.folder / family
        home.mkdir(parents=True, exist_ok=True)
        path = home / name
        if path in self._taken:
            raise ValueError(f"{path} would be made twice")
        self._taken.add(path)
        return path
