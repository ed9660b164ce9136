"""Reports worked out for their readers, kept in this process by all that they are made of.

A report is known again by every word, figure and decision in it, and the audience stands beside it: what is
kept is neither older than what was just read nor made for other eyes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from goldthread.access.principal import Principal
from goldthread.house import Audience
from goldthread.house.kept import Kept
from goldthread.outputs.html import fragment
from goldthread.yearly_report.compose import Composer, marking
from goldthread.yearly_report.models import Frozen, Report
from goldthread.yearly_report.snapshot import Snapshot
from goldthread.yearly_report.taking import take


@dataclass(frozen=True)
class Taken:
    """A report as it was taken: two with the same mark say the same, to the day."""

    mark: object
    read: Callable[[], Snapshot] = field(compare=False, repr=False)


def taken(snapshot: Snapshot) -> Taken:
    """A report that was taken just now."""
    which = (snapshot.space_code, snapshot.year, snapshot.title)
    said = snapshot.to_the_day()
    return _drafts.get(which, said, lambda: Taken(object(), lambda: snapshot))


_drafts: Kept[Taken] = Kept(most=8)


def taken_from(frozen: Frozen) -> Taken:
    """A report as it was frozen; raises FrozenDamaged where the kept text was altered."""
    frozen.insist_unaltered()
    return Taken(frozen.sha256, frozen.snapshot)


def standing(report: Report, *, by: Principal, at: datetime) -> Taken:
    """What a report's pages are made of: what was frozen, or a draft as it stands now."""
    frozen = None if report.status == Report.Status.DRAFT else report.last_frozen()
    return taken_from(frozen) if frozen else taken(take(report, by=by, at=at))


@lru_cache(maxsize=4)
def snapshot_of(report: Taken) -> Snapshot:
    """The report itself, read once."""
    return report.read()


@lru_cache(maxsize=6)
def composer_of(report: Taken, audience: Audience) -> Composer:
    """The report as one audience may see it, its small numbers protected once for all its readers."""
    return Composer(snapshot_of(report), audience)


@dataclass(frozen=True)
class Reading:
    """The page on which one audience reads a report."""

    title: str
    marking: str
    html: str


@lru_cache(maxsize=12)
def reading_of(report: Taken, audience: Audience, figures: str, asked: str = "") -> Reading:
    """The report written out; its figures lead to their cards at `figures` + anchor + / + `asked`."""
    composer = composer_of(report, audience)
    return Reading(
        title=composer.snapshot.title,
        marking=marking(composer.snapshot, audience),
        html=fragment(composer.text(), figure_address=lambda anchor: f"{figures}{anchor}/{asked}"),
    )
