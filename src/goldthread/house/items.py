"""How figures divide: what lies behind a number that is published without its parts.

Whoever publishes a total anew after one of its parts was revised gives away that part to whoever was shown
the others before. So the parts are thought of when the total is protected, also where nobody sees them.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from goldthread.house.figure import Audience, Figure, FigureRequest
from goldthread.house.figure_cells import indicator_key
from goldthread.house.registry import registry
from goldthread.measures.catalogue import catalogue


def items_behind(principal: Any, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The items that make up some figures, or what these were worked out from, where they are known.

    Each family is asked once. Those that stand among the figures themselves are not given again.
    """
    known = {each: None for figure in figures for each in figure.and_parents()}
    named = {_request(each) for each in known}
    wanted = dict.fromkeys(
        request
        for figure in known
        if not figure.parents
        for request in _items_of(figure)
        if request not in named
    )
    asked: dict[str, list[FigureRequest]] = defaultdict(list)
    for request in wanted:
        asked[request.key.partition(".")[0]].append(request)
    found = (
        figure
        for requests in asked.values()
        for figure in registry.figure_family(requests[0].key).read(
            principal, requests, Audience.WORKING
        )
    )
    return tuple(figure for figure in found if figure.value is not None)


def _items_of(figure: Figure) -> Iterable[FigureRequest]:
    """Each item of each breakdown of a whole figure whose items make the whole."""
    indicator = catalogue().get(indicator_key(figure))
    if indicator is None or figure.breakdown:
        return
    for breakdown in indicator.breakdowns:
        if breakdown.adds_up:
            for item, _ in breakdown.items:
                yield FigureRequest(figure.key, figure.area, figure.period, item)


def _request(figure: Figure) -> FigureRequest:
    return FigureRequest(figure.key, figure.area, figure.period, figure.breakdown)
