"""The plain blocks that a page, a PDF and a Word file are all made from."""

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, replace
from datetime import datetime
from itertools import chain
from unicodedata import combining, normalize

from goldthread.ui.charts import BarChart, ControlChart, LineChart


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look."""

    text: str
    _: KW_ONLY
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class LinkRun(Run):
    """A stretch of text that leads to an address outside the document (http or https)."""

    address: str


@dataclass(frozen=True)
class FigureRun(Run):
    """A figure in the text or in a cell; `anchor` is that of its source card.

    `basis` (counted, derived, stated) decides how it looks; `note` is said beside it, such as
    "not for publication". One without an anchor leads nowhere: a sample in a legend.
    """

    anchor: str
    basis: str = ""
    note: str = ""


Words = str | tuple[Run, ...]


def runs(words: Words) -> tuple[Run, ...]:
    """Words as runs; plain text is one run."""
    return (Run(words),) if isinstance(words, str) else words


def plain(words: Words) -> str:
    """Words without their looks."""
    return "".join(run.text for run in runs(words))


@dataclass(frozen=True)
class Heading:
    """A heading inside the document: level 1 is a chapter. Without an anchor it is given one."""

    level: int
    text: str
    anchor: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"a heading has level 1 to 4, not {self.level}: {self.text}")


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class ListItem:
    words: Words
    nested: "BulletList | None" = None


@dataclass(frozen=True)
class BulletList:
    """A list, with numbers where the order matters."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    """What somebody said, in paragraphs, and who in general words ("a parent")."""

    paragraphs: tuple[Words, ...]
    source: str = ""


@dataclass(frozen=True)
class Column:
    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first cell of each row is its header unless `row_headers` is False.

    `anchors`, one for each row where there are any, are what figures lead to.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    row_headers: bool = True
    notes: tuple[Words, ...] = ()
    anchors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.anchors and len(self.anchors) != len(self.rows):
            raise ValueError(f"“{self.caption}” has an anchor for each row, or none")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"“{self.caption}” has {len(self.columns)} columns and a row of {len(row)}"
                )


@dataclass(frozen=True)
class Chart:
    """A drawing with its title, the sentence that says what it shows, and the table behind it."""

    title: str
    description: str
    spec: LineChart | BarChart | ControlChart
    table: Table | None = None


@dataclass(frozen=True)
class DescriptionList:
    """Names and what they stand for; with an anchor it is a source card that figures lead to."""

    title: str
    items: tuple[tuple[str, Words], ...]
    anchor: str = ""


@dataclass(frozen=True)
class PageBreak:
    """A new page; `sideways` lays it and all that follow across, for tables of many columns."""

    sideways: bool = False


@dataclass(frozen=True)
class Contents:
    """A list of the headings down to `depth`; page numbers where there are pages."""

    title: str = "Contents"
    depth: int = 2


Block = (
    Heading
    | Paragraph
    | BulletList
    | Quote
    | Table
    | Chart
    | DescriptionList
    | PageBreak
    | Contents
)


@dataclass(frozen=True)
class Document:
    """A whole document; `marking` runs on every page, `created_at` is the only date that files carry.

    One that `is_one_sheet` is set closely on paper: it is meant to hang on a wall.
    """

    title: str
    blocks: tuple[Block, ...]
    created_at: datetime
    _: KW_ONLY
    subtitle: str = ""
    marking: str = ""
    publisher: str = ""
    language: str = "en-GB"
    is_one_sheet: bool = False

    def __post_init__(self) -> None:
        if self.created_at.tzinfo is None:
            raise ValueError("a document is created at a moment with a time zone")
        if twice := _twice(_anchors_of(self.blocks)):
            raise ValueError(f"an anchor stands for one place only: {', '.join(twice)}")


def anchored(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with an anchor on every heading, made from its words and used once."""
    taken = set(_anchors_of(blocks))
    named: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and not block.anchor:
            block = replace(block, anchor=_unused(slug(block.text), taken))
            taken.add(block.anchor)
        named.append(block)
    return tuple(named)


def slug(text: str) -> str:
    """A text as an anchor: small letters, figures and hyphens."""
    letters = [c for c in normalize("NFKD", text.lower()) if not combining(c)]
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in letters).split())


def uses(blocks: tuple[Block, ...]) -> dict[str, list[tuple[str, str]]]:
    """By source card: under which heading (anchor, text) each figure that leads to it stands, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    heading = ("", "")
    for block in blocks:
        if isinstance(block, Heading):
            heading = (block.anchor, block.text)
        for run in runs_of(block):
            if isinstance(run, FigureRun):
                found.setdefault(run.anchor, []).append(heading)
    return found


def cards(blocks: tuple[Block, ...]) -> frozenset[str]:
    """The anchors of the source cards that are there."""
    leads = (b for b in blocks if isinstance(b, DescriptionList | Table))
    return frozenset(_anchors_of(tuple(leads)))


def runs_of(block: Block | ListItem) -> Iterator[Run]:
    """Every run of a block, in the order in which it is read."""
    for words in _words_of(block):
        yield from runs(words)


def _words_of(block: Block | ListItem) -> Iterator[Words]:
    match block:
        case Paragraph(words):
            yield words
        case ListItem(words, nested):
            yield words
            yield from _words_of(nested) if nested else ()
        case BulletList(items):
            yield from chain.from_iterable(_words_of(item) for item in items)
        case Quote(paragraphs):
            yield from paragraphs
        case Table():
            yield from chain(*block.rows, block.notes)
        case Chart(table=Table() as table):
            yield from _words_of(table)
        case DescriptionList():
            yield from (words for _, words in block.items)


def _unused(wanted: str, taken: set[str]) -> str:
    wanted = wanted or "section"
    number, anchor = 1, wanted
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor


def _anchors_of(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        found += filter(None, (getattr(block, "anchor", ""),))
        found += block.anchors if isinstance(block, Table) else ()
    return found


def _twice(anchors: list[str]) -> list[str]:
    return sorted({anchor for anchor in anchors if anchors.count(anchor) > 1})
