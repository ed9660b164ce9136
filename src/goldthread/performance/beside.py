"""How far an area strays from the average of a country, held against what chance does at its size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.funnel import (
    Standing,
    proportion_curves,
    proportion_limits,
    rate_curves,
    rate_standing,
)
from goldthread.measures.values import shown
from goldthread.performance.figures.dressing import words
from goldthread.performance.figures.facts import Place
from goldthread.performance.figures.working_out import Worked, period_of
from goldthread.performance.indicator_page import Story
from goldthread.performance.peers import Peer
from goldthread.ui.charts.funnel import FunnelChart, Spot, funnel_svg, own_key
from goldthread.ui.components import ChartTable

HEADINGS = ("Area", "Value", "Size", "Where it stands")
FEWEST_TO_TELL = 10  # councils, below which nothing is said of how all of them differ
_BY_CHANCE = Decimal(
    "0.05"
)  # of the areas lie beyond the 95% limits where nothing but chance is at work


@dataclass(frozen=True)
class Middle:
    """The latest period in which the widest comparator is known, and its value: the average."""

    period: str
    worked: Worked
    name: str


@dataclass(frozen=True)
class Beside:
    """An area's value, its size, and where it stands to the funnel about the average."""

    area: str
    value: str
    standing: Standing
    spot: Spot


@dataclass(frozen=True)
class Funnel:
    """The own areas of one period beside the average of `whole`, and the councils whose figures are held.

    `spread` says whether the areas differ by more than chance altogether.
    """

    whole: str
    value: str
    when: str
    rows: tuple[Beside, ...]
    title: str
    sentence: str
    spread: str
    wide: str
    narrow: str
    key: str
    table: ChartTable


def middle_of(story: Story) -> Middle | None:
    """What a funnel is drawn about; None for a count, or where no comparator or own area is known."""
    if story.row.kind not in (Kind.RATE, Kind.PERCENTAGE) or not story.compared:
        return None
    widest = story.compared[-1]
    for period in reversed(story.periods):
        middle = story.shop.best(Place(story.row.key, widest.code, period))
        if middle.value and any(_own(story, period, middle.value)):
            return Middle(period, middle, widest.name)
    return None


def funnel_of(story: Story, middle: Middle, peers: Sequence[Peer]) -> Funnel:
    """The own areas and the others of a period about its average."""
    row, average = story.row, middle.worked.value or Decimal(0)
    own = tuple(_own(story, middle.period, average))
    codes = {column.code for column in story.own}
    others = [_beside(row, each, average) for each in peers if each.code not in codes]
    title = f"{row.title} by size of area, about the average of {middle.name}"
    sentence = " ".join(f"{each.area}: {each.value}, {each.standing.value}." for each in own)
    chart = _chart(row, average, [each.spot for each in (*others, *own)])
    return Funnel(
        whole=middle.name,
        value=words(row, middle.worked),
        when=period_of(middle.period).label,
        rows=own,
        title=title,
        sentence=sentence,
        spread=_spread(others),
        wide=funnel_svg(chart, title=title, description=sentence),
        narrow=funnel_svg(chart, title=title, description=sentence, narrow=True),
        key=own_key(),
        table=ChartTable(HEADINGS, [_line(each) for each in (*own, *others)]),
    )


def _own(story: Story, period: str, middle: Decimal) -> Iterator[Beside]:
    for column in story.own:
        worked = story.shop.best(Place(story.row.key, column.code, period))
        above, below = _parts(story, worked)
        if worked.value is None or above is None or not below:
            continue  # its size is not known
        marking = story.reader.marking(worked, story.shop)
        said = words(story.row, worked)
        standing = _standing(story.row, worked.value, above, below, middle)
        spot = Spot(below, worked.value, column.name)
        yield Beside(column.name, f"{said} ({marking})" if marking else said, standing, spot)


def _beside(row: Indicator, peer: Peer, middle: Decimal) -> Beside:
    said = shown(peer.value, unit=row.unit, decimals=row.decimals)
    standing = _standing(row, peer.value, peer.above, peer.below, middle)
    return Beside(peer.name, said, standing, Spot(peer.below, peer.value))


def _standing(
    row: Indicator, value: Decimal, above: Decimal, below: Decimal, middle: Decimal
) -> Standing:
    share = middle / row.multiplier
    if row.kind is Kind.RATE:
        return rate_standing(above, share * below)
    return proportion_limits(share, below, row.multiplier).standing(value)


def _chart(row: Indicator, middle: Decimal, spots: Sequence[Spot]) -> FunnelChart:
    share, largest = middle / row.multiplier, max(Decimal(spot.size) for spot in spots)
    curves = rate_curves if row.kind is Kind.RATE else proportion_curves
    inner, outer = curves(share, largest, row.multiplier)
    below = catalogue().get(row.denominator_key)
    size = below.title if below else row.denominator.capitalize()
    unit = row.unit if row.unit == "%" else row.unit.capitalize()
    return FunnelChart(tuple(spots), middle, inner, outer, unit, size)


def _spread(others: Sequence[Beside]) -> str:
    """What the others say of the limits themselves; nothing where there are none."""
    if not others:
        return "No release that was imported holds this figure for other councils with its parts."
    beyond = sum(each.standing is not Standing.WITHIN for each in others)
    expected = len(others) * _BY_CHANCE
    told = (
        f"Of {len(others)} other councils {beyond} lie beyond the 95% limits, where chance alone would"
        f" put about {expected:.0f}."
    )
    if len(others) < FEWEST_TO_TELL or beyond <= 2 * expected:
        return told
    return (
        f"{told} So councils differ by much more than chance altogether (overdispersion), and to lie beyond"
        " a limit says little by itself. The limits are not widened for it."
    )


def _line(each: Beside) -> tuple[str, str, str, str]:
    return each.area, each.value, f"{each.spot.size:,.0f}", each.standing.value


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
