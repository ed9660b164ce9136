"""One page of a PDF: what a reader sees of its text, and what lies there unseen."""

from dataclasses import dataclass, field
from typing import Any

INVISIBLE = 3  # the way of writing that leaves no mark
WHITE = 0.98
_SHOW = {b"Tj", b"TJ", b"'", b'"'}
_FILL = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
Matrix = list[float]


@dataclass
class Page:
    """The text of a page in its order, and what of it is hidden, with how."""

    text: str
    hidden: list[tuple[str, str]]
    pictures: bool

    @classmethod
    def of(cls, page: Any) -> "Page":
        """Read a page of pypdf's."""
        seen = _Watch(tuple(float(side) for side in page.cropbox))
        text = page.extract_text(visitor_operand_before=seen.operand, visitor_text=seen.told)
        return cls(text, seen.hidden(), seen.pictures)


@dataclass
class _Watch:
    """Follows the drawing of a page: the colour and way of writing, boxes, and where text begins."""

    box: tuple[float, ...]
    colour: tuple[float, ...] = (0.0,)
    way: int = 0
    kept: list[tuple[tuple[float, ...], int]] = field(default_factory=list)
    path: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[int, tuple[float, float, float, float]]] = field(default_factory=list)
    texts: list[tuple[int, str, str, float, float]] = field(default_factory=list)
    coloured: bool = False
    pictures: bool = False
    step: int = 0
    pending: str = ""

    def operand(self, operator: bytes, operands: Any, cm: Matrix, tm: Matrix) -> None:
        """One instruction, before it is carried out."""
        self.step += 1
        if operator == b"q":
            self.kept.append((self.colour, self.way))
        elif operator == b"Q" and self.kept:
            self.colour, self.way = self.kept.pop()
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            self.colour = _colour(operator, operands)
        elif operator == b"Tr":
            self.way = int(operands[0])
        elif operator == b"re":
            self.path.append(_rectangle(operands, cm))
        elif operator in _FILL:
            self._filled()
        elif operator in (b"n", b"S", b"s"):
            self.path.clear()
        elif operator == b"Do":
            self.pictures = True
        elif operator in _SHOW:
            self.pending = self._unseen() or self.pending

    def _filled(self) -> None:
        self.boxes += [(self.step, each) for each in self.path]
        self.coloured = self.coloured or not _is_white(self.colour)
        self.path.clear()

    def _unseen(self) -> str:
        if self.way == INVISIBLE:
            return "invisible text"
        # White letters on a coloured ground are read as any others.
        return "white text" if _is_white(self.colour) and not self.coloured else ""

    def told(self, text: str, cm: Matrix, tm: Matrix, font: Any, size: Any) -> None:
        """A stretch of text as pypdf gives it, with where it begins."""
        if text.strip():
            x, y = _moved(tm[4], tm[5], cm)
            self.texts.append((self.step, text, self.pending, x, y))
        self.pending = ""

    def hidden(self) -> list[tuple[str, str]]:
        found: dict[str, list[str]] = {}
        for step, text, how, x, y in self.texts:
            how = how or self._where(step, x, y)
            if how:
                found.setdefault(how, []).append(text)
        return [(how, " ".join(" ".join(texts).split())) for how, texts in found.items()]

    def _where(self, step: int, x: float, y: float) -> str:
        left, bottom, right, top = self.box
        if not (left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1):
            return "text outside the page"
        over = (box for at, box in self.boxes if at > step)
        covered = any(l <= x + 1 and x + 1 <= r and b <= y + 2 <= t for l, b, r, t in over)  # noqa: E741 -- sides
        return "text under a box" if covered else ""


def _colour(operator: bytes, operands: Any) -> tuple[float, ...]:
    values = [float(each) for each in operands if isinstance(each, int | float)]
    if operator == b"k" and len(values) == 4:
        return tuple((1 - each) * (1 - values[3]) for each in values[:3])
    return tuple(values) or (0.0,)


def _is_white(colour: tuple[float, ...]) -> bool:
    return min(colour) >= WHITE


def _moved(x: float, y: float, cm: Matrix) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _rectangle(operands: Any, cm: Matrix) -> tuple[float, float, float, float]:
    x, y, width, height = (float(each) for each in operands)
    first, second = _moved(x, y, cm), _moved(x + width, y + height, cm)
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[0], second[0]),
        max(first[1], second[1]),
    )
