"""What the guidance asks for and is not there, and which sections show no more than that things were done."""

from dataclasses import dataclass
from enum import StrEnum

from goldthread.house import Figure, FigureRequest, Rung
from goldthread.yearly_report.contents import Content, PrintedChanges, Text
from goldthread.yearly_report.editions import RequiredContent, edition
from goldthread.yearly_report.snapshot import SectionCopy, Snapshot


class Standing(StrEnum):
    """How a required content stands; the value is what the page says."""

    THERE = "Answered"
    ACTIVITY_ONLY = "Activity only"
    REASON_GIVEN = "Reason given"
    EMPTY = "Empty"
    NO_SECTION = "No section for it"


# What a report cannot be frozen with: a gap about which its readers are told nothing.
SILENT = frozenset({Standing.EMPTY, Standing.NO_SECTION})


@dataclass(frozen=True)
class CheckRow:
    """One required content, and the sections that answer it."""

    content: RequiredContent
    standing: Standing
    sections: tuple[SectionCopy, ...]

    @property
    def is_missing(self) -> bool:
        return self.standing in SILENT


def checklist(snapshot: Snapshot) -> tuple[CheckRow, ...]:
    """Every content that the edition asks for, in its order."""
    figures = figures_of(snapshot)
    rows = []
    for content in edition(snapshot.edition).contents:
        sections = tuple(s for s in snapshot.sections if content.key in s.required)
        rows.append(CheckRow(content, _standing(content, sections, figures), sections))
    return tuple(rows)


def only_activity(snapshot: Snapshot) -> tuple[SectionCopy, ...]:
    """The sections that hold something, and nothing above the first rung of the ladder."""
    figures = figures_of(snapshot)
    return tuple(
        section
        for section in snapshot.sections
        if section.contents and max(rungs(section, figures)) is Rung.ACTIVITY
    )


def rungs(section: SectionCopy, figures: dict[FigureRequest, Figure]) -> tuple[Rung, ...]:
    """The rung that each content of a section reaches."""
    return tuple(rung_of(content, figures) for content in section.contents)


def rung_of(content: Content, figures: dict[FigureRequest, Figure]) -> Rung:
    """What a content can show: its writer says it of a passage, and figures say it for themselves."""
    match content:
        case Text(rung=rung):
            return rung
        case PrintedChanges():
            return Rung.ACTIVITY
    answered = [figures[request] for request in content.requests() if request in figures]
    return max((f.rung for f in answered if f.value is not None), default=Rung.ACTIVITY)


def figures_of(snapshot: Snapshot) -> dict[FigureRequest, Figure]:
    """The figures of a report by what was asked."""
    return {answer.request: answer.figure for answer in snapshot.answers}


def _standing(
    content: RequiredContent,
    sections: tuple[SectionCopy, ...],
    figures: dict[FigureRequest, Figure],
) -> Standing:
    reached = [rung for section in sections for rung in rungs(section, figures)]
    if reached:
        shows_more = max(reached) > Rung.ACTIVITY
        activity_only = content.beyond_activity and not shows_more
        return Standing.ACTIVITY_ONLY if activity_only else Standing.THERE
    if any(section.left_empty_because for section in sections):
        return Standing.REASON_GIVEN
    return Standing.EMPTY if sections else Standing.NO_SECTION
