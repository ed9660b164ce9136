"""A report as a document for one audience: made from a snapshot and from nothing else."""

from collections.abc import Iterator
from functools import singledispatchmethod

from goldthread.house import Audience, Basis
from goldthread.outputs.document import (
    Block,
    Contents,
    Document,
    FigureRun,
    Heading,
    PageBreak,
    Paragraph,
    Run,
)
from goldthread.ui.british import day
from goldthread.yearly_report.charts import chart_block
from goldthread.yearly_report.contents import (
    Content,
    FigureChart,
    FigureTable,
    PrintedChanges,
    Text,
)
from goldthread.yearly_report.passages import Passages
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import SectionCopy, Snapshot
from goldthread.yearly_report.sources import source_tables
from goldthread.yearly_report.tables import departures_table, figure_tables

MARKING = {
    Audience.WORKING: "Working paper, not for publication",
    Audience.BOARD: "For the partners, not for publication",
    Audience.PUBLIC: "",
}


SAMPLE = "123"
LEGEND = {
    Basis.COUNTED: "counted",
    Basis.DERIVED: "worked out from counted numbers",
    Basis.STATED: "stated by its source without the numbers behind it",
}


def document(snapshot: Snapshot, audience: Audience) -> Document:
    """The whole report with its source cards, as one audience may see it."""
    return Document(
        title=snapshot.title,
        subtitle=f"April {snapshot.year[:4]} to March {int(snapshot.year[:4]) + 1}",
        blocks=Composer(snapshot, audience).blocks(),
        created_at=snapshot.taken_at,
        marking=marking(snapshot, audience),
        publisher=snapshot.space_name,
    )


def marking(snapshot: Snapshot, audience: Audience) -> str:
    """What runs on every page: that it is a draft, a demonstration, and for whom it is."""
    parts = (
        "" if snapshot.is_frozen else "DRAFT",
        "Demonstration" if snapshot.is_demonstration else "",
        MARKING[audience],
    )
    return ". ".join(part for part in parts if part)


class Composer:
    """Turns the sections of a snapshot into blocks."""

    def __init__(self, snapshot: Snapshot, audience: Audience) -> None:
        self.snapshot = snapshot
        self.audience = audience
        self.release = Release(snapshot, audience)

    def blocks(self) -> tuple[Block, ...]:
        """The report from its contents list to its source cards."""
        return (*self.text(), *self._sources())

    def text(self) -> tuple[Block, ...]:
        """The report without its source cards."""
        return (
            *self._opening(),
            Contents(depth=1),
            *(block for section in self.snapshot.sections for block in self.section(section)),
        )

    def _opening(self) -> Iterator[Block]:
        on = day(self.snapshot.taken_at.date())
        if self.snapshot.is_demonstration:
            yield Paragraph(_demonstration(self.snapshot))
        if self.snapshot.is_frozen:
            stand = f"The figures were frozen on {on} and do not change."
        else:
            stand = f"This is a draft, with the figures as they stood on {on}."
        yield Paragraph(f"{stand} Each figure leads to where it comes from.")
        yield from self._legend()

    def _legend(self) -> Iterator[Block]:
        """How each basis looks, of those that the report holds."""
        there = {card.figure.basis for card in self.release.cards() if not card.figure.suppressed}
        samples: list[Run] = []
        for basis in (each for each in LEGEND if each in there):
            samples += [Run(" · ")] if samples else []
            samples.append(FigureRun(SAMPLE, anchor="", basis=basis))
            samples.append(Run(f" {LEGEND[basis]}"))
        if samples:
            yield Paragraph((Run("How figures look: "), *samples, Run(".")))

    def section(self, section: SectionCopy) -> Iterator[Block]:
        """A chapter: its heading and what it holds, or why it holds nothing.

        The public is not told of one that was left empty without a reason.
        """
        if section.is_empty and self.audience is Audience.PUBLIC:
            return
        yield Heading(1, section.heading)
        if section.of_scrutineer:
            yield Paragraph((Run("Written by the independent scrutineer.", emphasis=True),))
        if not section.contents:
            why = section.left_empty_because or "Nothing has been written here yet."
            yield Paragraph(why)
        for content in section.contents:
            yield from self.content(content)

    @singledispatchmethod
    def content(self, content: Content) -> Iterator[Block]:
        """The blocks of one content."""
        raise TypeError(f"no document is made from {type(content).__name__}")

    @content.register
    def _(self, content: Text) -> Iterator[Block]:
        yield from Passages(self.release).blocks(content.text)
        shows = "" if self.audience is Audience.PUBLIC else f"Can show: {content.rung.label}"
        source = f"Source: {content.source}" if content.source else ""
        if words := ". ".join(part for part in (shows, source) if part):
            yield Paragraph((Run(f"{words.rstrip('.')}.", emphasis=True),))

    @content.register
    def _(self, content: FigureTable) -> Iterator[Block]:
        yield from figure_tables(content, self.release)

    @content.register
    def _(self, content: FigureChart) -> Iterator[Block]:
        yield chart_block(content, self.release)

    @content.register
    def _(self, content: PrintedChanges) -> Iterator[Block]:
        yield from departures_table(content, self.release)

    def _sources(self) -> Iterator[Block]:
        if not self.release.cards():
            return
        yield PageBreak(sideways=True)
        yield Heading(1, "Where each figure comes from")
        yield from source_tables(self.release)


def _demonstration(snapshot: Snapshot) -> str:
    if snapshot.is_fictional:
        return (
            f"{snapshot.space_name} does not exist: every person, agency and record in it is"
            " invented."
        )
    return (
        "This is a demonstration, compiled from published figures. It is not a publication of"
        f" {snapshot.space_name}."
    )
