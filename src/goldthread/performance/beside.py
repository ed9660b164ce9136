"""How far an area strays from the average of a country, held against what chance does at its size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from goldthread.measures.catalogue import Indicator, Kind, catalogue
from goldthread.measures.funnel import (
    Curves,
    FunnelLimits,
    Standing,
    curves_of,
    proportion_curves,
    proportion_limits,
    rate_curves,
    rate_standing,
)
from goldthread.measures.overdispersion import (
    FEWEST,
    Spread,
    spread_of_proportions,
    spread_of_rates,
    wide_proportion_limits,
    wide_rate_limits,
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
class About:
    """What areas are held against: an average in the unit of the value, and a spread that widens the limits."""

    row: Indicator
    average: Decimal
    spread: Spread | None = None

    @property
    def share(self) -> Decimal:
        """The average per one of those that are counted among."""
        return self.average / self.row.multiplier

    def limits(self, size: Decimal) -> FunnelLimits:
        """The limits at a size of area; of a rate only where they are widened."""
        if self.spread is None:
            return proportion_limits(self.share, size, self.row.multiplier)
        wide = wide_rate_limits if self.row.kind is Kind.RATE else wide_proportion_limits
        return wide(self.share, size, self.spread, self.row.multiplier)

    def standing(self, value: Decimal, above: Decimal, below: Decimal) -> Standing:
        """Where a value stands that counts so many among so many."""
        if self.row.kind is Kind.RATE and self.spread is None:
            return rate_standing(above, self.share * below)
        return self.limits(below).standing(value)

    def curves(self, largest: Decimal) -> tuple[Curves, Curves]:
        """The limits over all sizes of area up to one."""
        if self.spread is not None:
            return curves_of(largest, self.limits)
        curves = rate_curves if self.row.kind is Kind.RATE else proportion_curves
        return curves(self.share, largest, self.row.multiplier)


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
        if middle.value and any(_own(story, period, About(story.row, middle.value))):
            return Middle(period, middle, widest.name)
    return None


def funnel_of(story: Story, middle: Middle, peers: Sequence[Peer]) -> Funnel:
    """The own areas and the others of a period about its average."""
    row, codes = story.row, {column.code for column in story.own}
    percent = story.reader.funnel_drawn_in
    about = About(row, middle.worked.value or Decimal(0))
    about = replace(about, spread=_widening(about, peers, percent) if percent else None)
    own = tuple(_own(story, middle.period, about))
    others = [_beside(about, each) for each in peers if each.code not in codes]
    title = f"{row.title} by size of area, about the average of {middle.name}"
    sentence = " ".join(f"{each.area}: {each.value}, {each.standing.value}." for each in own)
    chart = _chart(about, [each.spot for each in (*others, *own)])
    return Funnel(
        whole=middle.name,
        value=words(row, middle.worked),
        when=period_of(middle.period).label,
        rows=own,
        title=title,
        sentence=sentence,
        spread=_spread(others, about.spread, percent),
        wide=funnel_svg(chart, title=title, description=sentence),
        narrow=funnel_svg(chart, title=title, description=sentence, narrow=True),
        key=own_key(),
        table=ChartTable(HEADINGS, [_line(each) for each in (*own, *others)]),
    )


def _own(story: Story, period: str, about: About) -> Iterator[Beside]:
    for column in story.own:
        worked = story.shop.best(Place(story.row.key, column.code, period))
        above, below = _parts(story, worked)
        if worked.value is None or above is None or not below:
            continue  # its size is not known
        marking = story.reader.marking(worked, story.shop)
        said = words(story.row, worked)
        standing = about.standing(worked.value, above, below)
        spot = Spot(below, worked.value, column.name)
        yield Beside(column.name, f"{said} ({marking})" if marking else said, standing, spot)


def _beside(about: About, peer: Peer) -> Beside:
    said = shown(peer.value, unit=about.row.unit, decimals=about.row.decimals)
    standing = about.standing(peer.value, peer.above, peer.below)
    return Beside(peer.name, said, standing, Spot(peer.below, peer.value))


def _widening(about: About, peers: Sequence[Peer], percent: int) -> Spread | None:
    """How much all councils differ beyond chance; None where they do not, or are too few to tell."""
    parts = [(peer.above, peer.below) for peer in peers]
    if len(parts) < FEWEST:
        return None
    estimate = spread_of_rates if about.row.kind is Kind.RATE else spread_of_proportions
    spread = estimate(parts, about.share, percent)
    return spread if spread.widens else None


def _chart(about: About, spots: Sequence[Spot]) -> FunnelChart:
    row = about.row
    inner, outer = about.curves(max(Decimal(spot.size) for spot in spots))
    below = catalogue().get(row.denominator_key)
    size = below.title if below else row.denominator.capitalize()
    unit = row.unit if row.unit == "%" else row.unit.capitalize()
    return FunnelChart(tuple(spots), about.average, inner, outer, unit, size)


def _spread(others: Sequence[Beside], spread: Spread | None, percent: int) -> str:
    """What the others say of the limits themselves, and whether these are widened for it."""
    if not others:
        return "No release that was imported holds this figure for other councils with its parts."
    beyond = sum(each.standing is not Standing.WITHIN for each in others)
    expected = len(others) * _BY_CHANCE
    if spread is not None:
        return (
            "The limits are widened, as this partnership has set: councils differ by more than chance"
            f" altogether (overdispersion; {spread.ratio:.1f} times as much as chance, where the outermost"
            f" {percent}% at each end are drawn in). Of {len(others)} other councils {beyond} lie beyond the"
            " widened 95% limits. It is the additive model of Spiegelhalter (2005), as NHS-R’s FunnelPlotR"
            " works it out."
        )
    told = (
        f"Of {len(others)} other councils {beyond} lie beyond the 95% limits, where chance alone would"
        f" put about {expected:.0f}."
    )
    if percent and len(others) >= FEWEST:
        return (
            f"{told} All together they differ by no more than chance: the limits need no widening."
        )
    if len(others) < FEWEST or beyond <= 2 * expected:
        return told
    return (
        f"{told} So councils differ by much more than chance altogether (overdispersion), and to lie beyond"
        " a limit says little by itself. The limits are not widened for it, as this partnership has set"
        " (Wider limits of the funnel)."
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
