"""A document as a Word file with real headings, the same bytes for the same document."""

from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from goldthread.outputs import word_parts as parts
from goldthread.outputs.document import (
    Block,
    BulletList,
    Chart,
    Column,
    Contents,
    DescriptionList,
    Document,
    FigureRun,
    Heading,
    LinkRun,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    Words,
    anchored,
    cards,
    runs,
)
from goldthread.outputs.legible import all_legible
from goldthread.ui.charts import Draw, drawn, png

_PICTURE_WIDTH = Cm(16.5)
_LIST_LEVELS = 3  # as many as Word's own list styles have


def word(document: Document, *, draw: Draw = drawn) -> bytes:
    """The document as .docx, carrying no name and no time but its own."""
    document = all_legible(document)
    file = new_document()
    parts.prepare(file, document)
    _Writer(file, document, draw).write()
    saved = BytesIO()
    file.save(saved)
    return parts.repacked(saved.getvalue())


class _Writer:
    """Writes the blocks in order; headings and source cards are bookmarks that links lead to."""

    def __init__(self, file: WordDocument, document: Document, draw: Draw) -> None:
        self.file, self.document, self.draw = file, document, draw
        self.blocks = anchored(document.blocks)
        anchors = [b.anchor for b in self.blocks if isinstance(b, Heading)]
        places = (*anchors, *sorted(cards(self.blocks)))
        self.bookmarks = {anchor: f"place_{n}" for n, anchor in enumerate(places, 1)}
        self.level = 0

    def write(self) -> None:
        self.file.add_paragraph(self.document.title, style="Title")
        if self.document.subtitle:
            self.file.add_paragraph(self.document.subtitle, style="Subtitle")
        for block in self.blocks:
            self.block(block)

    @singledispatchmethod
    def block(self, block: Block) -> None:
        raise TypeError(f"no Word file is made from {type(block).__name__}")

    @block.register
    def _(self, block: Heading) -> None:
        self.level = block.level
        self._heading(block.text, block.level, block.anchor)

    def _heading(self, text: str, level: int, anchor: str) -> None:
        paragraph = self.file.add_heading(text, min(level, 9))
        if anchor:
            parts.bookmark(paragraph, self.bookmarks[anchor])

    @block.register
    def _(self, block: Paragraph) -> None:
        self._words(self.file.add_paragraph(), block.words)

    @block.register
    def _(self, block: BulletList) -> None:
        self._list(block, 1)

    def _list(self, block: BulletList, level: int) -> None:
        name = "List Number" if block.ordered else "List Bullet"
        style = name if level == 1 else f"{name} {min(level, _LIST_LEVELS)}"
        numbering = parts.numbering_from_one(self.file, style) if block.ordered else None
        for item in block.items:
            paragraph = self.file.add_paragraph(style=style)
            if numbering is not None:
                parts.number_with(paragraph, numbering)
            self._words(paragraph, item.words)
            if item.nested:
                self._list(item.nested, level + 1)

    @block.register
    def _(self, block: Quote) -> None:
        for words in block.paragraphs:
            self._words(self.file.add_paragraph(style="Quote"), words)
        if block.source:
            self.file.add_paragraph(
                block.source, style="Quote"
            ).paragraph_format.keep_together = True

    @block.register
    def _(self, block: Table) -> None:
        if block.caption:
            self.file.add_paragraph(block.caption, style="Caption")
        heading, *body = parts.table(
            self.file, 1 + len(block.rows), len(block.columns), block.caption
        )
        for column, cell in zip(block.columns, heading, strict=True):
            self._cell(cell, column).add_run(column.label).bold = True
        anchors = block.anchors or ("",) * len(block.rows)
        for anchor, row, cells in zip(anchors, block.rows, body, strict=True):
            if anchor:
                parts.bookmark(cells[0].paragraphs[0], self.bookmarks[anchor])
            for column, words, cell in zip(block.columns, row, cells, strict=True):
                self._words(self._cell(cell, column), words)
        for note in block.notes:
            self._words(self.file.add_paragraph(style="Note"), note)
        if not block.notes:
            self.file.add_paragraph(style="Note")  # Word joins tables that touch

    def _cell(self, cell: Cell, column: Column) -> WordParagraph:
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell"
        if column.numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return paragraph

    @block.register
    def _(self, block: Chart) -> None:
        self.file.add_paragraph(block.title, style="Caption")
        self.file.add_paragraph(block.description).paragraph_format.keep_with_next = True
        picture = (
            self.file.add_paragraph()
            .add_run()
            .add_picture(BytesIO(png(block.spec, draw=self.draw)), width=_PICTURE_WIDTH)
        )
        parts.describe(picture, block.title, f"{block.title}. {block.description}")
        if block.table:
            self.block(block.table)

    @block.register
    def _(self, block: DescriptionList) -> None:
        self._heading(block.title, self.level + 1, block.anchor)
        for term, words in block.items:
            paragraph = self.file.add_paragraph(style="Card")
            paragraph.add_run(f"{term}: ").bold = True
            self._words(paragraph, words)

    @block.register
    def _(self, block: PageBreak) -> None:
        if block.sideways:
            parts.turn_sideways(self.file)
        else:
            self.file.add_page_break()

    @block.register
    def _(self, block: Contents) -> None:
        listed = [
            (heading.level, heading.text, self.bookmarks[heading.anchor])
            for heading in self.blocks
            if isinstance(heading, Heading) and heading.level <= block.depth
        ]
        parts.contents(self.file, block.title, block.depth, listed)

    def _words(self, paragraph: WordParagraph, words: Words) -> None:
        for run in runs(words):
            self._run(paragraph, run)

    def _run(self, paragraph: WordParagraph, run: Run) -> None:
        holder: Any = paragraph
        style = None
        if isinstance(run, LinkRun):
            holder, style = parts.outward_link(paragraph, run.address), "Hyperlink"
        elif isinstance(run, FigureRun) and run.anchor in self.bookmarks:
            holder, style = parts.inward_link(paragraph, self.bookmarks[run.anchor]), "Figure"
        if isinstance(run, FigureRun) and run.basis == "stated":
            style = "Stated figure"
        written: WordRun = parts.add_run(holder, paragraph, run.text, style)
        written.bold = run.strong or None
        written.italic = run.emphasis or None
        if isinstance(run, FigureRun) and run.note:
            paragraph.add_run(f" ({run.note})")
