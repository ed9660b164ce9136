"""One content of a report as a piece of a page: what it says, and what is wrong with it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from goldthread.house import Audience, Rung
from goldthread.house.kept import Kept
from goldthread.outputs.html import fragment
from goldthread.outputs.markdown import Problem
from goldthread.yearly_report.checklist import figures_of, rung_of
from goldthread.yearly_report.compose import Composer
from goldthread.yearly_report.contents import Content, Text
from goldthread.yearly_report.passages import Passages
from goldthread.yearly_report.snapshot import Snapshot


@dataclass(frozen=True)
class Piece:
    """A content as it stands on the page of its section."""

    html: SafeString
    rung: Rung
    problems: tuple[Problem | str, ...]


def pieces_of(snapshot: Snapshot, audience: Audience) -> list[Piece]:
    """A piece for each content of the snapshot, as one audience may see it."""
    which = (snapshot.space_code, snapshot.year, snapshot.title, snapshot.sections, audience)
    return list(_pieces.get(which, snapshot.to_the_day(), lambda: _made(snapshot, audience)))


_pieces: Kept[tuple[Piece, ...]] = Kept(most=32)


def _made(snapshot: Snapshot, audience: Audience) -> tuple[Piece, ...]:
    composer = Composer(snapshot, audience)
    return tuple(
        _piece(composer, content) for section in snapshot.sections for content in section.contents
    )


def _piece(composer: Composer, content: Content) -> Piece:
    drawn = fragment(tuple(composer.content(content)), below=1)
    return Piece(
        html=mark_safe(drawn),  # noqa: S308  every word in it was escaped as it was written
        rung=rung_of(content, figures_of(composer.snapshot)),
        problems=_problems(composer, content),
    )


def _problems(composer: Composer, content: Content) -> tuple[Problem | str, ...]:
    if isinstance(content, Text):
        return Passages(composer.release).problems(content.text)
    unanswered = {each.request: each.why for each in composer.snapshot.unanswered}
    asked = dict.fromkeys(unanswered[r] for r in content.requests() if r in unanswered)
    return tuple(asked)
