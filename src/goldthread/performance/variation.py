"""How an indicator varies in each area: its icons, its sentence, its control chart and the table behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldthread.measures.control import RULES, Limits
from goldthread.measures.intervals import interval_of
from goldthread.measures.judging import Cause, Judged, JudgedPoint, Stretch
from goldthread.measures.special_causes import Signal
from goldthread.measures.values import shown
from goldthread.performance.figures.dressing import words
from goldthread.performance.figures.working_out import Worked
from goldthread.performance.indicator_page import Story, Strand
from goldthread.performance.judged import Settled, Where, chart_of, judged_of
from goldthread.ui.charts.control import Mark, control_svg, mark_key
from goldthread.ui.charts.icons import icon_with_words
from goldthread.ui.components import ChartTable

HEADINGS = ("Period", "Value", "What it is")
Reasons = Mapping[Where, Mapping[str, str]]


@dataclass(frozen=True)
class AreaVaries:
    """One area: what its icons say, and the chart that shows why; no chart where there are too few points."""

    heading: str
    title: str
    icons: str
    sentence: str
    judged: Judged
    area: str = ""  # its code
    value: str = ""  # the latest, in words
    wide: str = ""
    narrow: str = ""
    key: str = ""
    table: ChartTable | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)  # why limits begin anew, by period


def how_it_varies(story: Story, settled: Settled, reasons: Reasons) -> list[AreaVaries]:
    """Each own area by the source of its latest value, in the order of the areas."""
    strands = [strand for column in story.own for strand in story.strands(column)[:1]]
    return [_of_area(story, strand, settled, reasons) for strand in strands]


def _of_area(story: Story, strand: Strand, settled: Settled, reasons: Reasons) -> AreaVaries:
    latest, row = strand.latest, story.row
    judged = judged_of(story.shop, latest, settled)
    title = f"{row.title}: {strand.area.name}, control chart"
    value = _said(story, latest)
    why = _whys(story.why_redefined(strand), reasons.get(Where(row.key, strand.area.code), {}))
    sentence = " ".join([*_sentences(story, latest, judged), *_cuts(judged, why)])
    if judged.limits is None and not any(stretch.limits for stretch in judged.stretches):
        place = strand.area
        return AreaVaries(place.name, title, "", sentence, judged, place.code, value, reasons=why)
    chart = chart_of(row, judged, why)
    known = {dot.mark for dot in chart.dots if dot.value is not None}
    return AreaVaries(
        heading=strand.area.name,
        title=title,
        icons=icons_of(judged),
        sentence=sentence,
        judged=judged,
        area=strand.area.code,
        value=value,
        wide=control_svg(chart, title=title, description=sentence),
        narrow=control_svg(chart, title=title, description=sentence, narrow=True),
        key=mark_key([mark for mark in Mark if mark in known]) if known - {Mark.PLAIN} else "",
        table=_table(story, strand, judged),
        reasons=why,
    )


def _whys(*several: Mapping[str, str]) -> dict[str, str]:
    """Reasons by period; of a period that has two, both."""
    found: dict[str, str] = {}
    for reasons in several:
        for period, reason in reasons.items():
            found[period] = "; ".join(filter(None, (found.get(period, ""), reason.rstrip("."))))
    return found


def _cuts(judged: Judged, reasons: Mapping[str, str]) -> list[str]:
    """Where and why the limits began anew, told whole: the drawing has room for a few words."""
    return [
        f"From {stretch.first}: {stretch.why}{_because(reasons.get(stretch.first, ''))}."
        for stretch in judged.stretches
        if stretch.why
    ]


def _because(reason: str) -> str:
    return f" ({reason.rstrip('.')})" if reason else ""


def icons_of(judged: Judged, *, short: bool = False) -> str:
    """The icons that a judged series has, each with its words: HTML."""
    drawn = [icon_with_words(judged.variation, short=short)]
    if judged.assurance is not None:
        drawn.append(icon_with_words(judged.assurance, short=short))
    return " ".join(filter(None, drawn))


def _sentences(story: Story, latest: Worked, judged: Judged) -> list[str]:
    """What may be said, in words: the signal and its reason, the limits, the target; or the interval."""
    row = story.row
    told = [f"{_said(story, latest)} in {latest.place.period}."]
    last = judged.latest
    if judged.limits is None or last is None:
        known = judged.stretches[-1].known if judged.stretches else 0
        told.append(
            f"{known} point{'' if known == 1 else 's'} under these terms: {RULES.enough} are needed before"
            " anything is judged."
        )
        return [*told, *_interval(story, latest)]
    why = f", as {_reasons(last)}" if last.cause is not Cause.COMMON else ""
    told.append(f"{judged.variation.words}{why}.")
    low, high = (
        shown(max(end, Decimal(0)), unit=row.unit, decimals=max(row.decimals, 1))
        for end in (judged.limits.low, judged.limits.high)
    )
    told.append(f"By chance alone it would lie between {low} and {high}.")
    if judged.assurance is not None and judged.target is not None:
        target = shown(judged.target, unit=row.unit, stated=True)
        told.append(f"{judged.assurance.words.replace('the target', f'the target of {target}')}.")
    return told


def _said(story: Story, worked: Worked) -> str:
    marking = story.reader.marking(worked, story.shop)
    said = words(story.row, worked)
    return f"{said} ({marking})" if marking else said


_SIGNAL_WORDS = {
    Signal.OUTSIDE: "it lies outside the limits",
    Signal.RUN: f"{RULES.run} points or more lie on one side of the mean",
    Signal.TREND: f"{RULES.trend} points or more go one way",
    Signal.NEAR: f"{RULES.near} of {RULES.near_of} points lie near a limit",
}


def _reasons(point: JudgedPoint) -> str:
    return " and ".join(words for signal, words in _SIGNAL_WORDS.items() if signal in point.signals)


def _interval(story: Story, latest: Worked) -> list[str]:
    """The 95% interval of a value that cannot be judged by those before it."""
    row = story.row
    found = interval_of(latest.measured, row.kind, row.multiplier)
    if found is None:
        return []
    interval, method = found
    low, high = (
        shown(end, unit=row.unit, decimals=max(row.decimals, 1))
        for end in (interval.low, interval.high)
    )
    return [f"95% interval of the latest value: {low} to {high} ({method.value})."]


def _table(story: Story, strand: Strand, judged: Judged) -> ChartTable:
    """Each point, and before those of a stretch its mean and limits."""
    rows = []
    for stretch in judged.stretches:
        if stretch.limits is not None:
            rows.append((f"From {stretch.first}", *_terms(story, stretch, stretch.limits)))
        for point in stretch.points:
            worked = strand.values.get(point.period)
            value = _said(story, worked) if worked and point.value is not None else "–"
            what = point.cause.value if stretch.limits and point.value is not None else "–"
            why = f": {', '.join(sorted(point.signals))}" if point.signals else ""
            rows.append((point.period, value, f"{what}{why}"))
    return ChartTable(HEADINGS, rows)


def _terms(story: Story, stretch: Stretch, found: Limits) -> tuple[str, str]:
    row = story.row
    low, mean, high = (
        shown(max(end, Decimal(0)), unit=row.unit, decimals=max(row.decimals, 1))
        for end in (found.low, found.mean, found.high)
    )
    why = f", {stretch.why}" if stretch.why else ""
    return f"mean {mean}", f"limits {low} and {high}{why}"
