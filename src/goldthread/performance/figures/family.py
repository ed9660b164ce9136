"""What the performance module offers to readers of figures."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from goldthread.access.principal import Principal
from goldthread.house import Audience, Figure, FigureFamily, FigureRequest, OriginKind
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.definitions import wordings
from goldthread.performance.figures.dressing import PREFIX, FigureWorkshop
from goldthread.performance.figures.shelf import EVERYTHING, Extent, extent_of, load
from goldthread.performance.figures.working_out import period_of


def indicator_key(figure_key: str) -> str:
    """`performance.referrals` is the figure of the indicator `referrals`; KeyError for no indicator."""
    key = figure_key.removeprefix(f"{PREFIX}.")
    return catalogue()[key].key


def workshop(
    principal: Principal,
    indicators: Iterable[str],
    areas: Iterable[str],
    extent: Extent = EVERYTHING,
) -> FigureWorkshop:
    """A workshop over these indicators and areas: all periods of them, unless an extent says less."""
    shelf = load(principal, indicators, areas, extent)
    return FigureWorkshop(shelf, wordings(sorted(principal.spaces)))


def read(principal: Principal, requests: list[FigureRequest], audience: Audience) -> list[Figure]:
    """Every figure asked for, in the same order. The audience is the reader's to protect: see below.

    Small numbers are a matter of the whole table or report that a figure stands in, so a figure alone
    is never suppressed here: whoever shows figures passes all of them through `measures.suppression`.
    """
    keys = [indicator_key(request.key) for request in requests]
    if not requests:
        return []
    periods = [Period.parse(period) for period in {request.period for request in requests}]
    areas = {request.area for request in requests}
    shop = workshop(principal, keys, areas, extent_of(periods))
    return list(_made(_Asked(tuple(requests), shop.content(), shop)))


@dataclass(frozen=True)
class _Asked:
    """What is asked for and all that it is made of: two that are equal have the same figures."""

    requests: tuple[FigureRequest, ...]
    content: Hashable
    shop: FigureWorkshop = field(compare=False, repr=False)


@lru_cache(maxsize=8)
def _made(asked: _Asked) -> tuple[Figure, ...]:
    """Kept, since a report of two thousand figures is read again and again while hardly one changes.

    Everything that a figure could say was read from the database before this was asked for, and is
    compared value by value: what is given is never older than that, nor made for other eyes.
    """
    return tuple(
        of_origin(
            asked.shop.figure(
                indicator_key(each.key), each.area, period_of(each.period), each.breakdown
            ),
            each.origin,
        )
        for each in asked.requests
    )


def of_origin(figure: Figure, kind: str) -> Figure:
    """The figure from one kind of origin, where that was asked for and is there."""
    if not kind or figure.origin.kind == kind:
        return figure
    found = [other for other in figure.others if other.origin.kind == OriginKind(kind)]
    return found[0] if found else figure


def series(
    principal: Principal,
    key: str,
    areas: list[str],
    *,
    until: str,
    count: int,
    breakdown: str = "",
) -> dict[str, list[Figure]]:
    """For each area, the figures of `count` periods of one kind up to and with `until`, in order."""
    indicator = indicator_key(key)
    periods = Period.parse(until).and_before(count)
    shop = workshop(principal, [indicator], areas, extent_of(periods, breakdown))
    return {
        area: [shop.figure(indicator, area, period, breakdown) for period in periods]
        for area in areas
    }


def offers(principal: Principal) -> list[tuple[str, str, str]]:
    """(key, title, unit) of every indicator of the catalogue."""
    return [(f"{PREFIX}.{row.key}", row.title, row.unit) for row in catalogue().values()]


FAMILY = FigureFamily(prefix=PREFIX, read=read, offers=offers, series=series)
