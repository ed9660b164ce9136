"""Reading the passages of a report: their figures looked up, and what is wrong with them said by line."""

from collections.abc import Callable, Iterator, Mapping

from goldthread.house import Figure, FigureRequest
from goldthread.outputs.document import FigureRun
from goldthread.outputs.markdown import Narrative, Problem, read
from goldthread.yearly_report.checklist import figures_of
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.snapshot import SectionCopy, Snapshot
from goldthread.yearly_report.tokens import TokenProblem, read_token

Resolve = Callable[[str], FigureRun | Problem]
Write = Callable[[FigureRequest, Figure], FigureRun]


def resolver(
    figures: Mapping[FigureRequest, Figure], unanswered: Mapping[FigureRequest, str], write: Write
) -> Resolve:
    """How a passage finds its figures; `write` says how one stands in the text."""

    def resolve(typed: str) -> FigureRun | Problem:
        try:
            request = read_token(typed)
        except TokenProblem as problem:
            return Problem(str(problem))
        if request in unanswered:
            return Problem(unanswered[request])
        figure = figures[request]
        if figure.value is None and not figure.suppressed:
            return Problem(f"{_named(figure)} has no value: {figure.missing or figure.shown}.")
        return write(request, figure)

    return resolve


def read_passage(text: str, resolve: Resolve) -> Narrative:
    """The blocks of a passage, with what is wrong with it."""
    return read(text, resolve)


def problems_of(snapshot: Snapshot) -> Iterator[tuple[SectionCopy, Problem]]:
    """What is wrong with the passages of a report, section by section."""
    unanswered = {missing.request: missing.why for missing in snapshot.unanswered}
    resolve = resolver(figures_of(snapshot), unanswered, _as_it_stands)
    for section in snapshot.sections:
        for content in section.contents:
            if isinstance(content, Text):
                for problem in read_passage(content.text, resolve).problems:
                    yield section, problem


def _as_it_stands(request: FigureRequest, figure: Figure) -> FigureRun:
    return FigureRun(figure.shown, anchor="")


def _named(figure: Figure) -> str:
    return f"“{figure.indicator}”, {figure.area_name}, {figure.period},"
