"""A return as it is read: each line with its figure, its question and answer, and what came before."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldthread.measures.catalogue import Indicator, catalogue
from goldthread.measures.change import change
from goldthread.measures.values import Measured, shown
from goldthread.performance.answers import (
    Before,
    asked_of,
    before,
    history_of,
    measured_in,
    typed_in,
)
from goldthread.performance.asked import Asked, Line, LineKey, Typed
from goldthread.performance.checking import check
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
    earlier_version: str = ""

    @property
    def needs_answer(self) -> bool:
        return bool(self.question and not self.answer)


@dataclass(frozen=True)
class ReadSection:
    """A section of the catalogue with its lines."""

    title: str
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True)
class Reading:
    """A whole return to be read."""

    sections: tuple[ReadSection, ...]
    several_areas: bool

    @property
    def lines(self) -> list[ReadLine]:
        return [line for section in self.sections for line in section.lines]

    @property
    def asked_back(self) -> list[ReadLine]:
        """The lines of which something was asked."""
        return [line for line in self.lines if line.question]

    @property
    def given(self) -> int:
        return sum(bool(line.figure) for line in self.lines)

    @property
    def unanswered(self) -> int:
        return sum(line.needs_answer for line in self.lines)

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
    unanswered = {key: Typed(line.texts, "", line.row) for key, line in typed.items()}
    questions: dict[LineKey, str] = {}
    for problem in check(asked, unanswered, history_of(last)).problems:
        if problem.key is not None:
            said = (questions.get(problem.key, ""), problem.sentence)
            questions[problem.key] = "; ".join(filter(None, said))
    lines = [
        _line(line, numbers, typed, questions, last.get(line.key), old) for line in asked.lines()
    ]
    return Reading(_sections(asked, lines), len(asked.areas) > 1)


def _sections(asked: Asked, lines: list[ReadLine]) -> tuple[ReadSection, ...]:
    rows = catalogue()
    sections: dict[str, list[ReadLine]] = {}
    for line in lines:
        sections.setdefault(line.line.indicator.section, []).append(line)
    return tuple(ReadSection(rows.sections[s], tuple(own)) for s, own in sections.items())


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
        parts=_parts(row, measured),
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


def _parts(row: Indicator, measured: Measured | None) -> str:
    if measured is None or measured.numerator is None or measured.denominator is None:
        return ""
    above, below = (
        shown(number, stated=True) for number in (measured.numerator, measured.denominator)
    )
    return f"{above} of {below}"
