"""What the performance module offers to readers of figures."""

from collections.abc import Iterable, Iterator

from goldthread.access.principal import Principal
from goldthread.house import Audience, Figure, FigureFamily, FigureRequest, OriginKind
from goldthread.house.kept import Kept
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
    breakdowns = {request.breakdown for request in requests}
    shop = workshop(principal, keys, areas, extent_of(periods, breakdowns))
    return list(_read.get(tuple(requests), shop.content(), lambda: tuple(_figures(requests, shop))))


# A report of two thousand figures is read again and again while hardly one of them changes.
_read: Kept[tuple[Figure, ...]] = Kept(most=8)


def _figures(requests: Iterable[FigureRequest], shop: FigureWorkshop) -> Iterator[Figure]:
    for each in requests:
        key, period = indicator_key(each.key), period_of(each.period)
        yield of_origin(shop.figure(key, each.area, period, each.breakdown), each.origin)


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
    shop = workshop(principal, [indicator], areas, extent_of(periods, {breakdown}))
    return {
        area: [shop.figure(indicator, area, period, breakdown) for period in periods]
        for area in areas
    }


def offers(principal: Principal) -> list[tuple[str, str, str]]:
    """(key, title, unit) of every indicator of the catalogue."""
    return [(f"{PREFIX}.{row.key}", row.title, row.unit) for row in catalogue().values()]


FAMILY = FigureFamily(prefix=PREFIX, read=read, offers=offers, series=series)
