"""What the performance module offers to readers of figures."""

from goldthread.access.principal import Principal
from goldthread.house import Audience, Figure, FigureFamily, FigureRequest, OriginKind
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.definitions import wordings
from goldthread.performance.figures.shelf import load
from goldthread.performance.figures.working_out import PREFIX, Workshop


def indicator_key(figure_key: str) -> str:
    """`performance.referrals` is the figure of the indicator `referrals`; KeyError for no indicator."""
    key = figure_key.removeprefix(f"{PREFIX}.")
    return catalogue()[key].key


def workshop(principal: Principal, indicators: list[str], areas: list[str]) -> Workshop:
    """A workshop over all periods of these indicators and areas."""
    shelf = load(principal, indicators, areas)
    return Workshop(shelf, wordings(sorted(principal.spaces)))


def read(principal: Principal, requests: list[FigureRequest], audience: Audience) -> list[Figure]:
    """Every figure asked for, in the same order. The audience is the reader's to protect: see below.

    Small numbers are a matter of the whole table or report that a figure stands in, so a figure alone
    is never suppressed here: whoever shows figures passes all of them through `measures.suppression`.
    """
    keys = [indicator_key(request.key) for request in requests]
    shop = workshop(principal, keys, [request.area for request in requests])
    return [
        _of_origin(
            shop.figure(key, request.area, Period.parse(request.period), request.breakdown),
            request.origin,
        )
        for key, request in zip(keys, requests, strict=True)
    ]


def _of_origin(figure: Figure, kind: str) -> Figure:
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
    shop = workshop(principal, [indicator], areas)
    periods = Period.parse(until).and_before(count)
    return {
        area: [shop.figure(indicator, area, period, breakdown) for period in periods]
        for area in areas
    }


def offers(principal: Principal) -> list[tuple[str, str, str]]:
    """(key, title, unit) of every indicator of the catalogue."""
    return [(f"{PREFIX}.{row.key}", row.title, row.unit) for row in catalogue().values()]


FAMILY = FigureFamily(prefix=PREFIX, read=read, offers=offers, series=series)
