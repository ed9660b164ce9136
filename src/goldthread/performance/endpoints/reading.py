"""What is read: the catalogue, the scorecard of a period, the figures of an indicator."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Any

from django.http import Http404
from ninja import Router

from goldthread.api.guard import reads
from goldthread.api.pages import Listed, Paged, paged
from goldthread.house import Figure
from goldthread.measures.catalogue import catalogue
from goldthread.performance.audiences import Reader, reader_of
from goldthread.performance.endpoints.shapes import (
    FigureOut,
    IndicatorOut,
    figure_out,
    indicator_out,
)
from goldthread.performance.figures.family import workshop
from goldthread.performance.indicator_page import Story
from goldthread.performance.permissions import SEE_SCORECARD
from goldthread.performance.scorecard_periods import KINDS
from goldthread.performance.scorecard_reading import columns_of
from goldthread.performance.views.scorecard import chosen, table_of

TAKEN_OUT = "performance.figures.read_by_token"
router = Router(tags=["Figures"])


@router.get("/indicators", response=Listed[IndicatorOut], url_name="indicators")
@reads(SEE_SCORECARD)
def indicators(request: Any, page: Paged) -> dict[str, Any]:
    """Every indicator of the catalogue, in the order of its keys."""
    rows = sorted(catalogue().values(), key=lambda row: row.key)
    return paged(rows, page, indicator_out)


@router.get("/scorecard", response=Listed[FigureOut], url_name="scorecard")
@reads(SEE_SCORECARD, told=TAKEN_OUT)
def scorecard(request: Any, page: Paged, period: str = "", area: str = "") -> dict[str, Any]:
    """The scorecard of a period as it stands on its page; without one, of the period that it opens at."""
    today = request.at.date()
    choice = chosen(request, on=today)
    if period and str(choice.period or "") != period:
        raise Http404
    table = table_of(request.principal, choice, on=today)
    if table is None:
        return paged([], page, dict)
    card, shop = table[0].card, table[1]
    cells = [cell for row in card.rows for cell in row.cells]
    reader = reader_of(request.principal, on=today)
    return paged(
        cells,
        page,
        lambda cell: figure_out(
            replace(shop.dressed(cell.worked), marking=cell.marking), reader.audience.value
        ),
    )


@router.get("/figures", response=Listed[FigureOut], url_name="figures")
@reads(SEE_SCORECARD, told=TAKEN_OUT)
def figures(
    request: Any, page: Paged, indicator: str, area: str = "", period: str = ""
) -> dict[str, Any]:
    """The figures of one indicator, the latest period first, from every source that gives one."""
    if indicator not in catalogue():
        raise Http404
    reader = reader_of(request.principal, on=request.at.date())
    found = _figures(request, indicator, area, reader)
    rows = [figure for figure in found if period in ("", figure.period)]
    return paged(rows, page, lambda figure: figure_out(figure, reader.audience.value))


def _figures(request: Any, indicator: str, area: str, reader: Reader) -> Iterable[Figure]:
    """Years, then quarters, each as the files of the indicator's page have them."""
    columns = columns_of(request.principal, on=request.at.date())
    if area and area not in {column.code for column in columns}:
        raise Http404
    shown = tuple(column for column in columns if area in ("", column.code))
    shop = workshop(request.principal, [indicator], [column.code for column in columns])
    row = catalogue()[indicator]
    stories = (Story(row, shop, columns, kind, reader) for kind in KINDS)
    wanted = {column.code for column in shown}
    every = chain.from_iterable(story.figures() for story in stories)
    return [figure for figure in every if figure.area in wanted]
