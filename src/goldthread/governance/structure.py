"""The structure of a partnership as a picture: a tree from left to right. Plain Python, no database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

# All in the picture's own units, which are pixels at its full width.
WIDTH = 252  # of a box
ACROSS = 36  # between columns, where the ties run
BETWEEN = 12  # boxes, one under the other
APART = 30  # between trees
MARGIN = 2  # so that the frames of the outermost boxes are whole
PADDING = 11
TITLE, NOTE = 20, 18  # heights of a line
INSET = 10
LETTERS = 30  # that fit beside one another, wide ones too


@dataclass(frozen=True)
class Node:
    """Something of the structure and what reports to it; `kind` says how its box is drawn."""

    title: str
    kind: str
    notes: tuple[str, ...] = ()
    parts: tuple["Node", ...] = ()


class Line(NamedTuple):
    """Some words of a box that fit beside one another."""

    words: str
    is_title: bool
    is_continued: bool


@dataclass(frozen=True)
class Text:
    """One line of text at the place where its letters stand."""

    x: int
    y: int
    words: str
    is_title: bool


@dataclass(frozen=True)
class Box:
    """One thing of the structure, in its place."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    texts: tuple[Text, ...]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Picture:
    """Boxes, and ties as the `d` of a path, from whom is reported to, to who reports."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ties: tuple[str, ...]


def draw(trees: Sequence[Node]) -> Picture:
    """Lay the trees out one under the other: no box touches another, and every box is in the frame."""
    boxes: list[Box] = []
    ties: list[str] = []
    top = MARGIN
    for tree in trees:
        _place(tree, MARGIN, top, boxes, ties)
        top += _span(tree) + APART
    right = max((box.x + box.width for box in boxes), default=0)
    bottom = max((box.y + box.height for box in boxes), default=0)
    return Picture(right + MARGIN, bottom + MARGIN, tuple(boxes), tuple(ties))


def _place(node: Node, x: int, top: int, boxes: list[Box], ties: list[str]) -> Box:
    """Put a node in the middle of the height that it and its parts need, and its parts beside it."""
    span, height = _span(node), _height(node)
    y = top + (span - height) // 2
    box = Box(x, y, WIDTH, height, node.kind, tuple(_texts(node, x, y)))
    boxes.append(box)
    below = top + (span - _parts_span(node)) // 2
    for part in node.parts:
        beside = _place(part, x + WIDTH + ACROSS, below, boxes, ties)
        ties.append(_tie(box, beside))
        below += _span(part) + BETWEEN
    return box


def _tie(box: Box, part: Box) -> str:
    start, turn = box.x + box.width, part.x - ACROSS // 2
    return f"M{start} {box.middle}H{turn}V{part.middle}H{part.x}"


def _span(node: Node) -> int:
    """The height that a node takes with all that reports to it."""
    return max(_height(node), _parts_span(node))


def _parts_span(node: Node) -> int:
    gaps = BETWEEN * max(len(node.parts) - 1, 0)
    return sum(_span(part) for part in node.parts) + gaps


def _height(node: Node) -> int:
    return 2 * PADDING + sum(TITLE if line.is_title else NOTE for line in _lines(node))


def _lines(node: Node) -> Iterator[Line]:
    """The words of a box, broken into lines."""
    for number, words in enumerate(wrap(node.title, LETTERS) or [""]):
        yield Line(words, is_title=True, is_continued=number > 0)
    for note in node.notes:
        for number, words in enumerate(wrap(note, LETTERS + 2)):
            yield Line(words, is_title=False, is_continued=number > 0)


def _texts(node: Node, x: int, y: int) -> Iterator[Text]:
    at = y + PADDING
    for line in _lines(node):
        at += TITLE if line.is_title else NOTE
        # A note that goes on is set in, so that one can tell where the next begins.
        inset = INSET if line.is_continued and not line.is_title else 0
        yield Text(x + PADDING + inset, at - 5, line.words, line.is_title)
