"""A report as it stands at one moment, figures with their whole road included: what outputs are made of."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from goldthread.house import Figure, FigureRequest, OriginKind
from goldthread.measures.release_set import Publication
from goldthread.measures.suppression import RULE, SuppressionRule
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

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing, and does not say why."""
        return not self.contents and not self.left_empty_because


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
class FigureName:
    """Which one figure is meant: also of what part of the children, and where it came in."""

    key: str
    area: str
    period: str
    breakdown: str
    origin: str

    @classmethod
    def of(cls, figure: Figure) -> "FigureName":
        """The name of a figure, which no other figure has."""
        origin = origin_of(figure)
        return cls(figure.key, figure.area, figure.period, figure.breakdown, origin)


def origin_of(figure: Figure) -> str:
    """Where a figure came in, in words that tell two returns, or two versions of one, apart.

    A figure that was worked out came in where its parents did.
    """
    origin = figure.origin
    own = ", ".join(filter(None, (origin.title, origin.version, origin.section)))
    came_in = [f"{origin.kind}: {own}" if own else str(origin.kind)]
    came_in += (origin_of(parent) for parent in figure.parents)
    return "; ".join(dict.fromkeys(came_in))


@dataclass(frozen=True)
class Showing:
    """A decision that a small number may be shown to the public, because it is public already.

    It is about exactly one figure, or about everything that was transcribed from one document.
    """

    reason: str
    decided_by: str
    decided_on: date
    figure: FigureName | None = None
    document: str = ""

    def covers(self, figure: Figure) -> bool:
        """Whether the decision is about this figure."""
        if self.document:
            origin = figure.origin
            return (origin.kind, origin.title) == (OriginKind.DOCUMENT, self.document)
        return self.figure is not None and self.figure == FigureName.of(figure)


@dataclass(frozen=True)
class AreaParts:
    """A partnership's area, and the areas that make it up: their numbers give away one another."""

    area: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """A whole report at one moment. Two with the same content give the same files, byte for byte.

    `items` make up some of the figures: they stand nowhere in it, and are thought of when small numbers
    are kept back. `earlier` is what the partnership had published by then, the newest first; `rule` is
    what small numbers were kept back by.
    """

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
    items: tuple[Figure, ...] = ()
    earlier: tuple[Publication, ...] = ()
    rule: SuppressionRule = RULE
    is_demonstration: bool = False

    def to_the_day(self) -> "Snapshot":
        """The same, taken at the day's beginning: of the moment no page tells more than the day."""
        return replace(
            self, taken_at=self.taken_at.replace(hour=0, minute=0, second=0, microsecond=0)
        )

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
