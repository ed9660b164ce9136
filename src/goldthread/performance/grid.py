"""A return as a page to be typed into: the boxes of each line, with the problems beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.performance.asked import Asked, Checked, Line, LineKey, Problem, Typed
from goldthread.performance.sheets.matching import cut
from goldthread.ui.forms import ErrorLink

ANSWER = "answer"


@dataclass(frozen=True)
class Box:
    """One box to type a number into."""

    name: str
    label: str
    text: str
    errors: tuple[str, ...]


@dataclass(frozen=True)
class GridLine:
    """A line of the grid; it has a box for an answer where something is asked or was answered."""

    line: Line
    name: str
    boxes: tuple[Box, ...]
    questions: tuple[str, ...]
    answer: str
    answer_errors: tuple[str, ...]

    @property
    def asks(self) -> bool:
        return bool(self.questions or self.answer)

    @property
    def answer_name(self) -> str:
        return f"{self.name}-{ANSWER}"

    @property
    def is_given(self) -> bool:
        return any(box.text for box in self.boxes)

    @property
    def needs_attention(self) -> bool:
        return bool(self.questions or self.answer_errors or any(box.errors for box in self.boxes))


@dataclass(frozen=True)
class GridPart:
    """A breakdown of one area's line: a title and a line for each item."""

    title: str
    lines: tuple[GridLine, ...]

    @property
    def given(self) -> int:
        return sum(line.is_given for line in self.lines)

    @property
    def needs_attention(self) -> bool:
        return any(line.needs_attention for line in self.lines)


@dataclass(frozen=True)
class GridArea:
    """One area of an indicator: the whole, and its parts."""

    whole: GridLine
    parts: tuple[GridPart, ...]


@dataclass(frozen=True)
class GridIndicator:
    """An indicator with its areas."""

    indicator: Indicator
    areas: tuple[GridArea, ...]


@dataclass(frozen=True)
class GridSection:
    """A section of the catalogue with its indicators."""

    title: str
    indicators: tuple[GridIndicator, ...]


@dataclass(frozen=True)
class Grid:
    """The whole page of boxes, and the links of its summaries."""

    sections: tuple[GridSection, ...]
    errors: tuple[ErrorLink, ...]
    questions: tuple[ErrorLink, ...]
    several_areas: bool


def grid(asked: Asked, typed: Mapping[LineKey, Typed], checked: Checked | None) -> Grid:
    """The boxes of what is asked, filled as typed; without `checked`, nothing is asked back yet."""
    problems: dict[LineKey, list[Problem]] = {}
    for problem in checked.problems if checked else ():
        if problem.key is not None:
            problems.setdefault(problem.key, []).append(problem)
    lines = {
        line.key: _line(line, typed.get(line.key, Typed({})), problems.get(line.key, []))
        for line in asked.lines()
    }
    rows = catalogue()
    sections: dict[str, list[GridIndicator]] = {}
    for key in asked.indicators:
        areas = tuple(_area(code, rows[key], lines) for code, _ in asked.areas)
        sections.setdefault(rows[key].section, []).append(GridIndicator(rows[key], areas))
    several = len(asked.areas) > 1
    found = checked.problems if checked else ()
    words = {line.key: line_words(line, several) for line in asked.lines()}
    return Grid(
        tuple(GridSection(rows.sections[s], tuple(own)) for s, own in sections.items()),
        tuple(_link(p, words) for p in found if p.is_error),
        tuple(_link(p, words) for p in found if not p.is_error),
        several,
    )


def typed_into(asked: Asked, posted: Mapping[str, str]) -> dict[LineKey, Typed]:
    """What somebody typed into the boxes."""
    return {
        line.key: Typed(
            {part: cut(_plain(posted, box_name(line.key, part))) for part in line.parts},
            _plain(posted, box_name(line.key, ANSWER)),
        )
        for line in asked.lines()
    }


def box_name(key: LineKey, part: str) -> str:
    """The name and id of a box: no part of a key holds a hyphen, so no two boxes share one."""
    return "-".join((key.indicator, key.area, key.breakdown, part))


def line_words(line: Line, several_areas: bool) -> str:
    """A line in words, with its area where there are several."""
    return f"{line.words}, {line.area_name}" if several_areas else line.words


def _plain(posted: Mapping[str, str], name: str) -> str:
    """A posted text without what no database keeps."""
    return posted.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()


def _area(code: str, indicator: Indicator, lines: Mapping[LineKey, GridLine]) -> GridArea:
    parts = tuple(
        GridPart(
            breakdown.title,
            tuple(lines[LineKey(code, indicator.key, item)] for item, _ in breakdown.items),
        )
        for breakdown in indicator.breakdowns
    )
    return GridArea(lines[LineKey(code, indicator.key)], parts)


def _line(line: Line, typed: Typed, problems: list[Problem]) -> GridLine:
    def errors(part: str) -> tuple[str, ...]:
        return tuple(p.sentence for p in problems if p.is_error and p.part == part)

    boxes = tuple(
        Box(box_name(line.key, part.name), part.words, typed.text(part.name), errors(part.name))
        for part in line.indicator.parts
    )
    questions = tuple(p.sentence for p in problems if not p.is_error)
    name = "-".join((line.key.indicator, line.key.area, line.key.breakdown))
    return GridLine(line, name, boxes, questions, typed.answer, errors(ANSWER))


def _link(problem: Problem, words: Mapping[LineKey, str]) -> ErrorLink:
    key = problem.key
    if key is None or key not in words:
        return ErrorLink(problem.sentence)
    part = problem.part if problem.is_error else ANSWER
    return ErrorLink(f"{words[key]}: {problem.sentence}", box_name(key, part))


def differences(
    asked: Asked, saved: Mapping[LineKey, Typed], mine: Mapping[LineKey, Typed]
) -> Iterator[tuple[str, str, str]]:
    """The lines on which two people differ: (line, what is saved, what was typed)."""
    several = len(asked.areas) > 1
    for line in asked.lines():
        theirs, own = (side.get(line.key, Typed({})) for side in (saved, mine))
        if _said(theirs, line) != _said(own, line):
            yield line_words(line, several), _said(theirs, line), _said(own, line)


def _said(typed: Typed, line: Line) -> str:
    """A line's numbers and answer as one text: "40 of 200 (as counted)"."""
    texts = [_number(typed.text(part)) for part in line.parts]
    numbers = " of ".join(text or "nothing" for text in texts) if any(texts) else ""
    answer = typed.answer.strip()
    return " ".join(filter(None, (numbers, f"({answer})" if answer else "")))


def _number(text: str) -> str:
    """A number without its thousands' marks, so that 1,234 and 1234 are the same."""
    return text.replace(",", "").replace(" ", "")
