"""A figure with its whole road: what it says, what it was worked out from, and where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum


class Basis(StrEnum):
    """How a value came to be."""

    COUNTED = "counted"
    DERIVED = "derived"
    STATED = "stated"


class OriginKind(StrEnum):
    """What kind of thing brought a value in."""

    RETURN = "return"
    DOCUMENT = "document"
    RELEASE = "release"
    LINES = "lines"  # counted over actions and what came of them
    FIGURES = "figures"  # worked out from other figures, its parents


class Audience(StrEnum):
    """Who a figure, table or report is shown to."""

    WORKING = "working"
    BOARD = "board"
    PUBLIC = "public"


class Rung(IntEnum):
    """The ladder: what a figure or passage can show about a difference made."""

    ACTIVITY = 1
    KNOWLEDGE = 2
    PRACTICE = 3
    VOICE = 4
    OUTCOME = 5

    @property
    def label(self) -> str:
        return {
            1: "Activity",
            2: "Knowledge",
            3: "Practice seen",
            4: "Children and families say so",
            5: "Outcome moved",
        }[self.value]


@dataclass(frozen=True)
class Origin:
    """Where a value came in: one return, one document or one published release.

    `public` parts may be shown to anybody; `accepted_by`, `signed_by`, `file` and `row` are for
    those who work with the figure. People are given by role or name as the installation shows them.
    """

    kind: OriginKind
    title: str
    version: str = ""
    file: str = ""
    row: str = ""
    section: str = ""
    signed_by: str = ""
    accepted_by: str = ""
    accepted_on: str = ""
    url: str = ""


@dataclass(frozen=True)
class FigureRequest:
    """What is asked for: a key such as `performance.re_referrals_12m`, an area, a period."""

    key: str
    area: str
    period: str
    breakdown: str = ""
    origin: str = ""  # "" the best there is, else an OriginKind: two origins stand side by side


@dataclass(frozen=True)
class Figure:
    """One value, frozen with its road.

    `value` is None where there is none; then `missing` says why in words. `numerator` and
    `denominator` are None unless the parts are known. `parents` are the figures that this one was
    worked out from. `shown` is the text that a reader sees (after suppression, for that audience).
    """

    key: str
    indicator: str
    area: str
    area_name: str
    period: str
    unit: str
    value: Decimal | None
    shown: str
    basis: Basis
    origin: Origin
    definition: str
    definition_version: str
    breakdown: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    multiplier: int = 1
    decimals: int = 0
    polarity: str = "neutral"
    rung: Rung = Rung.ACTIVITY
    missing: str = ""
    marking: str = ""  # "not for publication" and the like, said beside the value
    suppressed: bool = False
    already_published: bool = False
    note: str = ""
    redefined: str = ""  # since when and why its definition is another than the first
    parents: tuple["Figure", ...] = field(default=(), repr=False)
    others: tuple["Figure", ...] = field(default=(), repr=False)  # the same, from other origins

    def and_parents(self) -> Iterator["Figure"]:
        """This figure, then what it was worked out from, and so on back."""
        yield self
        for parent in self.parents:
            yield from parent.and_parents()


@dataclass(frozen=True)
class Noted:
    """Something that happened on a day, told in a few words on a chart."""

    on: date
    words: str


@dataclass(frozen=True)
class DrawnFigure:
    """A figure over time as it is drawn for a page: two widths of SVG, its key as HTML, the table behind it."""

    title: str
    sentence: str
    wide: str
    narrow: str
    key: str
    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    url: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of text that a module offers to the yearly report, with its rung."""

    key: str
    title: str
    text: str
    rung: Rung
    source_kind: str = ""
    source_id: str = ""


@dataclass(frozen=True)
class Source:
    """What a kind and id stand for: its title, its address, and whether this reader may open it."""

    title: str
    url: str
    may_open: bool
