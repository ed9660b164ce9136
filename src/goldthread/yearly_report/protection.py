"""A report's figures as one audience may see them: all of them pass suppression together, parents too."""

from dataclasses import dataclass, replace
from functools import cached_property

from goldthread.house import Audience, Basis, Figure, FigureRequest, Origin, OriginKind
from goldthread.house.figure_cells import FigureCells, cell_of, released
from goldthread.measures.change import Change
from goldthread.measures.release_set import Publication, protect_release, publication
from goldthread.measures.suppression import (
    SYMBOL,
    CellName,
    Protected,
    SuppressionRule,
    is_small,
)
from goldthread.measures.values import rounded
from goldthread.yearly_report.changes import change_between
from goldthread.yearly_report.snapshot import Showing, Snapshot

NOT_FOR_PUBLICATION = "not for publication"
KEPT_BACK = "not shown, so that no child can be recognised"


@dataclass(frozen=True)
class Card:
    """A figure as one audience sees it, with the anchor of its source card.

    `showing` is the decision by which it is shown, if any; `parents` are the cards of the figures that
    it was worked out from.
    """

    anchor: str
    figure: Figure
    showing: Showing | None = None
    parents: tuple["Card", ...] = ()


class Release:
    """Every figure of a report for one audience, each once: those asked for, and their parents."""

    def __init__(self, snapshot: Snapshot, audience: Audience) -> None:
        self.snapshot = snapshot
        self.audience = audience
        answered = tuple(answer.figure for answer in snapshot.answers)
        made = FigureCells(answered, self._why_public)
        self._given = FigureCells((*answered, *snapshot.items), self._why_public).cells
        self._names, self._raw, self._cells = made.names, made.figures, made.cells
        self._asked = {answer.request: self._names[answer.figure] for answer in snapshot.answers}

    def card(self, request: FigureRequest) -> Card:
        """What was asked for, as this audience sees it; KeyError where it was not in the report."""
        return self._cards[self._asked[request]]

    def cards(self) -> list[Card]:
        """A source card for each figure, in the order of the report."""
        return list(self._cards.values())

    def by_anchor(self, anchor: str) -> Card | None:
        """The card of that anchor, where there is one."""
        return next((card for card in self.cards() if card.anchor == anchor), None)

    def raw(self, card: Card) -> Figure:
        """The figure of a card as it was taken, whoever reads."""
        return next(self._raw[name] for name, made in self._cards.items() if made is card)

    @cached_property
    def asked(self) -> dict[FigureRequest, Card]:
        """Everything that was asked for."""
        return {request: self._cards[name] for request, name in self._asked.items()}

    def change(self, later: FigureRequest, earlier: FigureRequest) -> Change | None:
        """The change between two figures that were asked for; None where one of them is kept back."""
        if self.card(later).figure.suppressed or self.card(earlier).figure.suppressed:
            return None
        return change_between(self._raw[self._asked[later]], self._raw[self._asked[earlier]])

    @property
    def exposed(self) -> list[Figure]:
        """Figures that are kept back and can be worked out all the same: of a decision, or of what was published."""
        return [self._raw[name] for name in self._protected.exposed if name in self._raw]

    def publication(self) -> Publication:
        """What the public is given by this report, for the sake of what is published later."""
        return publication(self.snapshot.title, self._cells.values(), self._protected)

    def gives_away_now(
        self, earlier: tuple[Publication, ...], rule: SuppressionRule
    ) -> list[Figure]:
        """Figures shown here that must be kept back beside what was published meanwhile, or by the rule of now."""
        now = Release(
            replace(self.snapshot, earlier=earlier, rule=rule), Audience.PUBLIC
        )._protected
        shown = (name for name in self._raw if self._protected.shows(name))
        return [self._raw[name] for name in shown if not now.shows(name)]

    def _showing(self, figure: Figure) -> Showing | None:
        return next((s for s in self.snapshot.showings if s.covers(figure)), None)

    def _why_public(self, figure: Figure) -> str:
        """By which decision, or in which release, a figure is public whatever it holds."""
        showing = self._showing(figure)
        return showing.reason if showing else released(figure)

    @cached_property
    def _protected(self) -> Protected:
        areas = {row.area: row.parts for row in self.snapshot.area_parts}
        return protect_release(
            self._given.values(),
            areas=areas,
            earlier=self.snapshot.earlier,
            rule=self.snapshot.rule,
        )

    @cached_property
    def _cards(self) -> dict[CellName, Card]:
        anchors = {name: f"figure-{number}" for number, name in enumerate(self._raw, 1)}
        made: dict[CellName, Card] = {}

        def make(name: CellName) -> Card:
            if name not in made:
                raw = self._raw[name]
                parents = tuple(make(self._names[parent]) for parent in raw.parents)
                figure = replace(raw, parents=tuple(parent.figure for parent in parents))
                seen = self._for_audience(name, figure)
                made[name] = Card(anchors[name], seen, self._showing(raw), parents)
            return made[name]

        return {name: make(name) for name in self._raw}

    def _for_audience(self, name: CellName, figure: Figure) -> Figure:
        figure = replace(figure, already_published=bool(self._cells[name].decision))
        match self.audience:
            case Audience.WORKING:
                return figure
            case Audience.BOARD:
                others = tuple(self._marked(name, other, other) for other in figure.others)
                return self._marked(name, self._raw[name], replace(figure, others=others))
        return public_part(figure) if self._protected.shows(name) else kept_back(figure)

    def _marked(self, name: CellName, raw: Figure, figure: Figure) -> Figure:
        """A figure as the partners see it: marked where it is small and not public already."""
        cell = cell_of(name, raw, self._why_public(raw))
        small = not cell.decision and is_small(cell, self.snapshot.rule)
        return replace(figure, marking=NOT_FOR_PUBLICATION) if small else figure


def public_part(figure: Figure) -> Figure:
    """A figure that the public may see: what is shown, without the raw value, the parts or who took part."""
    others = tuple(public_part(o) for o in figure.others if released(o))
    value = None if figure.value is None else rounded(figure.value, decimals_shown(figure))
    # What an agency answered to a question about its return was written for colleagues, not for all.
    note = "" if figure.origin.kind is OriginKind.RETURN else figure.note
    return replace(
        figure,
        note=note,
        value=value,
        numerator=None,
        denominator=None,
        origin=_public_origin(figure.origin),
        others=others,
    )


def kept_back(figure: Figure) -> Figure:
    """A figure that the public may not see: that there is one, and nothing of its size."""
    return replace(
        public_part(figure),
        value=None,
        shown=SYMBOL,
        missing=KEPT_BACK,
        suppressed=True,
        note="",
        others=(),
    )


def _public_origin(origin: Origin) -> Origin:
    return replace(origin, file="", row="", signed_by="", accepted_by="", accepted_on="")


def decimals_shown(figure: Figure) -> int:
    """How many decimals a figure is shown with; a stated one keeps those of its source."""
    exponent = figure.value.as_tuple().exponent if figure.value is not None else 0
    given = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return given if figure.basis is Basis.STATED else figure.decimals
