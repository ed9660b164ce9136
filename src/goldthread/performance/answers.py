"""Reading a return's lines, cells and history from the database, for the checks."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.measures.values import Measured
from goldthread.performance.asked import Asked, Checked, LineKey, Typed
from goldthread.performance.checking import check
from goldthread.performance.models import Cell, Observation, Return, ReturnRequest

HISTORY = 12


def asked_of(request: ReturnRequest) -> Asked:
    """What the request asks for, in the order in which it was asked."""
    areas = tuple(request.areas.order_by("name").values_list("code", "name"))
    return Asked(Period.parse(request.period), areas, tuple(request.indicators))


def accepted_before(request: ReturnRequest, asked: Asked) -> dict[LineKey, list[Decimal]]:
    """The accepted values of each line before this period, earliest first, at most twelve."""
    rows = Observation.objects.filter(
        space_id=request.space_id,
        origin="return",
        is_current=True,
        indicator__in=asked.indicators,
        area__code__in=[code for code, _ in asked.areas],
        period_starts_on__lt=asked.period.starts_on,
    ).order_by("period_starts_on", "pk")
    history: dict[LineKey, list[Decimal]] = defaultdict(list)
    for code, indicator, breakdown, period, value in rows.values_list(
        "area__code", "indicator", "breakdown", "period", "value"
    ):
        if value is not None and Period.parse(period).kind is asked.period.kind:
            history[LineKey(code, indicator, breakdown)].append(value)
    return {key: values[-HISTORY:] for key, values in history.items()}


def typed_in(return_: Return) -> dict[LineKey, Typed]:
    """The stored cells as if they had been typed: what the page shows and the checks read."""
    return {
        LineKey(cell.area.code, cell.indicator, cell.breakdown): Typed(
            {
                part: _text(getattr(cell, part))
                for part in ("value", "numerator", "denominator")
                if getattr(cell, part) is not None
            },
            cell.answer,
            cell.row,
        )
        for cell in return_.cells.select_related("area")
        if cell.area is not None
    }


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"


def checked(return_: Return) -> Checked:
    """Check a return as it is stored."""
    asked = asked_of(return_.request)
    return check(asked, typed_in(return_), accepted_before(return_.request, asked))


def cells_of(
    return_: Return,
    numbers: Mapping[LineKey, Measured],
    typed: Mapping[LineKey, Typed],
    areas: Mapping[str, int],
) -> list[Cell]:
    """The rows to store: each line that has a number or an answer."""
    return [
        Cell(
            space_id=return_.space_id,
            of=return_,
            area_id=areas[key.area],
            indicator=key.indicator,
            breakdown=key.breakdown,
            answer=line.answer.strip(),
            row=line.row,
            **_parts(key, numbers.get(key)),
        )
        for key, line in typed.items()
        if key in numbers or line.answer.strip()
    ]


def _parts(key: LineKey, measured: Measured | None) -> dict[str, Decimal | None]:
    if measured is None:
        return {}
    if catalogue()[key.indicator].parts[0].name == "value":
        return {"value": measured.value}
    return {"numerator": measured.numerator, "denominator": measured.denominator}
