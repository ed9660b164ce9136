"""The boxes of a seven-minute briefing as shipped: a key, a heading, and what belongs into it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LONGEST = 480  # letters of a box: seven full ones stay on one sheet of A4
LINES = 5  # of a box, for the same reason


@dataclass(frozen=True)
class Box:
    """One box of a briefing."""

    key: str
    heading: str
    hint: str


@cache
def boxes() -> tuple[Box, ...]:
    """All of them, in the order in which they are read."""
    written = tomllib.loads(Path(__file__).with_name("briefing.toml").read_text(encoding="utf-8"))
    return tuple(Box(**row) for row in written["boxes"])
