"""What changed in figures since they were accepted: which, by how much, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldthread.measures.change import change
from goldthread.measures.values import Measured, shown
from goldthread.performance.asked import Asked, Line, LineKey
from goldthread.performance.line_by_line import figure_words


@dataclass(frozen=True)
class Moved:
    """One figure that differs; `by` is in percent or points, "" where one of them is missing."""

    line: Line
    was: str
    is_now: str
    by: str


@dataclass(frozen=True)
class Restated:
    """A later version beside the one that was accepted before it."""

    before: int
    number: int
    reason: str
    is_accepted: bool
    moved: tuple[Moved, ...]

    @property
    def words(self) -> str:
        """ "3 figures changed in version 2"."""
        count = len(self.moved)
        figures = "1 figure" if count == 1 else f"{count or 'no'} figures"
        return f"{figures} changed in version {self.number}"


def moved_between(
    asked: Asked, old: Mapping[LineKey, Measured], new: Mapping[LineKey, Measured]
) -> tuple[Moved, ...]:
    """The figures that are not the same in two versions of a return, in the order asked."""
    return tuple(
        _moved(line, old.get(line.key), new.get(line.key))
        for line in asked.lines()
        if old.get(line.key) != new.get(line.key)
    )


def _moved(line: Line, was: Measured | None, now: Measured | None) -> Moved:
    row = line.indicator
    by = ""
    if was is not None and now is not None and None not in (was.value, now.value):
        by = change(now, was, kind=row.kind, polarity=row.polarity).words
    return Moved(line, _said(line, was), _said(line, now), by)


def _said(line: Line, measured: Measured | None) -> str:
    """A figure with its parts: "20.0%, 40 of 200"."""
    if measured is None:
        return "nothing"
    figure = figure_words(line.indicator, measured)
    if measured.numerator is None or measured.denominator is None:
        return figure
    above, below = (shown(n, stated=True) for n in (measured.numerator, measured.denominator))
    return f"{figure}, {above} of {below}"
