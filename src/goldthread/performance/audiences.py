"""What a figure looks like to whom: as it is at work, marked for the board, released only for the public."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from goldthread.access.principal import Principal
from goldthread.house import Audience, Figure, Origin, OriginKind, Role
from goldthread.measures.catalogue import catalogue
from goldthread.measures.change import ChangeRule
from goldthread.measures.release_set import cell_for
from goldthread.measures.suppression import SYMBOL, SuppressionRule, is_small
from goldthread.performance.figures.dressing import FigureWorkshop
from goldthread.performance.figures.sources import NOT_CHECKED
from goldthread.performance.figures.working_out import Worked, Workshop
from goldthread.performance.permissions import BUSINESS_UNIT, FILL_IN_RETURN, SIGN_RETURN
from goldthread.register.models import Setting
from goldthread.register.small_numbers import PREFIX, stricter_among

MARKING = "not for publication"
KEPT_BACK = "Not shown: it has not been released."

# A partnership's own values of these stand above the defaults: see `register.Setting`.
SMALL_BELOW = "performance.small_below"  # counts above 0 and below this are small; 0 marks nothing
TOO_FEW_BELOW = "performance.too_few_below"  # below this nothing is said of better or worse
FUNNEL_DRAWN_IN = (
    "performance.funnel_drawn_in"  # percent at each end; 0 widens no limit of a funnel
)


@dataclass(frozen=True)
class Reader:
    """Who reads figures: the audience they belong to, and the limits their partnership has set."""

    audience: Audience
    own_agencies: frozenset[int]
    small: SuppressionRule
    change: ChangeRule
    funnel_drawn_in: int = (
        0  # percent at each end; 0: the limits of a funnel are those of chance alone
    )

    def seen(self, worked: Worked, shop: FigureWorkshop) -> Figure:
        """A value as this reader may see it, with everything that it was worked out from.

        Whether the public may see a small number is asked of a whole release set, which a figure by itself
        is not: to the public only what a release has published is shown.
        """
        figure = replace(
            shop.dressed(worked),
            marking=self.marking(worked, shop),
            parents=tuple(self.seen(shop.best(place), shop) for place in worked.parents),
        )
        if self.audience is not Audience.PUBLIC or _is_released(worked, figure):
            return figure
        return kept_back(figure)

    def marking(self, worked: Worked, shop: Workshop) -> str:
        """What is said beside a value for this reader; nothing where it has been published already."""
        if shop.shelf.has_unchecked and rests_on_unchecked(worked, shop):
            return NOT_CHECKED
        rests_on_returns = any(each.kind is OriginKind.RETURN for each in worked.speakers)
        if self.audience is Audience.WORKING or not rests_on_returns:
            return ""
        place = worked.place
        cell = cell_for(
            catalogue()[place.indicator],
            worked.measured,
            area=place.area,
            period=place.period,
            breakdown=place.breakdown,
        )
        if not is_small(cell, self.small) or self._is_own(worked, shop):
            return ""
        return MARKING

    def _is_own(self, worked: Worked, shop: Workshop) -> bool:
        """Whether every return that a value rests on was sent by the reader's own agency."""
        if not self.own_agencies:
            return False
        returns = shop.shelf.sources.returns
        agencies = {returns[source].request.agency_id for source in _returns_behind(worked, shop)}
        return agencies <= self.own_agencies


def kept_back(figure: Figure) -> Figure:
    """A figure of which only is said that there is one: nothing of its size, nor of who brought it in."""
    return replace(
        figure,
        value=None,
        shown=SYMBOL,
        missing=KEPT_BACK,
        suppressed=True,
        numerator=None,
        denominator=None,
        origin=Origin(kind=figure.origin.kind, title=""),
        marking="",
        note="",
        parents=(),
        others=(),
    )


def _is_released(worked: Worked, figure: Figure) -> bool:
    """Whether a figure rests on published releases alone, or there is none; its parents are as seen."""
    if worked.fact is not None:
        return worked.fact.kind is OriginKind.RELEASE and worked.fact.is_checked
    is_there = figure.value is not None or figure.denominator is not None
    return not is_there or not any(parent.suppressed for parent in figure.parents)


def rests_on_unchecked(worked: Worked, shop: Workshop) -> bool:
    """Whether a value was imported, or worked out from one that was, and nobody has checked it."""
    if worked.fact is not None:
        return not worked.fact.is_checked
    return any(rests_on_unchecked(shop.best(place), shop) for place in worked.parents)


def _returns_behind(worked: Worked, shop: Workshop) -> set[int]:
    if worked.fact is not None:
        return {worked.fact.source} if worked.fact.kind is OriginKind.RETURN else set()
    parents = (shop.best(place) for place in worked.parents)
    return {source for parent in parents for source in _returns_behind(parent, shop)}


def reader_of(principal: Principal, *, on: date) -> Reader:
    """The reader that a principal is on a day, with the settings of the partnership at work."""
    rows = settings_on(principal, on=on)
    kept = {row.name: row.value for row in rows}
    at_work = bool(own_roles(principal) & BUSINESS_UNIT)
    return Reader(
        audience=Audience.WORKING if at_work else Audience.BOARD,
        own_agencies=principal.agencies_for(FILL_IN_RETURN) | principal.agencies_for(SIGN_RETURN),
        small=SuppressionRule(
            smallest_shown=kept.get(SMALL_BELOW, SuppressionRule.smallest_shown),
            shows_untested=True,
            stricter=stricter_among(rows),
        ),
        change=ChangeRule(too_few_below=kept.get(TOO_FEW_BELOW, ChangeRule.too_few_below)),
        funnel_drawn_in=int(kept.get(FUNNEL_DRAWN_IN, 0)),
    )


def own_roles(principal: Principal) -> frozenset[Role]:
    """The roles held in the partnership at work itself: one held in a collaboration reaches no partnership."""
    return principal.roles_in(principal.space.id) if principal.space else frozenset()


def own_space(principal: Principal) -> tuple[int, ...]:
    """The id of the partnership at work, without its collaborations; empty before one is chosen."""
    return (principal.space.id,) if principal.space else ()


def settings_on(principal: Principal, *, on: date) -> list[Setting]:
    """The partnership's own settings of small numbers and of change that hold on a day, the oldest first."""
    ours = Q(name__in=(SMALL_BELOW, TOO_FEW_BELOW, FUNNEL_DRAWN_IN)) | Q(name__startswith=PREFIX)
    rows = Setting.objects.visible_to(principal).filter(
        ours, space_id__in=own_space(principal), holds_from__lte=on
    )
    return list(rows.order_by("holds_from", "pk"))
