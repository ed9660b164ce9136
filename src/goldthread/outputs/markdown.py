"""Markdown as people write it into the blocks of a document, with figures by key in the text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from goldthread.outputs.document import (
    Block,
    BulletList,
    Column,
    FigureRun,
    Heading,
    LinkRun,
    ListItem,
    Paragraph,
    Quote,
    Run,
    Table,
    Words,
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text, in a sentence for its writer; `line` counts from 1."""

    text: str
    line: int = 0

    def __str__(self) -> str:
        return f"Line {self.line}: {self.text}"


@dataclass(frozen=True)
class Narrative:
    """A text that was read: its blocks, and everything that is wrong with it, in order."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


Resolve = Callable[[str], FigureRun | Problem]


def read(text: str, resolve: Resolve, *, first_level: int = 2) -> Narrative:
    """The blocks of a Markdown text; `resolve` gives the figure for what stands between {{ and }}.

    HTML is shown as it was typed, never obeyed. Headings begin at `first_level` and skip no level.
    """
    reader = _Reader(resolve, first_level)
    blocks = reader.blocks(text)
    problems = sorted(reader.problems, key=lambda problem: problem.line)
    return Narrative(tuple(blocks), tuple(problems))


# A figure is set aside before Markdown sees the text, since its upright strokes would cut a table
# row into cells. It leaves its number between two signs that no keyboard has.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FIGURE = re.compile(r"\{\{([^{}\n]*)\}\}")
_SET_ASIDE = re.compile(f"({_OPEN}\\d+{_CLOSE})")

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.disable(["code", "fence", "hr", "lheading", "html_block", "html_inline"])
# Every address is let through here so that the writer hears of each one that is refused below.
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]

_INSIDE = {
    "heading": "A heading",
    "blockquote": "A quotation",
    "table": "A table",
    "bullet_list": "A list",
    "ordered_list": "A list",
}


class _Reader:
    def __init__(self, resolve: Resolve, first_level: int) -> None:
        self.resolve = resolve
        self.first_level = first_level
        self.level = first_level - 1
        self.figures: list[FigureRun | None] = []
        self.problems: list[Problem] = []

    def blocks(self, text: str) -> list[Block]:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_OPEN, "").replace(_CLOSE, "")
        set_aside = "\n".join(
            self._figures_of(line, number) for number, line in enumerate(text.split("\n"), 1)
        )
        root = SyntaxTreeNode(_MARKDOWN.parse(set_aside))
        return [block for node in root.children for block in self._block(node)]

    def _figures_of(self, line: str, number: int) -> str:
        """The line with each figure replaced by its sign."""

        def aside(match: re.Match[str]) -> str:
            found = self.resolve(match[1].strip())
            if isinstance(found, Problem):
                self.problems.append(replace(found, line=number))
            self.figures.append(found if isinstance(found, FigureRun) else None)
            return f"{_OPEN}{len(self.figures) - 1}{_CLOSE}"

        line = _FIGURE.sub(aside, line)
        if "{{" in line:
            self._refuse(number, "“{{” opens a figure that is not closed with “}}” on this line.")
        elif "}}" in line:
            self._refuse(number, "“}}” closes a figure that was not opened with “{{” on this line.")
        return line

    def _refuse(self, line: int, text: str) -> None:
        self.problems.append(Problem(text, line))

    def _block(self, node: SyntaxTreeNode) -> list[Block]:
        match node.type:
            case "paragraph":
                words = self._words(node)
                return [Paragraph(words)] if words else []
            case "heading":
                return [self._heading(node)]
            case "bullet_list" | "ordered_list":
                return [self._list(node)]
            case "blockquote":
                return [Quote(tuple(self._paragraphs(node, "a quotation")))]
            case "table":
                return [self._table(node)]
        return []

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        wanted = self.first_level - 1 + int(node.tag[1])
        self.level = min(wanted, self.level + 1, 4)
        words = self._words(node)
        if any(isinstance(run, FigureRun) for run in words):
            self._refuse(
                _line(node), "A figure cannot stand in a heading; say it in the text below."
            )
        return Heading(self.level, "".join(run.text for run in words))

    def _list(self, node: SyntaxTreeNode) -> BulletList:
        items = []
        for item in node.children:
            lists = [c for c in item.children if c.type in ("bullet_list", "ordered_list")]
            paragraphs = self._paragraphs(item, "a list", beside=lists)
            words = tuple(run for p in paragraphs for run in (Run(" "), *p))[1:]
            nested = [self._list(child) for child in lists]
            together = tuple(inner for one in nested for inner in one.items)
            deeper = BulletList(together, nested[0].ordered) if nested else None
            items.append(ListItem(_joined(words), deeper))
        return BulletList(tuple(items), ordered=node.type == "ordered_list")

    def _paragraphs(
        self, node: SyntaxTreeNode, place: str, beside: Sequence[SyntaxTreeNode] = ()
    ) -> list[tuple[Run, ...]]:
        """The paragraphs inside a quotation or a list item, where nothing else may stand."""
        found = []
        for child in node.children:
            if child.type == "paragraph":
                found.append(self._words(child))
            elif child not in beside:
                what = _INSIDE.get(child.type, "This")
                self._refuse(_line(child), f"{what} cannot stand inside {place}.")
        return found

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [row for part in node.children for row in part.children]
        columns = tuple(
            Column("".join(run.text for run in self._words(cell)), "right" in _style(cell))
            for cell in rows[0].children
        )
        body: list[tuple[Words, ...]] = [
            tuple(self._words(cell) for cell in row.children) for row in rows[1:]
        ]
        return Table("", columns, tuple(body), row_headers=False)

    def _words(self, node: SyntaxTreeNode) -> tuple[Run, ...]:
        """The runs of a block that holds text."""
        found: list[Run] = []
        for inline in node.children:
            self.line = _line(inline)
            for child in inline.children:
                found += self._inline(child, Run(""))
        return _joined(found)

    def _inline(self, node: SyntaxTreeNode, look: Run) -> list[Run]:
        match node.type:
            case "text" | "code_inline":
                return self._text(node.content, look)
            case "softbreak" | "hardbreak":
                self.line += 1
                return [replace(look, text="\n" if node.type == "hardbreak" else " ")]
            case "strong":
                look = replace(look, strong=True)
            case "em":
                look = replace(look, emphasis=True)
            case "link":
                look = self._link(str(node.attrs.get("href", "")), look)
            case "image":
                self._refuse(self.line, "Pictures cannot be put into the text.")
                return []
        return [run for child in node.children for run in self._inline(child, look)]

    def _link(self, address: str, look: Run) -> Run:
        if "%EE%80%80" in address:
            self._refuse(self.line, "A figure cannot stand in the address of a link.")
        elif not re.match(r"https?://[^/\s]", address, re.IGNORECASE):
            self._refuse(self.line, f"The link to “{address}” must begin with https:// or http://.")
        else:
            return LinkRun("", address, strong=look.strong, emphasis=look.emphasis)
        return look

    def _text(self, text: str, look: Run) -> list[Run]:
        found: list[Run] = []
        for part in _SET_ASIDE.split(text):
            if not part.startswith(_OPEN):
                found.append(replace(look, text=part))
                continue
            figure = self.figures[int(part[1:-1])]
            if figure and isinstance(look, LinkRun):
                self._refuse(self.line, "A figure leads to its source; it cannot stand in a link.")
            elif figure:
                found.append(replace(figure, strong=look.strong, emphasis=look.emphasis))
        return found


def _joined(found: Sequence[Run]) -> tuple[Run, ...]:
    """Runs of one look made into one, empty ones left out."""
    whole: list[Run] = []
    for run in found:
        if not run.text:
            continue
        if whole and not isinstance(run, FigureRun) and replace(whole[-1], text=run.text) == run:
            whole[-1] = replace(run, text=whole[-1].text + run.text)
        else:
            whole.append(run)
    return tuple(whole)


def _line(node: SyntaxTreeNode) -> int:
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map[0] + 1 if node.map else 1


def _style(node: SyntaxTreeNode) -> str:
    return str(node.attrs.get("style", ""))
