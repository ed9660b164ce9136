"""How far an area strays from the average of a country, held against what chance does at its size."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldthread.measures.catalogue import Kind
from goldthread.measures.funnel import Standing, proportion_limits, rate_standing
from goldthread.performance.figures.dressing import words
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.working_out import Worked, period_of
from goldthread.performance.indicator_page import Story


@dataclass(frozen=True)
class Beside:
    """An area's value, and where it stands to the funnel about the average."""

    area: str
    value: str
    standing: str


@dataclass(frozen=True)
class Funnel:
    """The areas of one period beside the average of `whole`."""

    whole: str
    value: str
    when: str
    rows: tuple[Beside, ...]


def funnel_of(story: Story) -> Funnel | None:
    """The latest period in which the widest comparator and an own area with its parts are known."""
    if story.row.kind not in (Kind.RATE, Kind.PERCENTAGE) or not story.compared:
        return None
    widest = story.compared[-1]
    for period in reversed(story.periods):
        middle = story.shop.best(Place(story.row.key, widest.code, period))
        if middle.value is None or not middle.value:
            continue
        rows = tuple(_rows(story, period, middle.value))
        if rows:
            when = period_of(period).label
            return Funnel(widest.name, words(story.row, middle), when, rows)
    return None


def _rows(story: Story, period: str, middle: Decimal) -> Iterator[Beside]:
    for column in story.own:
        worked = story.shop.best(Place(story.row.key, column.code, period))
        standing = _standing(story, worked, middle)
        if standing is not None:
            marking = story.reader.marking(worked, story.shop)
            said = words(story.row, worked)
            yield Beside(column.name, f"{said} ({marking})" if marking else said, standing.value)


def _standing(story: Story, worked: Worked, middle: Decimal) -> Standing | None:
    """Where a value stands; None where its parts are not known, so that its size is not either."""
    above, below = _parts(story, worked)
    if worked.value is None or above is None or not below:
        return None
    share = middle / story.row.multiplier
    if story.row.kind is Kind.RATE:
        return rate_standing(above, share * below)
    return proportion_limits(share, below, story.row.multiplier).standing(worked.value)


def _parts(story: Story, worked: Worked) -> tuple[Decimal | None, Decimal | None]:
    """What a value is made of; of a rate that was published alone, its count and its population."""
    measured, row = worked.measured, story.row
    if measured.numerator is not None or not row.is_derived:
        return measured.numerator, measured.denominator
    _, area, period, _ = worked.place
    above, below = (
        story.shop.best(Place(key, area, period)).value
        for key in (row.numerator_key, row.denominator_key)
    )
    return above, below
