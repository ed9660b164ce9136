"""A document as an accessible page: one file that needs no other, or a piece of a page."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, singledispatchmethod
from html import escape
from pathlib import Path

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
    uses,
)
from goldthread.outputs.legible import all_legible
from goldthread.ui.british import day
from goldthread.ui.charts import ControlChart, Draw, drawn, drawn_together, specification, svg
from goldthread.ui.charts.frame import Json

_STYLES = Path(__file__).with_name("styles")
_WHOLE = 15  # rows; on paper a table up to this long is not cut
_FIT_A_PHONE = 4  # columns
_HEADING_SIZES = {1: "l", 2: "m"}  # the page above has one of size "l"


def page(document: Document, *, draw: Draw = drawn) -> str:
    """The whole document as one HTML file: no script, and nothing fetched from anywhere."""
    document = all_legible(document)
    policy = f"default-src 'none'; style-src '{style_hash()}'; base-uri 'none'; form-action 'none'"
    return _page(
        document,
        style=_style("report.css"),
        policy=f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        body=_Writer(anchored(document.blocks), draw=draw).html(),
    )


def paper(document: Document, *, draw: Draw = drawn) -> str:
    """The document as it is handed to the PDF maker: wide charts, open tables, page numbers."""
    document = all_legible(document)
    return _page(
        document,
        style=_style("report.css") + _style("paper.css"),
        policy="",
        body=_Writer(anchored(document.blocks), draw=draw, on_paper=True).html(),
    )


def fragment(
    blocks: tuple[Block, ...],
    *,
    draw: Draw = drawn,
    below: int = 1,
    figure_address: Callable[[str], str] | None = None,
) -> str:
    """Blocks for the inside of a page, by classes alone.

    `below` is the level of the heading that they stand under. `figure_address` gives the address of
    a source card for its anchor; without it a figure leads to a card among the blocks, if any.
    """
    blocks = anchored(all_legible(blocks))
    writer = _Writer(blocks, draw=draw, below=below, figure_address=figure_address)
    return writer.html()


def style_hash() -> str:
    """What a content security policy must allow for `page` to be shown with its style."""
    digest = hashlib.sha256(_style("report.css").encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def _style(name: str) -> str:
    return (_STYLES / name).read_text(encoding="utf-8")


def _page(document: Document, *, style: str, policy: str, body: str) -> str:
    created = document.created_at.isoformat(timespec="seconds")
    marking = f'<p class="gt-marking">{escape(document.marking)}</p>' if document.marking else ""
    subtitle = (
        f'<p class="gt-subtitle">{escape(document.subtitle)}</p>' if document.subtitle else ""
    )
    made = f"Made on {day(document.created_at)}"
    if document.publisher:
        made = f"{escape(document.publisher)}. {made}"
    title = escape(document.title)
    sheet = ' class="gt-sheet"' if document.is_one_sheet else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n{policy}\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{escape(document.publisher)}">\n'
        f'<meta name="dcterms.created" content="{created}">\n'
        f"<style>{style}</style>\n</head>\n<body{sheet}>\n"
        f"<header>{marking}<h1>{_unbroken(document.title)}</h1>{subtitle}"
        f'<p class="gt-made">{made}</p></header>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


class _Writer:
    """Writes the blocks in order; it remembers how often each source card was led to."""

    def __init__(
        self,
        blocks: tuple[Block, ...],
        *,
        draw: Draw,
        below: int = 1,
        on_paper: bool = False,
        figure_address: Callable[[str], str] | None = None,
    ) -> None:
        self.blocks, self.draw, self.below, self.on_paper = blocks, draw, below, on_paper
        self.figure_address = figure_address
        self.cards = cards(blocks)
        self.uses = uses(blocks)
        self.used: Counter[str] = Counter()
        self.level = below

    def html(self) -> str:
        if self.draw is drawn:
            self.draw = drawn_together(self._specifications())
        written = "\n".join(self.block(block) for block in self.blocks)
        turned = any(isinstance(block, PageBreak) and block.sideways for block in self.blocks)
        return f"{written}\n</div>" if turned else written

    def _specifications(self) -> Iterator[Json]:
        for block in self.blocks:
            if isinstance(block, Chart) and not isinstance(block.spec, ControlChart):
                for narrow in (False,) if self.on_paper else (False, True):
                    yield specification(block.spec, narrow=narrow)

    @singledispatchmethod
    def block(self, block: Block) -> str:
        raise TypeError(f"no page is made from {type(block).__name__}")

    @block.register
    def _(self, block: Heading) -> str:
        self.level = min(block.level + self.below, 6)
        size = _HEADING_SIZES.get(self.level, "s")
        return (
            f'<h{self.level} class="govuk-heading-{size}" id="{escape(block.anchor)}">'
            f"{_unbroken(block.text)}</h{self.level}>"
        )

    @block.register
    def _(self, block: Paragraph) -> str:
        return f'<p class="govuk-body">{self._words(block.words)}</p>'

    @block.register
    def _(self, block: BulletList) -> str:
        tag, kind = ("ol", "number") if block.ordered else ("ul", "bullet")
        items = "".join(
            f"<li>{self._words(item.words)}{self.block(item.nested) if item.nested else ''}</li>"
            for item in block.items
        )
        return f'<{tag} class="govuk-list govuk-list--{kind}">{items}</{tag}>'

    @block.register
    def _(self, block: Quote) -> str:
        said = "".join(f'<p class="govuk-body">{self._words(p)}</p>' for p in block.paragraphs)
        if block.source:
            said += f'<p class="govuk-body gt-said">{escape(block.source)}</p>'
        return f'<blockquote class="govuk-inset-text">{said}</blockquote>'

    @block.register
    def _(self, block: Table) -> str:
        caption = escape(block.caption)
        head = "".join(
            f'<th scope="col"{_words(c)}>{_unbroken(c.label)}</th>' for c in block.columns
        )
        anchors = block.anchors or ("",) * len(block.rows)
        body = "".join(
            f"<tr{_id(anchor)}>{self._cells(block, row, anchor)}</tr>"
            for anchor, row in zip(anchors, block.rows, strict=True)
        )
        titled = caption and (
            '<caption class="govuk-table__caption govuk-table__caption--s">'
            f"{_unbroken(block.caption)}</caption>"
        )
        notes = "".join(
            f'<p class="govuk-body-s gt-notes">{self._words(note)}</p>' for note in block.notes
        )
        if self.on_paper:
            place = 'class="gt-whole"' if len(block.rows) <= _WHOLE else 'class="gt-long"'
        else:  # a table wider than a phone is reached and moved with the keyboard
            place = f'class="gt-scroll" tabindex="0" role="group" aria-label="{caption or "Table"}"'
        return (
            f'{self._moves(len(block.columns))}<div {place}><table class="govuk-table gt-cells">{titled}'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{notes}"
        )

    def _moves(self, columns: int) -> str:
        """For a phone, on which a table of many columns is cut off, that there is more of it."""
        if self.on_paper or columns <= _FIT_A_PHONE:
            return ""
        words = f"Move this table sideways to see all {columns} columns."
        return f'<p class="govuk-body-s gt-moves">{words}</p>'

    def _cells(self, table: Table, row: tuple[Words, ...], anchor: str) -> str:
        cells = []
        for place, (column, words) in enumerate(zip(table.columns, row, strict=True)):
            if place == 0 and table.row_headers:
                cells.append(f'<th scope="row">{self._words(words)}{self._back(anchor)}</th>')
            else:
                cells.append(f"<td{_words(column)}>{self._words(words)}</td>")
        return "".join(cells)

    @block.register
    def _(self, block: Chart) -> str:
        title, description = escape(block.title), escape(block.description)
        table = self.block(block.table) if block.table else ""
        if table and not self.on_paper:
            table = (
                '<details class="govuk-details"><summary class="govuk-details__summary">'
                '<span class="govuk-details__summary-text">Table of these figures</span></summary>'
                f'<div class="govuk-details__text">{table}</div></details>'
            )
        return (
            f'<figure class="gt-chart"><figcaption class="govuk-body">'
            f'<span class="gt-chart__title govuk-heading-s">{title}</span>'
            f"<span>{description}</span></figcaption>{self._drawings(block)}</figure>{table}"
        )

    def _drawings(self, chart: Chart) -> str:
        """On paper the name of a drawing is all that its tag can carry, so it holds both texts."""
        if self.on_paper:
            return svg(chart.spec, title=f"{chart.title}. {chart.description}", draw=self.draw)
        return "".join(
            svg(
                chart.spec,
                title=chart.title,
                description=chart.description,
                narrow=narrow,
                draw=self.draw,
            )
            for narrow in (False, True)
        )

    @block.register
    def _(self, block: DescriptionList) -> str:
        level = min(self.level + 1, 6)
        items = "".join(
            f"<dt>{escape(term)}</dt><dd>{self._words(words)}</dd>" for term, words in block.items
        )
        return (
            f'<section class="gt-card"{_id(block.anchor)}><h{level} class="govuk-heading-s">'
            f"{escape(block.title)}</h{level}><dl>{items}</dl>{self._back(block.anchor)}</section>"
        )

    def _back(self, anchor: str) -> str:
        """Links from a source card to where its figure is used, once for each heading."""
        places: dict[str, str] = {}
        for number, (_, heading) in enumerate(self.uses.get(anchor, []), 1):
            places.setdefault(heading, f"{anchor}-use-{number}")
        if not places or self.on_paper or self.figure_address:
            return ""
        links = ", ".join(
            f'<a class="govuk-link" href="#{escape(use)}">{escape(heading or "the beginning")}</a>'
            for heading, use in places.items()
        )
        return f'<p class="govuk-body-s gt-back">Used in: {links}</p>'

    @block.register
    def _(self, block: PageBreak) -> str:
        return '<div class="gt-sideways">' if block.sideways else '<div class="gt-break"></div>'

    @block.register
    def _(self, block: Contents) -> str:
        items = "".join(
            f'<li class="gt-contents__{heading.level}">'
            f'<a class="govuk-link" href="#{escape(heading.anchor)}">{escape(heading.text)}</a></li>'
            for heading in self.blocks
            if isinstance(heading, Heading) and heading.level <= block.depth
        )
        level = self.below + 1
        title = escape(block.title)
        return (
            f'<nav class="gt-contents" aria-label="{title}"><h{level} class="govuk-heading-m">'
            f'{title}</h{level}><ol class="govuk-list">{items}</ol></nav>'
        )

    def _words(self, words: Words) -> str:
        return "".join(self._run(run) for run in runs(words))

    def _run(self, run: Run) -> str:
        text = escape(run.text).replace("\n", "<br>")
        if isinstance(run, LinkRun):
            text = f'<a class="govuk-link" href="{escape(run.address)}">{text}</a>'
        elif isinstance(run, FigureRun):
            text = self._figure(run, text)
        if run.emphasis:
            text = f"<em>{text}</em>"
        return f"<strong>{text}</strong>" if run.strong else text

    def _figure(self, run: FigureRun, text: str) -> str:
        self.used[run.anchor] += 1
        look = "gt-in-text" + (f" gt-figure--{escape(run.basis)}" if run.basis else "")
        note = f' <span class="gt-note">({escape(run.note)})</span>' if run.note else ""
        if run.basis == "stated":
            text += '<span class="govuk-visually-hidden"> (stated)</span>'
        if self.figure_address and run.anchor:
            return f'<a class="{look}" href="{escape(self.figure_address(run.anchor))}">{text}</a>{note}'
        if run.anchor not in self.cards:
            return f'<span class="{look}">{text}</span>{note}'
        use = escape(f"{run.anchor}-use-{self.used[run.anchor]}")
        return f'<a class="{look}" id="{use}" href="#{escape(run.anchor)}">{text}</a>{note}'


_YEAR = re.compile(r"\b\d{4}-\d{2}(?: (?:Q[1-4]|H[12]))?\b")


def _unbroken(text: str) -> str:
    """A heading whose years, such as 2022-23, stay on one line; copied, they are what they were."""
    return _YEAR.sub(lambda year: f'<span class="gt-unbroken">{year[0]}</span>', escape(text))


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""


def _words(column: Column) -> str:
    """Most cells hold numbers: those are told nothing of how they look."""
    return "" if column.numeric else ' class="gt-words"'
