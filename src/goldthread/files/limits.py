"""How much a file that somebody sent may take to read, and what is said of one that takes more."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


class Unreadable(Exception):
    """A file that cannot be read, or may not be; says in one sentence why, for whoever sent it."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one reading may take: memory and result in bytes, processor and clock in seconds."""

    memory: int = 512 * MEGABYTE
    result: int = 32 * MEGABYTE
    processor_seconds: int = 10
    seconds: int = 20
