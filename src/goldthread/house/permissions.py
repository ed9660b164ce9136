"""A thing that may be done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Permission:
    """A thing that may be done, in words that can be read aloud.

    `reads` permissions held in a partnership reach the rows of its collaborations; the others need
    an appointment in the very space that owns the row. What is done with `again` cannot easily be
    undone, or opens doors to others: whoever does it takes their second step once more.
    """

    name: str  # "performance.accept_return"
    words: str  # "accept or query a return"
    reads: bool = False
    again: bool = False

    def __str__(self) -> str:
        return self.name
