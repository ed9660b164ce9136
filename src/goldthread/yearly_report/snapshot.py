"""A report as it stands at one moment, figures with their whole road included: what outputs are made of."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from goldthread.house import Figure, FigureRequest
from goldthread.yearly_report.contents import Content
from goldthread.yearly_report.plain import read, written


@dataclass(frozen=True)
class SectionCopy:
    """A section with all that it holds; `left_empty_because` stands where it holds nothing."""

    key: str
    heading: str
    required: tuple[str, ...] = ()
    of_scrutineer: bool = False
    left_empty_because: str = ""
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was asked for, and the figure that was there."""

    request: FigureRequest
    figure: Figure


@dataclass(frozen=True)
class Unanswered:
    """What was asked for and does not exist, and why, in a sentence."""

    request: FigureRequest
    why: str


@dataclass(frozen=True)
class Showing:
    """A decision that a small number may be shown to the public, because it is public already.

    It is about one figure, or about everything that came from one document.
    """

    reason: str
    decided_by: str
    decided_on: date
    key: str = ""
    area: str = ""
    period: str = ""
    document: str = ""

    def covers(self, figure: Figure) -> bool:
        """Whether the decision is about this figure."""
        if self.document:
            return figure.origin.title == self.document
        named = (self.key, self.area, self.period)
        return named == (figure.key, figure.area, figure.period)


@dataclass(frozen=True)
class AreaParts:
    """A partnership's area, and the areas that make it up: their numbers give away one another."""

    area: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """A whole report at one moment. Two with the same content give the same files, byte for byte."""

    space_code: str
    space_name: str
    is_fictional: bool
    title: str
    year: str
    edition: str
    taken_at: datetime
    is_frozen: bool
    sections: tuple[SectionCopy, ...]
    answers: tuple[Answer, ...]
    unanswered: tuple[Unanswered, ...] = ()
    showings: tuple[Showing, ...] = ()
    area_parts: tuple[AreaParts, ...] = ()
    is_demonstration: bool = False

    def text(self) -> str:
        """The snapshot as it is kept."""
        return written(self)

    @classmethod
    def from_text(cls, text: str) -> "Snapshot":
        """The snapshot that was kept."""
        return read(cls, text)


def sha256(text: str) -> str:
    """The hash by which a kept snapshot is known again."""
    return hashlib.sha256(text.encode()).hexdigest()
