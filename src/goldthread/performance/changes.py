"""Changes that need an answer: found by the rules of the charts, with the chart as it stands that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldthread.access.principal import Principal
from goldthread.house import Audience
from goldthread.measures.catalogue import catalogue
from goldthread.measures.judging import Judged, Variation
from goldthread.measures.periods import PeriodKind
from goldthread.performance.audiences import reader_of
from goldthread.performance.figures.family import workshop
from goldthread.performance.indicator_page import Story
from goldthread.performance.scorecard import Column
from goldthread.performance.scorecard_periods import KINDS
from goldthread.performance.settled import Terms, terms_of
from goldthread.performance.variation import AreaVaries, how_it_varies


@dataclass(frozen=True)
class Found:
    """A special cause at the end of a series: what it is of, since when, and its chart."""

    indicator: str
    area: str
    period: str
    since: str
    varies: AreaVaries

    @property
    def judged(self) -> Judged:
        return self.varies.judged


def found_changes(
    principal: Principal, indicators: Iterable[str], columns: Sequence[Column], *, on: date
) -> list[Found]:
    """Every special cause that stands at the end of a series of these indicators in the own areas.

    Told as the board is told it, with small numbers marked, whoever looks: the chart is kept for all.
    """
    keys = list(dict.fromkeys(indicators))
    own = tuple(column for column in columns if not column.is_comparator)
    shop = workshop(principal, keys, [column.code for column in own])
    reader = replace(reader_of(principal, on=on), audience=Audience.BOARD, own_agencies=frozenset())
    terms = terms_of(principal, keys, on=on)
    return [
        each
        for key in keys
        for each in _of_story(
            longest([Story(catalogue()[key], shop, own, kind, reader) for kind in KINDS]), terms
        )
    ]


def longest(stories: Sequence[Story]) -> Story:
    """By quarters where there are more of them than years: as the indicator's page opens."""
    by_kind = {story.kind: story for story in stories}
    quarters, years = by_kind[PeriodKind.QUARTER], by_kind[PeriodKind.YEAR]
    return quarters if len(quarters.periods) > len(years.periods) else years


def _of_story(story: Story, terms: Terms) -> Iterable[Found]:
    told: dict[str, Variation] = {}
    for varies in how_it_varies(story, terms.settled, terms.reasons):
        latest = varies.judged.latest
        # What ended before the newest period has been superseded: there is nothing new to answer.
        if not varies.judged.variation.is_special or latest is None:
            continue
        if latest.period == story.periods[-1]:
            area = varies.area
            told[area] = varies.judged.variation
            # What one of its councils has said already, a partnership as a whole need not say again.
            parts = story.shop.shelf.parts.get(area, ())
            if varies.judged.variation not in [told.get(part) for part in parts]:
                since = since_when(varies.judged)
                yield Found(story.row.key, area, latest.period, since, varies)


def since_when(judged: Judged) -> str:
    """The first of the points that are what the last one is, one after another."""
    known = [point for point in judged.stretches[-1].points if point.value is not None]
    first = known[-1]
    for point in reversed(known):
        if (point.cause, point.rises) != (known[-1].cause, known[-1].rises):
            break
        first = point
    return first.period
