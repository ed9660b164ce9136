"""What can be decided about small numbers: the figures that are kept back, and the documents they are in."""

from dataclasses import astuple, dataclass

from goldthread.house import Audience, Figure, OriginKind
from goldthread.yearly_report.cards import ORIGIN, title_of, where_from
from goldthread.yearly_report.protection import Release
from goldthread.yearly_report.snapshot import FigureName, Snapshot, sha256


@dataclass(frozen=True)
class Choice:
    """One figure, or one whole document, that could be shown by a decision.

    `value` stays the same while the report changes around it, so that what was chosen on a page is
    what is decided.
    """

    words: str
    figure: Figure | None = None
    document: str = ""

    @property
    def value(self) -> str:
        name = astuple(FigureName.of(self.figure)) if self.figure else (self.document,)
        return sha256("\n".join(name))


def choices(snapshot: Snapshot) -> list[Choice]:
    """What could be shown by a decision: whole documents first, then each figure by its full name."""
    release = Release(snapshot, Audience.PUBLIC)
    kept = [release.raw(card) for card in release.cards() if card.figure.suppressed]
    documents = dict.fromkeys(
        figure.origin.title for figure in kept if figure.origin.kind is OriginKind.DOCUMENT
    )
    return [
        *(Choice(f"Everything from “{title}”", document=title) for title in documents),
        *(Choice(full_name(figure), figure=figure) for figure in kept),
    ]


def full_name(figure: Figure) -> str:
    """A figure with where it came in: what a decision about it, and about no other, is called."""
    origin = where_from(figure.origin) or "; ".join(
        dict.fromkeys(full_name(parent) for parent in figure.parents)
    )
    came_in = f"{ORIGIN[figure.origin.kind].lower()}: {origin}" if origin else ""
    return f"{title_of(figure)} ({came_in})" if came_in else title_of(figure)
