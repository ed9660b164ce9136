"""An indicator over time with what was done on the way: its control charts, for the lines of actions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from goldthread.access.policy import may
from goldthread.access.principal import Principal
from goldthread.house import DrawnFigure, Noted
from goldthread.measures.catalogue import catalogue
from goldthread.measures.periods import Period
from goldthread.performance.addresses import indicator_page
from goldthread.performance.audiences import reader_of
from goldthread.performance.changes import longest
from goldthread.performance.figures.family import indicator_key, workshop
from goldthread.performance.indicator_page import Story
from goldthread.performance.judged import chart_of
from goldthread.performance.permissions import SEE_SCORECARD
from goldthread.performance.scorecard_periods import KINDS
from goldthread.performance.scorecard_reading import columns_of
from goldthread.performance.settled import terms_of
from goldthread.performance.variation import HEADINGS, AreaVaries, how_it_varies
from goldthread.ui.charts.control import ControlChart, Mark, Note, control_svg, mark_key


def drawn(principal: Principal, key: str, noted: Sequence[Noted], on: date) -> list[DrawnFigure]:
    """The chart of each own area, by the kind of period with more points; none without the scorecard."""
    if not may(principal, SEE_SCORECARD):
        return []
    row = catalogue()[indicator_key(key)]
    own = tuple(each for each in columns_of(principal, on=on) if not each.is_comparator)
    shop = workshop(principal, [row.key], [column.code for column in own])
    reader = reader_of(principal, on=on)
    story = longest([Story(row, shop, own, kind, reader) for kind in KINDS])
    terms = terms_of(principal, [row.key], on=on)
    found = how_it_varies(story, terms.settled, terms.reasons)
    return [_drawn(story, varies, noted) for varies in found]


def _drawn(story: Story, varies: AreaVaries, noted: Sequence[Noted]) -> DrawnFigure:
    plain = chart_of(story.row, varies.judged, varies.reasons)
    chart = replace(plain, notes=tuple(_notes(plain, noted)))
    title = f"{story.row.title}: {varies.heading}"
    known = {dot.mark for dot in chart.dots if dot.value is not None} - {Mark.PLAIN}
    rows = varies.table.rows if varies.table else [(d.period, d.value, "–") for d in chart.dots]
    return DrawnFigure(
        title=title,
        sentence=varies.sentence,
        wide=control_svg(chart, title=title, description=varies.sentence),
        narrow=control_svg(chart, title=title, description=varies.sentence, narrow=True),
        key=mark_key([mark for mark in Mark if mark in known | {Mark.PLAIN}]) if known else "",
        headings=HEADINGS,
        rows=tuple(tuple(each) for each in rows),
        url=indicator_page(story.row.key),
    )


def _notes(chart: ControlChart, noted: Sequence[Noted]) -> Iterator[Note]:
    """Each at the point of its period; at the end, where its day lies after the last point."""
    periods = [Period.parse(dot.period) for dot in chart.dots]
    for each in noted:
        if not periods or each.on < periods[0].starts_on:
            continue
        later = (at for at, period in enumerate(periods) if each.on <= period.ends_on)
        yield Note(next(later, len(periods) - 0.5), each.words)
