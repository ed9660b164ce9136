"""The tables of a made-up family given to the product, as a module of it would: one after the other."""

from dataclasses import dataclass, field
from decimal import Decimal

from bench._attacker_family import Family, Table, Where

from goldthread.measures import release_set
from goldthread.measures.catalogue import catalogue
from goldthread.measures.suppression import Cell, Protected, Verdict
from goldthread.measures.values import Measured


@dataclass
class Cost:
    """Cells that were kept back for being small, and for the sake of these.

    `for_earlier` of them would be shown if nothing had been published before. `exposed` are the small numbers of which the product says itself that what was published before does
    not let it keep its whole promise.
    """

    primary: int = 0
    secondary: int = 0
    for_earlier: int = 0
    exposed: set[Where] = field(default_factory=set)


def publish(family: Family) -> Cost:
    """Protect each table, given those before it; the family then knows what was shown."""
    cost, earlier = Cost(), []
    for table in family.tables:
        cells = {where: product_cell(family, table, where) for where in table.cells}
        alone = release_set.protect_release(cells.values(), areas=family.areas)
        protected = alone
        if earlier:
            protected = release_set.protect_release(
                cells.values(), areas=family.areas, earlier=earlier
            )
        table.shown = frozenset(w for w, cell in cells.items() if protected.shows(cell.name))
        earlier.insert(0, release_set.publication("earlier", cells.values(), protected))
        _count(cost, protected)
        cost.for_earlier += sum(
            alone.shows(cell.name) and not protected.shows(cell.name) for cell in cells.values()
        )
    return cost


def _count(cost: Cost, protected: Protected) -> None:
    verdicts = list(protected.verdicts.values())
    cost.primary += verdicts.count(Verdict.PRIMARY)
    cost.secondary += verdicts.count(Verdict.SECONDARY)
    cost.exposed |= {Where(*name[:4]) for name in protected.exposed}


def product_cell(family: Family, table: Table, where: Where) -> Cell:
    """A cell of a table as the product knows it."""
    cell = table.cells[where]
    above, below = family.number(cell.above), family.below(cell)
    if below is None:
        measured = Measured.counted(above)
    else:
        measured = Measured.from_parts(Decimal(above), Decimal(below), cell.times)
    return release_set.cell_for(
        catalogue()[where.key],
        measured,
        area=where.area,
        period=where.period,
        breakdown=where.item,
    )
