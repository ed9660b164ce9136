"""A return as it is read: each line with its figure, its question and answer, and what came before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.measures.change import change
from goldthread.measures.values import Measured, shown
from goldthread.performance.answers import (
    Before,
    asked_of,
    before,
    history_of,
    measured_in,
    questions_of,
    typed_in,
)
from goldthread.performance.asked import Asked, Line, LineKey, Questioned, Typed
from goldthread.performance.checking import (
    asked_whatever_was_answered,
    check,
    reply_problem,
    sentences,
)
from goldthread.performance.definitions import Wording, wordings
from goldthread.performance.grid import MOST_LINES
from goldthread.performance.models import Return


@dataclass(frozen=True)
class ReadLine:
    """A line as its reader sees it; texts are empty where there is nothing to say."""

    line: Line
    figure: str
    parts: str
    question: str
    answer: str
    last: str = ""
    last_period: str = ""
    change: str = ""
    redefined: str = ""  # why the last value is not compared with
    earlier_version: str = ""
    typed: str = ""  # where no figure could be made of it
    error: str = ""
    asked: tuple[Questioned, ...] = ()  # what it was sent back with

    @property
    def needs_answer(self) -> bool:
        return bool(self.question and not self.answer)

    @property
    def is_blank_without_reason(self) -> bool:
        return self.needs_answer and not (self.figure or self.typed or self.error)

    @property
    def has_remarks(self) -> bool:
        return bool(self.question or self.answer or self.error or self.asked)


@dataclass(frozen=True)
class ReadSection:
    """A section of the catalogue with its lines."""

    letter: str
    title: str
    lines: tuple[ReadLine, ...]

    @property
    def given(self) -> int:
        return sum(bool(line.figure) for line in self.lines)

    @property
    def wrong(self) -> int:
        return sum(bool(line.error) for line in self.lines)

    @property
    def asked_back(self) -> int:
        """How many of its lines need an answer."""
        return sum(
            line.needs_answer or any(not each.answer for each in line.asked) for line in self.lines
        )


@dataclass(frozen=True)
class Reading:
    """A whole return to be read."""

    sections: tuple[ReadSection, ...]
    several_areas: bool
    asked_of_whole: tuple[Questioned, ...] = ()
    open_at: str = ""  # of a long return, whose figures are shown section by section

    def opened_at(self, section: str) -> "Reading":
        """The return with one section's figures shown, the first unless another is named, where it is long."""
        letters = [each.letter for each in self.sections]
        if len(self.lines) <= MOST_LINES or len(letters) < 2:
            return self
        return replace(self, open_at=section if section in letters else letters[0])

    @property
    def every_section(self) -> tuple[ReadSection, ...]:
        return self.sections

    @property
    def shown(self) -> tuple[ReadSection, ...]:
        """The sections whose figures stand on the page."""
        return tuple(each for each in self.sections if self.open_at in ("", each.letter))

    @property
    def lines(self) -> list[ReadLine]:
        return [line for section in self.sections for line in section.lines]

    @property
    def asked_back(self) -> list[ReadLine]:
        """The lines of which something was asked."""
        return [line for line in self.lines if line.question]

    @property
    def blanks(self) -> list[ReadLine]:
        """The lines on the page that are blank, and are asked why."""
        lines = (line for section in self.shown for line in section.lines)
        return [line for line in lines if line.is_blank_without_reason]

    @property
    def remarked(self) -> bool:
        """Whether anything is said of any line."""
        return any(line.has_remarks for line in self.lines)

    @property
    def given(self) -> int:
        return sum(bool(line.figure) for line in self.lines)

    @property
    def asked(self) -> tuple[Questioned, ...]:
        """All that the return was sent back with."""
        return (*self.asked_of_whole, *(each for line in self.lines for each in line.asked))

    @property
    def sent_back(self) -> list[Questioned]:
        """The last question of each time that the return was signed and sent back, earliest first."""
        times = {each.asked_at: each for each in self.asked}
        return [times[at] for at in sorted(times)]

    @property
    def asked_of_lines(self) -> list[tuple[Line, Questioned]]:
        """What the return was sent back with about a line, with the line."""
        return [(line.line, each) for line in self.lines for each in line.asked]

    @property
    def unanswered(self) -> int:
        return sum(line.needs_answer for line in self.lines) + sum(
            not each.answer for each in self.asked
        )

    @property
    def wrong(self) -> int:
        """How many lines and answers have an error."""
        return sum(bool(line.error) for line in self.lines) + sum(
            bool(reply_problem(each.answer)) for each in self.asked
        )

    @property
    def left_words(self) -> str:
        """What stands between the return and its signature: "1 line has an error and ..."."""
        parts = []
        if self.wrong:
            parts.append(
                "1 error is to be put right"
                if self.wrong == 1
                else f"{self.wrong} errors are to be put right"
            )
        if self.unanswered:
            parts.append(
                "1 question needs an answer"
                if self.unanswered == 1
                else f"{self.unanswered} questions need an answer"
            )
        return " and ".join(parts)

    @property
    def has_earlier_version(self) -> bool:
        return any(line.earlier_version for line in self.lines)


def read_return(return_: Return, earlier: Return | None = None) -> Reading:
    """A version with its questions and answers, beside the last values and an earlier version."""
    asked = asked_of(return_.request)
    last = before(return_.request, asked)
    typed = typed_in(return_)
    numbers = measured_in(return_)
    old = measured_in(earlier) if earlier else {}
    questions = asked_whatever_was_answered(asked, typed, history_of(last))
    errors = sentences(check(asked, typed, history_of(last)).errors)
    asked_back = questions_of(return_)
    on = wordings([return_.space_id])
    wording = {key: on(key, asked.period.ends_on) for key in asked.indicators if key in catalogue()}
    lines = [
        replace(
            _line(line, numbers, typed, questions, last.get(line.key), old),
            typed=_as_typed(line, typed) if line.key not in numbers else "",
            error=errors.get(line.key, ""),
            asked=tuple(each for each in asked_back if each.key == line.key),
            redefined=_redefined(line, last.get(line.key), wording),
        )
        for line in asked.lines()
    ]
    keys = {line.line.key for line in lines}
    whole = tuple(each for each in asked_back if each.key not in keys)
    return Reading(_sections(asked, lines), len(asked.areas) > 1, whole)


def _redefined(line: Line, last: list[Before] | None, now: Mapping[str, Wording]) -> str:
    """Since when and why the last value counted something else; "" where it did not."""
    wording = now[line.key.indicator]
    if not last or (last[-1].version or "1") == wording.version:
        return ""
    return wording.change_words or "was another"


def _as_typed(line: Line, typed: Mapping[LineKey, Typed]) -> str:
    """The texts of a line of which no figure could be made."""
    there = typed.get(line.key, Typed({}))
    texts = [there.text(part) for part in line.parts]
    return " of ".join(text or "nothing" for text in texts) if any(texts) else ""


def _sections(asked: Asked, lines: list[ReadLine]) -> tuple[ReadSection, ...]:
    rows = catalogue()
    sections: dict[str, list[ReadLine]] = {}
    for line in lines:
        sections.setdefault(line.line.indicator.section, []).append(line)
    return tuple(ReadSection(s, rows.sections[s], tuple(own)) for s, own in sections.items())


def _line(
    line: Line,
    numbers: Mapping[LineKey, Measured],
    typed: Mapping[LineKey, Typed],
    questions: Mapping[LineKey, str],
    last: list[Before] | None,
    old: Mapping[LineKey, Measured],
) -> ReadLine:
    row = line.indicator
    measured = numbers.get(line.key)
    before_ = last[-1] if last else None
    moved = ""
    if measured and measured.value is not None and before_:
        moved = change(
            measured,
            Measured(before_.value, before_.numerator, before_.denominator),
            kind=row.kind,
            polarity=row.polarity,
        ).words
    earlier = old.get(line.key)
    differs = bool(old) and (earlier != measured)
    return ReadLine(
        line=line,
        figure=figure_words(row, measured),
        parts=parts_words(measured),
        question=questions.get(line.key, ""),
        answer=typed.get(line.key, Typed({})).answer,
        last=figure_words(row, Measured(before_.value)) if before_ else "",
        last_period=str(before_.period) if before_ else "",
        change=moved,
        earlier_version=(figure_words(row, earlier) or "nothing") if differs else "",
    )


def figure_words(row: Indicator, measured: Measured | None, *, stated: bool = False) -> str:
    """A figure as people read it: "4,231" or "20.0%"; empty where there is none.

    A stated one keeps the decimals that its source printed.
    """
    if measured is None:
        return ""
    if measured.value is None:
        return "none of 0"
    return shown(measured.value, unit=row.unit, decimals=row.decimals, stated=stated)


def parts_words(measured: Measured | None) -> str:
    """The parts of a figure: "40 of 200"; empty where it has none."""
    if measured is None or measured.numerator is None or measured.denominator is None:
        return ""
    above, below = (
        shown(number, stated=True) for number in (measured.numerator, measured.denominator)
    )
    return f"{above} of {below}"
