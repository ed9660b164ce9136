"""Reading the passages of a report: their figures looked up, and what is wrong with them said by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from goldthread.house import Audience, FigureRequest
from goldthread.outputs.document import Block, FigureRun
from goldthread.outputs.markdown import Problem, read
from goldthread.yearly_report.cards import figure_run, title_of
from goldthread.yearly_report.contents import Text
from goldthread.yearly_report.protection import Card, Release
from goldthread.yearly_report.snapshot import SectionCopy, Snapshot
from goldthread.yearly_report.tokens import TokenProblem, read_token, replace_tokens

NOT_SHOWN = "[not shown]"
NOT_FOUND = "[no figure]"


@dataclass(frozen=True)
class Passages:
    """The passages of a report for one audience, with its figures."""

    release: Release

    def blocks(self, text: str) -> tuple[Block, ...]:
        """A passage as blocks; a figure that cannot be found is said in its place."""

        def kept(typed: str) -> str | None:
            return NOT_FOUND if isinstance(self.find(typed), Problem) else None

        return read(replace_tokens(text, kept), self.find).blocks

    def problems(self, text: str) -> tuple[Problem, ...]:
        """What is wrong with a passage, for its writer."""
        return read(text, self.find).problems

    def find(self, typed: str) -> FigureRun | Problem:
        """The figure that is named between {{ and }}."""
        try:
            request = read_token(typed)
        except TokenProblem as problem:
            return Problem(str(problem))
        card = self.release.asked().get(request)
        if card is None:
            return Problem(self._why_not(request))
        figure = card.figure
        if figure.value is None and not figure.suppressed:
            why = (figure.missing or "it was not given").rstrip(".")
            return Problem(f"There is no value for {title_of(figure)}: {why}.")
        return in_text(card)

    def _why_not(self, request: FigureRequest) -> str:
        unanswered = {each.request: each.why for each in self.release.snapshot.unanswered}
        return unanswered.get(request, f"There is no figure “{request.key}”.")


def in_text(card: Card) -> FigureRun:
    """A figure inside a sentence; one that is kept back says so in words, not by a sign."""
    return figure_run(card, NOT_SHOWN if card.figure.suppressed else "")


def problems_of(snapshot: Snapshot) -> Iterator[tuple[SectionCopy, Problem]]:
    """What is wrong with the passages of a report, section by section."""
    passages = Passages(Release(snapshot, Audience.WORKING))
    for section in snapshot.sections:
        for content in section.contents:
            if isinstance(content, Text):
                for problem in passages.problems(content.text):
                    yield section, problem
