"""How far apart rare events lie: the charts of days and of cases between them, in words and in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldthread.access.principal import Principal
from goldthread.house import DatedEvents, registry
from goldthread.measures.control import RULES
from goldthread.measures.rare_events import (
    Event,
    Gap,
    Spaced,
    Spacing,
    spaced_by_cases,
    spaced_by_days,
)
from goldthread.performance.models import RareEvent
from goldthread.ui import british
from goldthread.ui.british import MONTHS
from goldthread.ui.charts.control import ControlChart, Dot, Mark, Span, control_svg, mark_key
from goldthread.ui.components import ChartTable


@dataclass(frozen=True)
class SpacedChart:
    """One chart with the sentence before it and the table behind it; no drawing of fewer than two gaps."""

    heading: str
    title: str
    sentence: str
    table: ChartTable
    wide: str = ""
    narrow: str = ""
    key: str = ""


def charts_of(title: str, events: Sequence[Event], *, is_bad: bool, on: date) -> list[SpacedChart]:
    """The t chart of events, and the g chart where cases between them were counted."""
    if not events:
        return []
    by_days, by_cases = spaced_by_days(events), spaced_by_cases(events)
    waited = Decimal((on - max(event.on for event in events)).days)
    still = (
        f"The last was {_many(waited, 'day')} ago, which by itself is {by_days.spacing(waited)}."
        if by_days.limits
        else f"The last was {_many(waited, 'day')} ago."
    )
    charts = [_chart(title, "day", by_days, still, is_bad=is_bad)]
    if by_cases.known:
        charts.append(_chart(title, "case", by_cases, "", is_bad=is_bad))
    return charts


def _chart(title: str, unit: str, spaced: Spaced, still: str, *, is_bad: bool) -> SpacedChart:
    heading = f"{unit.capitalize()}s from each to the next"
    sentence = " ".join(filter(None, [*_sentences(unit, spaced), still]))
    table = ChartTable(
        ("Event of", f"{unit.capitalize()}s since the one before", "What it is"),
        [
            (
                british.day(gap.until),
                "not counted" if gap.size is None else british.number(gap.size),
                gap.spacing.value if spaced.limits and gap.size is not None else "–",
            )
            for gap in spaced.gaps
        ],
    )
    named = f"{title}: {heading.lower()}"
    if len(spaced.known) < 2:
        return SpacedChart(heading, named, sentence, table)
    chart = _drawn(unit, spaced, is_bad=is_bad)
    marks = {dot.mark for dot in chart.dots if dot.value is not None}
    return SpacedChart(
        heading=heading,
        title=named,
        sentence=sentence,
        table=table,
        wide=control_svg(chart, title=named, description=sentence),
        narrow=control_svg(chart, title=named, description=sentence, narrow=True),
        key=mark_key([mark for mark in Mark if mark in marks]) if marks - {Mark.PLAIN} else "",
    )


def _drawn(unit: str, spaced: Spaced, *, is_bad: bool) -> ControlChart:
    dots = tuple(
        Dot(f"{MONTHS[gap.until.month - 1][:3]} {gap.until.year}", gap.size, _mark(gap, is_bad))
        for gap in spaced.gaps
    )
    found = spaced.limits
    span = Span(dots, found.middle, found.low, found.high) if found else Span(dots)
    return ControlChart((span,), unit=f"{unit.capitalize()}s", middle="middle", from_zero=True)


def _mark(gap: Gap, is_bad: bool) -> Mark:
    if gap.spacing is Spacing.USUAL:
        return Mark.PLAIN
    if not is_bad:
        return Mark.NEITHER
    return Mark.BETTER if gap.spacing is Spacing.LONG else Mark.WORSE


def _sentences(unit: str, spaced: Spaced) -> list[str]:
    """How many gaps there are and where their limits lie, or that they are too few; then what is unlike."""
    known = len(spaced.known)
    if spaced.limits is None:
        told = "is known" if known == 1 else "are known"
        return [
            f"{_many(Decimal(known), 'gap')} between events {told}: {RULES.enough} are needed before"
            " anything is judged."
        ]
    found = spaced.limits
    ends = f"more than {_many(found.high, unit)}"
    if found.low is not None:
        ends = f"{ends}, or fewer than {british.number(found.low, 0)},"
    said = [
        f"Of {known} gaps between events the middle one is {_many(found.middle, unit)}; {ends} would be"
        " more than chance."
    ]
    unlike = [gap for gap in spaced.known if gap.spacing is not Spacing.USUAL]
    said += [
        f"The gap of {_many(gap.size, unit)} until {british.day(gap.until)} is {gap.spacing}."
        for gap in unlike[-3:]
        if gap.size is not None
    ]
    return said if unlike else [*said, "All lie within it."]


def _many(size: Decimal, unit: str) -> str:
    words = british.number(size, 0)
    return f"{words} {unit}" if words == "1" else f"{words} {unit}s"


def events_of(event: RareEvent) -> list[Event]:
    """The events of one kind that stand, by their day."""
    rows = event.days.filter(struck_at__isnull=True).order_by("happened_on", "pk")
    return [Event(on, cases) for on, cases in rows.values_list("happened_on", "cases")]


def held_by_modules(
    principal: Principal, *, on: date
) -> list[tuple[DatedEvents, list[SpacedChart]]]:
    """What other parts of the house know the days of, each as far as the reader may see it."""
    found = []
    for held in registry.dated_events():
        events = [Event(day) for day in held.days(principal)]
        found.append((held, charts_of(held.title, events, is_bad=held.is_bad, on=on)))
    return found
