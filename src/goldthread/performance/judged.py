"""Judging an indicator in an area: from its values to what may be said, and to the chart of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.judging import Cause, Judged, judge
from goldthread.measures.judging import Place as JudgedPlace
from goldthread.measures.periods import Period, PeriodKind
from goldthread.performance.audiences import rests_on_unchecked
from goldthread.performance.figures.dressing import FigureWorkshop
from goldthread.performance.figures.working_out import Worked, period_of
from goldthread.ui.charts.control import ControlChart, Dot, Mark, Span

# How far back a series is judged: ten years of quarters, and as many years as are published.
WINDOW = {PeriodKind.QUARTER: 40, PeriodKind.YEAR: 24}

_MARKS = {
    Cause.COMMON: Mark.PLAIN,
    Cause.IMPROVING: Mark.BETTER,
    Cause.CONCERNING: Mark.WORSE,
    Cause.NEITHER: Mark.NEITHER,
}


class Where(NamedTuple):
    """An indicator in an area, by key and code."""

    indicator: str
    area: str


@dataclass(frozen=True)
class Settled:
    """What a partnership has settled for judging: its targets, and the periods from which limits begin anew."""

    targets: Mapping[Where, Decimal] = field(default_factory=dict)
    rebased: Mapping[Where, frozenset[str]] = field(default_factory=dict)

    def target(self, where: Where) -> Decimal | None:
        """The target of an indicator in an area, else that of the indicator everywhere."""
        return self.targets.get(where, self.targets.get(Where(where.indicator, "")))


NOTHING_SETTLED = Settled()


def window(period: Period) -> tuple[Period, ...]:
    """The periods up to one, by which it is judged."""
    return period.and_before(WINDOW[period.kind])


def judged_of(shop: FigureWorkshop, worked: Worked, settled: Settled) -> Judged:
    """A value judged by those of the same speakers before it; what nobody has checked is left out."""
    row = catalogue()[worked.place.indicator]
    where = Where(row.key, worked.place.area)
    return judge(
        series_of(shop, worked),
        polarity=row.polarity,
        target=settled.target(where),
        rebased=settled.rebased.get(where, frozenset()),
    )


def series_of(shop: FigureWorkshop, worked: Worked) -> list[JudgedPlace]:
    """The values of the same speakers, with the version of the definition that each was given under."""
    series = []
    changed = shop.wordings.ever_changed(worked.place.indicator)
    for period in map(str, window(period_of(worked.place.period))):
        like = worked if period == worked.place.period else shop.like(worked, period)
        if like is None or like.value is None or rests_on_unchecked(like, shop):
            series.append(JudgedPlace(period, None))
        else:
            series.append(JudgedPlace(period, like.value, shop.version(like) if changed else ""))
    return series


def chart_of(row: Indicator, judged: Judged, reasons: Mapping[str, str]) -> ControlChart:
    """The chart of a judged series; `reasons` are those of its rebasings, by period.

    Limits are drawn no lower than 0, and those of a percentage no higher than 100: nothing lies beyond.
    """
    most = Decimal(100) if row.kind is Kind.PERCENTAGE else None
    spans = []
    for stretch in judged.stretches:
        dots = tuple(
            Dot(point.period, point.value, _MARKS[point.cause]) for point in stretch.points
        )
        label = _label(stretch.why, reasons.get(stretch.first, ""))
        if stretch.limits is None:
            spans.append(Span(dots, label=label))
            continue
        low, high = max(stretch.limits.low, Decimal(0)), stretch.limits.high
        high = high if most is None else min(high, most)
        spans.append(Span(dots, stretch.limits.mean, low, high, label))
    return ControlChart(
        spans=tuple(spans),
        unit=row.unit if row.unit == "%" else row.unit.capitalize(),
        decimals=max(row.decimals, 1),
        target=judged.target,
    )


def _label(why: str, reason: str) -> str:
    words = f"{why[:1].upper()}{why[1:]}"
    return f"{words}: {reason}" if reason else words
