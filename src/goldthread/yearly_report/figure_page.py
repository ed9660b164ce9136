"""The page of one figure: where it comes from, stop by stop, and whether it has changed since."""

from collections.abc import Callable
from dataclasses import dataclass

from goldthread.house import Figure
from goldthread.outputs.document import FigureRun, Words, runs
from goldthread.ui.british import day
from goldthread.ui.components import Stop, SummaryRow
from goldthread.yearly_report.cards import ORIGIN, answered_for, rows, title_of, where_from
from goldthread.yearly_report.compose import Composer
from goldthread.yearly_report.protection import Card
from goldthread.yearly_report.since import is_same, is_same_number

Address = Callable[[str], str]


@dataclass(frozen=True)
class CardOnPage:
    """A source card as a page shows it."""

    title: str
    url: str
    figure: Figure
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class FigurePage:
    """A figure's own card, its road, its parents' cards, and where the report uses it."""

    card: CardOnPage
    road: tuple[Stop, ...]
    parents: tuple[CardOnPage, ...]
    since: str


def figure_page(card: Card, composer: Composer, now: Figure | None, address: Address) -> FigurePage:
    """The page of a figure; `now` is what it is today, where that was asked."""
    used_in = _used_in(card, composer)
    return FigurePage(
        card=_on_page(card, composer, address),
        road=_road(card, used_in, composer),
        parents=tuple(_on_page(parent, composer, address) for parent in card.parents),
        since=_since(composer.release.raw(card), now) if composer.snapshot.is_frozen else "",
    )


def _on_page(card: Card, composer: Composer, address: Address) -> CardOnPage:
    lines = rows(card, composer.audience)
    return CardOnPage(
        title=title_of(card.figure),
        url=address(card.anchor),
        figure=card.figure,
        rows=tuple(SummaryRow(name, _said(words)) for name, words in lines),
    )


def _said(words: Words) -> str:
    """Words without links; what is said beside a figure stays beside it."""
    return "".join(
        f"{run.text} ({run.note})" if isinstance(run, FigureRun) and run.note else run.text
        for run in runs(words)
    )


def _road(card: Card, used_in: tuple[str, ...], composer: Composer) -> tuple[Stop, ...]:
    figure = card.figure
    origin = figure.origin
    names = "; ".join(title_of(parent.figure) for parent in card.parents)
    snapshot = composer.snapshot
    frozen = f"on {day(snapshot.taken_at.date())}" if snapshot.is_frozen else "Not yet"
    return (
        Stop(ORIGIN[origin.kind], where_from(origin) or names, note=answered_for(origin)),
        Stop("Indicator", figure.indicator, note=_version(figure)),
        Stop("Used in", "; ".join(used_in) or "Behind another figure of the report"),
        Stop("Frozen", frozen, is_reached=snapshot.is_frozen),
    )


def _version(figure: Figure) -> str:
    version = figure.definition_version
    return f"Definition version {version}" if version else ""


def _used_in(card: Card, composer: Composer) -> tuple[str, ...]:
    """The headings of the sections that hold the figure."""
    asked = composer.release.asked
    return tuple(
        section.heading
        for section in composer.snapshot.sections
        if any(
            asked[request].anchor == card.anchor
            for content in section.contents
            for request in content.requests()
            if request in asked
        )
    )


def _since(frozen: Figure, now: Figure | None) -> str:
    if now is None:
        return ""
    if is_same(frozen, now):
        return "Not changed since the report was frozen."
    if is_same_number(frozen, now):
        came_in = where_from(now.origin)
        return f"The same since, but it came in anew{': ' if came_in else ''}{came_in}."
    beside = f", {now.marking}" if now.marking else ""
    return f"It has changed since: it is now {now.shown or now.missing}{beside}."
