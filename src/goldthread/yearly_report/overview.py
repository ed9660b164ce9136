"""What the page of a report shows: its sections, the checklist, and what has changed since it was frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from goldthread.house import Audience, Figure, FigureRequest
from goldthread.ui.components import Task, Tone
from goldthread.yearly_report import rules
from goldthread.yearly_report.cards import title_of
from goldthread.yearly_report.checklist import (
    CheckRow,
    Standing,
    checklist,
    figures_of,
    only_activity,
    rungs,
)
from goldthread.yearly_report.kept import Taken, composer_of, snapshot_of
from goldthread.yearly_report.models import Section
from goldthread.yearly_report.protection import Card, Release
from goldthread.yearly_report.snapshot import SectionCopy

TONES = {
    Standing.THERE: Tone.DONE,
    Standing.ACTIVITY_ONLY: Tone.ASKS,
    Standing.REASON_GIVEN: Tone.QUIET,
    Standing.EMPTY: Tone.LATE,
    Standing.NO_SECTION: Tone.LATE,
}


@dataclass(frozen=True)
class Line:
    """One line of the checklist, as the page draws it."""

    row: CheckRow
    tone: Tone


@dataclass(frozen=True)
class Changed:
    """A figure that is no longer what it was when the report was frozen."""

    request: FigureRequest
    title: str
    was: str
    is_now: str


@dataclass(frozen=True)
class ToMend:
    """A reason against freezing, with the address of the section in which it is mended, if any."""

    words: str
    url: str


@dataclass(frozen=True)
class Overview:
    """The state of a report at a glance."""

    tasks: tuple[Task, ...]
    checklist: tuple[Line, ...]
    only_activity: tuple[SectionCopy, ...]
    figures: int
    to_mend: tuple[ToMend, ...]
    exposed: tuple[str, ...]
    changed: tuple[Changed, ...]

    @property
    def met(self) -> int:
        return sum(not line.row.is_missing for line in self.checklist)


def overview(
    report: Taken, now: Taken | None, sections: Iterable[Section], audience: Audience
) -> Overview:
    """The state of a report for one audience; `now` is what it would be today, where it was frozen."""
    sections = list(sections)
    found = _found(report)
    return Overview(
        tasks=tuple(_tasks(found, sections)),
        checklist=found.checklist,
        only_activity=found.only_activity,
        figures=found.figures,
        to_mend=to_mend(found.gaps, sections),
        exposed=found.exposed,
        changed=changed_since(report, now, audience) if now else (),
    )


@dataclass(frozen=True)
class _Found:
    """What a report says of itself, whoever reads; `highest` is the best rung of each section by key."""

    copies: dict[str, SectionCopy]
    highest: dict[str, str]
    checklist: tuple[Line, ...]
    only_activity: tuple[SectionCopy, ...]
    figures: int
    gaps: tuple[rules.Gap, ...]
    exposed: tuple[str, ...]


@lru_cache(maxsize=12)
def _found(report: Taken) -> _Found:
    snapshot = snapshot_of(report)
    figures = figures_of(snapshot)
    written = [copy for copy in snapshot.sections if copy.contents]
    exposed = Release(snapshot, Audience.PUBLIC).exposed
    return _Found(
        copies={copy.key: copy for copy in snapshot.sections},
        highest={copy.key: max(rungs(copy, figures)).label for copy in written},
        checklist=tuple(Line(row, TONES[row.standing]) for row in checklist(snapshot)),
        only_activity=only_activity(snapshot),
        figures=len(snapshot.answers),
        gaps=() if snapshot.is_frozen else rules.against_freezing(snapshot),
        exposed=tuple(title_of(figure) for figure in exposed),
    )


def to_mend(gaps: Iterable[rules.Gap], sections: Iterable[Section]) -> tuple[ToMend, ...]:
    """The reasons against freezing a report, each leading to its section."""
    addresses = {section.key: section.get_absolute_url() for section in sections}
    return tuple(ToMend(gap.words, addresses.get(gap.section, "")) for gap in gaps)


@lru_cache(maxsize=12)
def changed_since(report: Taken, later: Taken, audience: Audience) -> tuple[Changed, ...]:
    """The figures that differ from what was frozen, or are gone, with what they are now."""
    before, now = snapshot_of(report), snapshot_of(later)
    today = {answer.request: answer.figure for answer in now.answers}
    was, is_now = (composer_of(each, audience).release.asked for each in (report, later))
    return tuple(
        Changed(
            a.request,
            title_of(a.figure),
            _said(was[a.request]),
            _said(is_now[a.request]) if a.request in is_now else "no longer there",
        )
        for a in before.answers
        if a.request not in today or not is_same(a.figure, today[a.request])
    )


def _said(card: Card) -> str:
    figure = card.figure
    said = figure.shown or figure.missing
    return f"{said} ({figure.marking})" if figure.marking else said


def is_same(frozen: Figure, now: Figure) -> bool:
    """Whether a figure is still what it was, and still comes from where it came."""
    return _essence(frozen) == _essence(now)


def _essence(figure: Figure) -> tuple:
    """What makes a figure the same: its number, its parts, what it means, and where it came from."""
    return (
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.definition_version,
        figure.origin.kind,
        figure.origin.title,
        figure.origin.version,
        tuple(_essence(parent) for parent in figure.parents),
    )


def _tasks(found: _Found, sections: Iterable[Section]) -> Iterable[Task]:
    """The sections as a task list; those of a frozen report as they were frozen."""
    for section in sections:
        copy = found.copies.get(section.key)
        if copy is None:
            continue
        if copy.contents:
            hint = f"Can show: {found.highest[copy.key].lower()}"
            status, tone = "Written", Tone.DONE
        elif copy.left_empty_because:
            status, tone, hint = "Reason given", Tone.QUIET, copy.left_empty_because
        else:
            status, tone, hint = "Empty", Tone.ASKS, ""
        if copy.of_scrutineer:
            hint = f"{hint}. Written by the scrutineer" if hint else "Written by the scrutineer"
        yield Task(copy.heading, status, section.get_absolute_url(), hint, tone)
