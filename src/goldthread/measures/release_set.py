"""Release sets from the catalogue: which numbers repeat one another, and which add up to which."""

from collections.abc import Iterable, Iterator, Mapping

from goldthread.measures.catalogue import Indicator, Kind, Nature, catalogue
from goldthread.measures.periods import Period, PeriodKind
from goldthread.measures.suppression import Cell, CellName, Quantity, Relation
from goldthread.measures.values import Measured


def cell_for(
    indicator: Indicator,
    measured: Measured,
    *,
    area: str,
    period: str,
    breakdown: str = "",
    origin: str = "",
    decision: str = "",
) -> Cell:
    """The cell of one figure, tied to the numbers elsewhere that its parts repeat."""

    def number(key: str, item: str) -> Quantity | None:
        if not key:
            return None
        part = "value" if catalogue()[key].kind is Kind.COUNT else "denominator"
        return Quantity(CellName(key, area, period, item, origin), part)

    above, _, item = indicator.same_numerator_as.partition(" ")
    below = indicator.denominator_key or indicator.same_denominator_as
    return Cell(
        name=CellName(indicator.key, area, period, breakdown, origin),
        value=measured.value,
        kind=indicator.kind,
        numerator=measured.numerator,
        denominator=measured.denominator,
        numerator_is=number(indicator.numerator_key or above, item or breakdown),
        denominator_is=number(below, "" if indicator.is_derived else breakdown),
        decision=decision,
        about_people=indicator.about_people,
    )


def relations_among(
    cells: Iterable[Cell], areas: Mapping[str, tuple[str, ...]]
) -> tuple[Relation, ...]:
    """What adds up to what among the cells of a set.

    `areas` says which areas make up a larger one, such as a partnership. Quarters make their year by the
    indicator's nature, and items their whole where the breakdown adds up. Give every cell that stands
    behind a page, also those that the page leaves out: what is not in the set is not thought of.
    """
    names = dict.fromkeys(cell.name for cell in cells)
    sums = (each for name in names for each in _sums(name, areas))
    return tuple(each for each in sums if names.keys() >= set(each.parts))


def _sums(name: CellName, areas: Mapping[str, tuple[str, ...]]) -> Iterator[Relation]:
    indicator = catalogue()[name.key]
    if parts := areas.get(name.area):
        yield Relation(name, tuple(name._replace(area=area) for area in parts))
    period = Period.parse(name.period)
    if period.kind is PeriodKind.YEAR and indicator.nature is not Nature.DISTINCT:
        quarters = period.quarters()[-1:] if indicator.nature is Nature.STOCK else period.quarters()
        yield Relation(name, tuple(name._replace(period=str(quarter)) for quarter in quarters))
    if not name.breakdown:
        for breakdown in filter(lambda each: each.adds_up, indicator.breakdowns):
            items = (item for item, _ in breakdown.items)
            yield Relation(name, tuple(name._replace(breakdown=item) for item in items))
