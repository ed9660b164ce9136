"""A return as a page to be typed into: the boxes of each line, with what is asked beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.performance.asked import Asked, Checked, Line, LineKey, Problem, Questioned, Typed
from goldthread.performance.blanks import chosen_in
from goldthread.performance.checking import repeated_by, reply_problem
from goldthread.performance.definitions import Wording
from goldthread.performance.posted import ANSWER, REPLY, WHY, box_name
from goldthread.ui.forms import ErrorLink

MOST_LINES = 120  # on one page; a longer return is typed section by section


@dataclass(frozen=True)
class Box:
    """One box to type a number into."""

    name: str
    label: str
    text: str
    errors: tuple[str, ...]
    repeats: str = ""  # the line whose number it takes where it is left empty


@dataclass(frozen=True)
class Reply:
    """A question that the return was sent back with, and the box for its answer."""

    question: Questioned

    @property
    def name(self) -> str:
        return f"{REPLY}{self.question.id}"

    @property
    def error(self) -> str:
        return reply_problem(self.question.answer)


@dataclass(frozen=True)
class GridLine:
    """A line of the grid; it has a box for an answer where something is asked or was answered."""

    line: Line
    name: str
    boxes: tuple[Box, ...]
    questions: tuple[str, ...]
    answer: str
    answer_errors: tuple[str, ...]
    replies: tuple[Reply, ...] = ()
    answers: str = ""  # the question that the answer is about

    @property
    def asks(self) -> bool:
        return bool(self.questions or self.answer or self.answer_errors)

    @property
    def answer_name(self) -> str:
        return f"{self.name}-{ANSWER}"

    @property
    def why_name(self) -> str:
        return f"{self.name}-{WHY}"

    @property
    def why(self) -> str:
        """The reason that is chosen for a blank, "" where none is."""
        return chosen_in(self.answer)[0]

    @property
    def words(self) -> str:
        """What is said of a blank beside the reason that is chosen."""
        return chosen_in(self.answer)[1]

    @property
    def is_given(self) -> bool:
        return any(box.text for box in self.boxes)

    @property
    def is_wrong(self) -> bool:
        replies = any(reply.error for reply in self.replies)
        return bool(replies or self.answer_errors or any(box.errors for box in self.boxes))

    @property
    def is_asked_back(self) -> bool:
        return bool(self.questions or any(not reply.question.answer for reply in self.replies))

    @property
    def needs_attention(self) -> bool:
        return bool(self.is_asked_back or self.is_wrong or self.replies)


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
    new_wording: Wording | None = (
        None  # where what is counted is not the same as in the period before
    )


@dataclass(frozen=True)
class GridSection:
    """A section of the catalogue with its indicators."""

    letter: str
    title: str
    indicators: tuple[GridIndicator, ...]

    @property
    def lines(self) -> list[GridLine]:
        return [
            line
            for indicator in self.indicators
            for area in indicator.areas
            for line in (area.whole, *(line for part in area.parts for line in part.lines))
        ]

    @property
    def given(self) -> int:
        return sum(line.is_given for line in self.lines)

    @property
    def wrong(self) -> int:
        return sum(line.is_wrong for line in self.lines)

    @property
    def asked_back(self) -> int:
        return sum(line.is_asked_back for line in self.lines)


@dataclass(frozen=True)
class Grid:
    """The boxes of one page: all sections, or of a long return the one that is open."""

    every_section: tuple[GridSection, ...]
    open_at: str
    replies: tuple[Reply, ...]
    errors: tuple[ErrorLink, ...]
    questions: tuple[ErrorLink, ...]
    several_areas: bool

    @property
    def is_divided(self) -> bool:
        return bool(self.open_at)

    @property
    def sections(self) -> tuple[GridSection, ...]:
        shown = (section for section in self.every_section if section.letter == self.open_at)
        return tuple(shown) if self.is_divided else self.every_section

    @property
    def following(self) -> GridSection | None:
        """The section after the one that is open."""
        letters = [section.letter for section in self.every_section]
        place = letters.index(self.open_at) + 1 if self.is_divided else len(letters)
        return self.every_section[place] if place < len(letters) else None

    @property
    def wrong(self) -> int:
        """How many lines and answers have errors, on every page of the return."""
        return sum(section.wrong for section in self.every_section) + sum(
            bool(reply.error) for reply in self.replies
        )

    @property
    def asked_back(self) -> int:
        """How many questions wait for an answer, on every page of the return."""
        return sum(section.asked_back for section in self.every_section) + sum(
            not reply.question.answer for reply in self.replies
        )


def grid(
    asked: Asked,
    typed: Mapping[LineKey, Typed],
    checked: Checked | None,
    questions: Sequence[Questioned] = (),
    *,
    section: str = "",
    ever_asked: Mapping[LineKey, str] | None = None,
    redefined: Mapping[str, Wording] | None = None,
) -> Grid:
    """The boxes of what is asked, filled as typed; without `checked`, nothing is asked back yet.

    Of a section in which nothing was saved yet, a blank is not asked about either. `ever_asked` has the
    questions with those that were answered: an answer is read beside what it answers.
    """
    rows = catalogue()
    begun = {rows[key.indicator].section for key in typed if key.indicator in rows}
    problems: dict[LineKey, list[Problem]] = {}
    for problem in checked.problems if checked else ():
        key = problem.key
        if key is not None and (problem.is_error or rows[key.indicator].section in begun):
            problems.setdefault(key, []).append(problem)
    every = asked.lines()
    replies = {line.key: tuple(Reply(q) for q in questions if q.key == line.key) for line in every}
    lines = {
        line.key: _line(
            line,
            typed.get(line.key, Typed({})),
            problems.get(line.key, []),
            replies[line.key],
            frozenset(asked.indicators),
        )
        for line in every
    }
    for key, question in (ever_asked or {}).items():
        lines[key] = replace(lines[key], answers=question)
    sections = _sections(asked, lines, redefined or {})
    letters = [each.letter for each in sections]
    divided = len(every) > MOST_LINES and len(letters) > 1
    open_at = (section if section in letters else letters[0]) if divided else ""
    several = len(asked.areas) > 1
    there = {
        line.line.key: line_words(line.line, several)
        for each in sections
        if open_at in ("", each.letter)
        for line in each.lines
    }
    found = [problem for key in there for problem in problems.get(key, ())]
    whole = tuple(Reply(question) for question in questions if question.key not in lines)
    asked_there = [*whole, *(reply for key in there for reply in replies[key])]
    return Grid(
        sections,
        open_at,
        whole,
        (
            *(ErrorLink(reply.error, reply.name) for reply in asked_there if reply.error),
            *(_link(each, there) for each in found if each.is_error),
        ),
        (
            *(ErrorLink(r.question.text, r.name) for r in asked_there if not r.question.answer),
            *(_link(each, there) for each in found if not each.is_error),
        ),
        several,
    )


def _sections(
    asked: Asked, lines: Mapping[LineKey, GridLine], redefined: Mapping[str, Wording]
) -> tuple[GridSection, ...]:
    rows = catalogue()
    sections: dict[str, list[GridIndicator]] = {}
    for key in asked.indicators:
        areas = tuple(_area(code, rows[key], lines) for code, _ in asked.areas)
        sections.setdefault(rows[key].section, []).append(
            GridIndicator(rows[key], areas, redefined.get(key))
        )
    return tuple(
        GridSection(letter, rows.sections[letter], tuple(own)) for letter, own in sections.items()
    )


def line_words(line: Line, several_areas: bool) -> str:
    """A line in words, with its area where there are several."""
    return f"{line.words}, {line.area_name}" if several_areas else line.words


def _area(code: str, indicator: Indicator, lines: Mapping[LineKey, GridLine]) -> GridArea:
    parts = tuple(
        GridPart(
            breakdown.title,
            tuple(lines[LineKey(code, indicator.key, item)] for item, _ in breakdown.items),
        )
        for breakdown in indicator.breakdowns
    )
    return GridArea(lines[LineKey(code, indicator.key)], parts)


def _line(
    line: Line,
    typed: Typed,
    problems: list[Problem],
    replies: tuple[Reply, ...] = (),
    indicators: frozenset[str] = frozenset(),
) -> GridLine:
    def errors(part: str) -> tuple[str, ...]:
        return tuple(p.sentence for p in problems if p.is_error and p.part == part)

    repeats = {
        part: catalogue()[other.indicator].title
        for part, other in repeated_by(line)
        if part == "denominator" and other.indicator in indicators
    }
    boxes = tuple(
        Box(
            box_name(line.key, part.name),
            line.label(part.name),
            typed.text(part.name),
            errors(part.name),
            repeats.get(part.name, ""),
        )
        for part in line.indicator.parts
    )
    questions = tuple(p.sentence for p in problems if not p.is_error)
    return GridLine(line, line.key.name, boxes, questions, typed.answer, errors(ANSWER), replies)


def _link(problem: Problem, words: Mapping[LineKey, str]) -> ErrorLink:
    key = problem.key
    if key is None:
        return ErrorLink(problem.sentence)
    part = problem.part if problem.is_error else ANSWER
    return ErrorLink(f"{words[key]}: {problem.sentence}", box_name(key, part))


@dataclass(frozen=True)
class Contested:
    """A line, or a question, of which somebody else saved another text than was typed here."""

    words: str
    saved: str
    mine: str
    line: GridLine | None = None
    reply: Reply | None = None


def contested(
    asked: Asked,
    keys: Iterable[LineKey],
    saved: Mapping[LineKey, Typed],
    mine: Mapping[LineKey, Typed],
) -> list[Contested]:
    """The lines on which two people differ, with what is saved, what was typed, and a box of it."""
    several, wanted = len(asked.areas) > 1, set(keys)
    found = []
    for line in asked.lines():
        if line.key in wanted:
            theirs, own = (side.get(line.key, Typed({})) for side in (saved, mine))
            words, box = line_words(line, several), _line(line, own, [])
            found.append(Contested(words, _said(theirs, line), _said(own, line), line=box))
    return found


def contested_replies(
    questions: Iterable[Questioned], ids: Iterable[str], mine: Mapping[str, str]
) -> list[Contested]:
    """The questions that two people answered differently."""
    wanted = set(ids)
    return [
        Contested(
            question.text,
            question.answer,
            mine[question.id],
            reply=Reply(replace(question, answer=mine[question.id])),
        )
        for question in questions
        if question.id in wanted
    ]


def _said(typed: Typed, line: Line) -> str:
    """A line's numbers and answer as one text: "40 of 200 (as counted)"."""
    texts = [typed.text(part) for part in line.parts]
    numbers = " of ".join(text or "nothing" for text in texts) if any(texts) else ""
    answer = typed.answer.strip()
    return " ".join(filter(None, (numbers, f"({answer})" if answer else "")))
